const LIMIT = 10_000;

/** One call that a vendor's API or pages received. */
export interface JournalEntry {
  id: number;
  /** ISO 8601. */
  time: string;
  method: string;
  path: string;
  query: Record<string, string>;
  /** Parsed where it is JSON, else the text. */
  body: unknown;
  /** Absent while the call is under way or when its connection was cut. */
  httpStatus?: number;
  /** WeChat's, where the answer has one; also of an answer that did not arrive. */
  errcode?: number;
}

/** The last 10,000 of something, oldest first. */
export class Recent<T> {
  #entries: T[] = [];

  add(entry: T): T {
    this.#entries.push(entry);
    if (this.#entries.length > LIMIT) this.#entries.shift();
    return entry;
  }

  list(matches: (entry: T) => boolean = () => true): T[] {
    return this.#entries.filter(matches);
  }

  clear(): void {
    this.#entries = [];
  }
}

/** Calls received. */
export class Journal extends Recent<JournalEntry> {
  #last = 0;

  record(call: Omit<JournalEntry, 'id' | 'time'>): JournalEntry {
    this.#last += 1;
    return this.add({ id: this.#last, time: new Date().toISOString(), ...call });
  }
}

/** JSON where it is JSON, else the text itself. */
export function readable(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
