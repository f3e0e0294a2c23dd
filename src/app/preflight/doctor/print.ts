import type { Result } from '../finding.ts';
import type { Check } from './check.ts';

const SIGNS: Readonly<Record<Result, string>> = { OK: '✓', WARN: '!', FAIL: '✗', SKIPPED: '–' };
const INDENT = '    ';

/** For people: a line for each check, and what to do in lines below it. */
export function printed(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, result, says, cure, values = {} }) => [
    `${SIGNS[result]} ${name.padEnd(width)}  ${says}`,
    ...(cure ? cure.split('\n').map((line, index) => `${INDENT}${index === 0 ? '→ ' : '  '}${line}`) : []),
    ...Object.entries(values).map(([label, value]) => `${INDENT}  ${label}: ${value}`),
  ]);
  return [...lines, '', summary(checks)].join('\n');
}

function summary(checks: readonly Check[]): string {
  const count = (wanted: Result) => checks.filter(({ result }) => result === wanted).length;
  const [fails, warnings] = [count('FAIL'), count('WARN')];
  if (fails + warnings === 0) return 'Everything that could be checked is in order.';
  return [
    fails > 0 ? `${fails} of ${checks.length} checks failed (✗): Qiao does not work so.` : 'Nothing failed.',
    ...(warnings > 0 ? [`${warnings} need a look (!).`] : []),
  ].join(' ');
}
