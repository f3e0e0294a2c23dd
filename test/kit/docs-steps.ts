import { readFileSync } from 'node:fs';

/** The commands below a heading of a page, up to the next `##`, as readers copy them: blocks of code in this language. */
export function stepsOf(page: string, heading: string, language: 'sql' | 'sh'): string[] {
  const text = readFileSync(page, 'utf8');
  const [, section] = text.split(new RegExp(`^#+ ${heading}$`, 'm'));
  if (section === undefined) throw new Error(`${page} has no section ${heading}`);
  const [own = ''] = section.split(/^## /m);
  return [...own.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, code = '']) => code,
  );
}
