import { parameterError } from './errors.ts';

/** What can be searched for, by property or by the internal name of a field. */
export type Searchable = Record<string, string | number | boolean | null>;

interface Term {
  property: string;
  operator: string;
  value: string;
}

const TERM = /\s*([A-Za-z_]\w*)\s*(!=|>=|<=|=|>|<)\s*(?:'((?:[^']|'')*)'|"([^"]*)"|([^\s=<>'"]\S*))\s*/y;

/** `name='We*'`, `id>100`, several one after the other; without operator a name. 400 for anything else. */
export function parseSearch(text: string): Term[] {
  if (!/[=<>]/.test(text)) return [{ property: 'name', operator: '=', value: text.trim() }];
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < text.length) {
    const match = TERM.exec(text);
    if (match === null) throw parameterError('search', text, { type: 'SyntaxRequirement' });
    const [, property = '', operator = '', single, double, bare] = match;
    terms.push({ property, operator, value: single?.replaceAll("''", "'") ?? double ?? bare ?? '' });
  }
  return terms;
}

/** Whether a thing is what the term wants; 400 where it has no such property. */
export function searchMatches({ property, operator, value }: Term, properties: Searchable): boolean {
  const name = Object.keys(properties).find((known) => known.toLowerCase() === property.toLowerCase());
  if (name === undefined) throw parameterError('search', property, { type: 'SyntaxRequirement' });
  const actual = String(properties[name] ?? '');
  if (operator === '=') return equals(actual, value);
  if (operator === '!=') return !equals(actual, value);
  const difference = compare(actual, value);
  if (operator === '>') return difference > 0;
  if (operator === '<') return difference < 0;
  return operator === '>=' ? difference >= 0 : difference <= 0;
}

/** Without regard to case; `*` stands for anything. */
function equals(actual: string, wanted: string): boolean {
  const pattern = wanted
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 'is').test(actual);
}

function compare(actual: string, wanted: string): number {
  const [a, b] = [Number(actual), Number(wanted)];
  if (actual !== '' && !Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return actual.toLowerCase() < wanted.toLowerCase()
    ? -1
    : actual.toLowerCase() > wanted.toLowerCase()
      ? 1
      : 0;
}
