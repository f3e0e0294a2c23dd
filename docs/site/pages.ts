import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anchorsIn, linksIn, titleOf } from './markdown.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The page that lists all others: the menu of the site is made of it. */
export const LIST = 'docs/README.md';
/** Beside the pages in `docs/`, these are pages of the site. */
const IN_ROOT = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
/** A folder of pages that has no list of its own. */
const DECISIONS = 'docs/adr';

/** Where a link leads: a file of the repository, and a heading in it. */
export interface Place {
  /** Without a slash at its end. */
  readonly path: string;
  readonly anchor: string | null;
}

/** All pages, by their path in the repository. */
export function readPages(): ReadonlyMap<string, string> {
  const inDocs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('site'))
    .map((path) => `docs/${path.replaceAll('\\', '/')}`);
  return new Map([...IN_ROOT, ...inDocs.toSorted()].map((path) => [path, read(path)]));
}

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Null: it leads out of the repository. */
export function placeOf(target: string, page: string): Place | null {
  if (/^[a-z]+:/i.test(target)) return null;
  const [path = '', anchor = null] = decodeURI(target).split('#');
  return { path: path === '' ? page : normalize(join(dirname(page), path)).replace(/\/$/, ''), anchor };
}

/** A sentence for each link that leads nowhere. */
export function deadLinks(pages: ReadonlyMap<string, string>): string[] {
  const anchors = new Map([...pages].map(([path, text]) => [path, anchorsIn(text)]));
  return [...pages].flatMap(([page, text]) =>
    linksIn(text).flatMap(({ target, line }) => {
      const place = placeOf(target, page);
      if (!place) return [];
      const says = (why: string) => [`${page}:${line} leads to ${target}: ${why}`];
      if (place.path.startsWith('..') || !existsSync(join(ROOT, place.path))) return says('no such file');
      if (place.anchor === null) return [];
      const known = anchors.get(place.path);
      if (!known) return /^L\d+(-L\d+)?$/.test(place.anchor) ? [] : says('only pages have headings');
      return known.has(place.anchor) ? [] : says('no such heading');
    }),
  );
}

/** A part of the menu: the pages that a section of the list names, in its order. */
export interface Part {
  readonly title: string;
  readonly pages: readonly { readonly title: string; readonly path: string }[];
}

export function menuOf(pages: ReadonlyMap<string, string>): Part[] {
  const [, ...sections] = (pages.get(LIST) ?? '').split(/^## /m);
  return sections.map((section) => {
    const [title = '', ...lines] = section.split('\n');
    const named = linksIn(lines.join('\n')).flatMap(({ target }) => {
      const { path = '' } = placeOf(target, LIST) ?? {};
      return path === DECISIONS ? decisionsIn(pages) : [path];
    });
    return {
      title,
      pages: named
        .filter((path) => pages.has(path))
        .map((path) => ({ title: titleOf(pages.get(path) ?? ''), path })),
    };
  });
}

/** In their order. */
export const decisionsIn = (pages: ReadonlyMap<string, string>): string[] =>
  [...pages.keys()].filter(isDecision).toSorted();

export const isDecision = (path: string): boolean => path.startsWith(`${DECISIONS}/`);

export const isFolder = (path: string): boolean => statSync(join(ROOT, path)).isDirectory();
