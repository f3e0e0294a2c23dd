import { html as escaped } from '../../../kernel/page.ts';

/** One thing that a mail tells. All of it is text, which may come from anywhere. */
export interface LetterItem {
  /** What it is, and of which account: one line. */
  readonly title: string;
  readonly since: string;
  /** What to do, a sentence or more each. */
  readonly todo: readonly string[];
  readonly link: { readonly label: string; readonly url: string };
}

export interface Letter {
  readonly subject: string;
  readonly opening: string;
  readonly items: readonly LetterItem[];
  /** Why they get it, and where that is changed. */
  readonly ending: string;
  readonly language: 'en' | 'zh-CN';
}

export interface Written {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail as plain text and as simple HTML, with the same words. */
export function writeLetter({ subject, opening, items, ending, language }: Letter): Written {
  const text = [
    opening,
    ...items.map(({ title, since, todo, link }) =>
      [title, since, ...todo.map((one) => `- ${one}`), `${link.label}: ${link.url}`].join('\n'),
    ),
    `-- \n${ending}`,
  ].join('\n\n');
  const html = [
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${escaped(subject)}</title>`,
    '<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">',
    `<p>${escaped(opening)}</p>`,
    ...items.map(htmlOf),
    `<p style="color: #555">${escaped(ending)}</p></body></html>`,
  ].join('\n');
  return { subject, text: `${text}\n`, html: `${html}\n` };
}

function htmlOf({ title, since, todo, link }: LetterItem): string {
  const list = todo.map((one) => `<li>${escaped(one)}</li>`).join('');
  return `<h2 style="font-size: 1.1em; margin-bottom: 0">${escaped(title)}</h2>
<p style="margin-top: 0; color: #555">${escaped(since)}</p>
<ul>${list}</ul>
<p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>`;
}
