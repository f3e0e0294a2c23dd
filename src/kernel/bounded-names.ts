/** Takes the place of each name that came too late. */
export const OTHER = 'other';

/** The first so many names that come; all others are `other`. Keeps the labels of metrics few, whatever clients send. */
export class BoundedNames {
  private readonly known = new Set<string>();

  constructor(private readonly most: number) {}

  /** The name as a label. */
  labelOf(name: string): string {
    if (this.known.has(name)) return name;
    if (this.known.size >= this.most) return OTHER;
    this.known.add(name);
    return name;
  }
}
