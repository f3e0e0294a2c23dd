import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { titleOf, withLinks } from './markdown.ts';
import { decisionsIn, isFolder, placeOf, ROOT, read, readPages } from './pages.ts';

/** Where these pages are in the site; all others are where they are in `docs/`. */
const PLACES: Readonly<Record<string, string>> = {
  'README.md': 'index.md',
  'docs/README.md': 'documentation.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'sending-a-change.md',
  'SECURITY.md': 'reporting-a-vulnerability.md',
};
const PICTURES = new Set(['.png', '.svg', '.jpg']);
const LANGUAGES: Readonly<Record<string, string>> = {
  '.ts': 'ts',
  '.js': 'js',
  '.cjs': 'js',
  '.graphql': 'text',
};

/** Where a page is in the site, as a Markdown file. */
export const sitePathOf = (path: string): string => PLACES[path] ?? path.replace(/^docs\//, '');

/**
 * The pages of the site, in a folder: those of the repository, with links that are right in the site, and a page for each
 * file that they name, so that the site is whole without the repository.
 */
export class Stage {
  private readonly pages = readPages();
  /** Files that pages name, and that have no page yet. */
  private readonly named = new Set<string>();

  constructor(
    private readonly folder: string,
    /** The address of the repository's files, for links to them; null: they are pages of the site. */
    private readonly repository: string | null,
  ) {}

  write(): void {
    rmSync(this.folder, { recursive: true, force: true });
    for (const [path, text] of this.pages) this.put(sitePathOf(path), this.linked(text, path));
    this.put('adr/index.md', this.listOf('Decisions', decisionsIn(this.pages), 'adr/index.md'));
    // A set goes on to those that are added meanwhile.
    for (const path of this.named) this.putFile(path);
  }

  private put(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  private putFile(path: string): void {
    const place = placeOfFile(path);
    if (PICTURES.has(extname(path))) {
      mkdirSync(dirname(join(this.folder, place)), { recursive: true });
      cpSync(join(ROOT, path), join(this.folder, place));
    } else if (isFolder(path)) {
      const files = readdirSync(join(ROOT, path))
        .filter((name) => !PICTURES.has(extname(name)))
        .map((name) => `${path}/${name}`);
      for (const file of files) this.named.add(file);
      this.put(place, `${UNLISTED}${this.listOf(path, files, place)}`);
    } else if (path.endsWith('.md')) this.put(place, `${UNLISTED}${this.linked(read(path), path, place)}`);
    else this.put(place, `${UNLISTED}# ${path}\n\n${fenced(read(path), LANGUAGES[extname(path)] ?? 'text')}`);
  }

  private listOf(title: string, paths: readonly string[], place: string): string {
    const items = paths.map((path) => {
      const text = this.pages.get(path);
      return `- [${text ? titleOf(text) : path}](${relative(place, text ? sitePathOf(path) : placeOfFile(path))})`;
    });
    return `# ${title}\n\n${items.join('\n')}\n`;
  }

  /** The text as a page of the site. */
  private linked(text: string, path: string, place: string = sitePathOf(path)): string {
    return withLinks(text.replace(/^<!--.*-->\n/gm, ''), (target) => {
      const to = placeOf(target, path);
      if (!to) return target;
      const anchor = to.anchor === null ? '' : `#${to.anchor}`;
      if (to.path === path) return anchor;
      if (this.pages.has(to.path)) return `${relative(place, sitePathOf(to.path))}${anchor}`;
      if (to.path === 'docs/adr') return relative(place, 'adr/index.md');
      if (this.repository !== null && !PICTURES.has(extname(to.path)))
        return `${this.repository}/${to.path}${anchor}`;
      this.named.add(to.path);
      return relative(place, placeOfFile(to.path));
    });
  }
}

/** Pages that no menu names and no search finds. */
const UNLISTED = '---\nsearch: false\nsidebar: false\noutline: false\n---\n\n';

/** A dot in the name of a page would be the beginning of a suffix. */
const placeOfFile = (path: string): string => {
  if (PICTURES.has(extname(path))) return `files/${path}`;
  return `files/${path.replace(/(^|\/)\./g, '$1').replaceAll('.', '-')}${isFolder(path) ? '/index' : ''}.md`;
};

const relative = (from: string, to: string): string => {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
};

/** With a fence that is longer than any in the text. */
const fenced = (text: string, language: string): string =>
  `\`\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\`\`\n`;
