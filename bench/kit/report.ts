import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));

/** The lines of a Markdown table. Columns but the first are aligned to the right. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_column, place) => (place === 0 ? '---' : '---:'));
  return [columns, rule, ...rows].map(line).join('\n');
}

/** Two or three digits that matter. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Where and when the figures were measured. */
export function circumstances(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const [cpu] = cpus();
  const changed =
    git('status', '--porcelain', '--untracked-files=no', 'src', 'migrations') === '' ? '' : ', with changes';
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `commit ${git('rev-parse', '--short', 'HEAD')}${changed}`,
    `${cpus().length} × ${cpu?.model.trim()}`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `Node.js ${process.version}`,
    `load ${loadavg()[0]?.toFixed(1)} at the end`,
  ].join(' · ');
}

/** Writes `results/NAME.md`, and `results/NAME.svg` with the chart. */
export function writeResults(name: string, text: string, chart?: string): void {
  mkdirSync(RESULTS, { recursive: true });
  const picture = chart ? `\n![${name}](${name}.svg)\n` : '';
  writeFileSync(`${RESULTS}${name}.md`, `# ${name}\n\n${circumstances()}\n\n${text}\n${picture}`);
  if (chart) writeFileSync(`${RESULTS}${name}.svg`, chart);
}
