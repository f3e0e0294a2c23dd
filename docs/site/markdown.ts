/** A link or a picture in a Markdown text. */
export interface Link {
  /** As it is written. */
  readonly target: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The text of a link may contain code, and a picture. */
const LINK = /(!?\[(?:[^[\]]|\[[^\]]*\](?:\([^)]*\))?)*\]\()([^)\s]+)\)/g;
const FENCE = /^\s*```/;
const HEADING = /^(#{1,6}) +(.+?) *#*$/;
/** What is between backticks is no link. Ends of links stay outside, because their text may be code. */
const CODE = /`[^`]*`/g;

/** Calls `prose` for each line that is not part of a code block, and puts what it returns in its place. */
function mapProse(text: string, prose: (line: string, number: number) => string): string {
  let fenced = false;
  return text
    .split('\n')
    .map((line, index) => {
      if (FENCE.test(line)) fenced = !fenced;
      else if (!fenced) return prose(line, index + 1);
      return line;
    })
    .join('\n');
}

/** The text with other targets of links. */
export function withLinks(text: string, change: (target: string, line: number) => string): string {
  return mapProse(text, (line, number) => {
    const codes: string[] = [];
    const hidden = line.replace(CODE, (code) => `\uE000${codes.push(code) - 1}\uE000`);
    return hidden
      .replace(LINK, (_link, before: string, target: string) => `${before}${change(target, number)})`)
      .replace(/\uE000(\d+)\uE000/g, (_hidden, index: string) => codes[Number(index)] ?? '');
  });
}

export function linksIn(text: string): Link[] {
  const links: Link[] = [];
  withLinks(text, (target, line) => {
    links.push({ target, line });
    return target;
  });
  return links;
}

/** The heading of the whole page. */
export const titleOf = (text: string): string => /^# +(.+)$/m.exec(text)?.[1] ?? '';

/** What can stand after `#` in a link to the page, as GitHub and the site make it of headings. */
export function anchorsIn(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  mapProse(text, (line) => {
    const heading = HEADING.exec(line)?.[2];
    if (heading === undefined) return line;
    const slug = slugOf(heading);
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
    return line;
  });
  return anchors;
}

const slugOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
