import type { MikroORM } from '@mikro-orm/postgresql';
import { personalRows } from './personal-data.ts';
import { variableRows } from './variables.ts';

/** A table in the docs that is written from the code. */
interface DocsTable {
  readonly file: string;
  /** In the comment above it. */
  readonly source: string;
  readonly head: readonly string[];
  readonly rows: (orm: MikroORM) => readonly (readonly string[])[];
}

export const DOCS_TABLES: readonly DocsTable[] = [
  {
    file: 'docs/privacy.md',
    source: 'the marks `@Personal`',
    head: ['where', 'what', 'purpose', 'how long'],
    rows: personalRows,
  },
  {
    file: 'docs/operations.md',
    source: '`src/app/variables.ts`',
    head: ['variable', 'what it is', 'if it is not set'],
    rows: variableRows,
  },
];

const END = '<!-- End of what is written. -->';

/** The text of the file with its table as the code has it, between two comments. */
export function withTable(text: string, { file, source, head, rows }: DocsTable, orm: MikroORM): string {
  const begin = `<!-- Written by \`npm run schema\` from ${source}. -->`;
  const [before, after] = [text.indexOf(begin), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`${file} has no place for its table`);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [row(head), `|${'---|'.repeat(head.length)}`, ...rows(orm).map(row)];
  return `${text.slice(0, before)}${[begin, '', ...table].join('\n')}\n\n${text.slice(after)}`;
}
