import { type ExportStatement, exportStatement } from './bulk-rows.ts';
import { timeOf } from './bulk-time.ts';
import type { Contact, Site } from './site.ts';

/** Why a filter is refused. */
export class FilterFault extends Error {}

export type ContactFilter = (contact: Contact) => boolean;

interface Token {
  kind: 'TEXT' | 'OPERATOR' | 'WORD' | 'OPEN' | 'CLOSE';
  text: string;
}

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(!=|>=|<=|=|>|<|~)|(AND|OR|NOT)\b|(\()|(\)))\s*/iy;

/**
 * Eloqua's expression language, for contacts: `'{{Contact.Field(C_A)}}' != '' AND NOT ('{{Contact.Id}}' > '7' OR …)`. EXISTS
 * and STATUS are not supported.
 *
 * @throws {FilterFault}
 */
export function parseFilter(site: Site, text: string): ContactFilter {
  const tokens = tokensOf(text);
  const filter = anyOf();
  if (tokens.length > 0) throw new FilterFault(`Must end before ${tokens[0]?.text}.`);
  return filter;

  function anyOf(): ContactFilter {
    const parts = [allOf()];
    while (takeWord('OR')) parts.push(allOf());
    return (contact) => parts.some((part) => part(contact));
  }

  function allOf(): ContactFilter {
    const parts = [one()];
    while (takeWord('AND')) parts.push(one());
    return (contact) => parts.every((part) => part(contact));
  }

  function one(): ContactFilter {
    if (takeWord('NOT')) {
      const inner = one();
      return (contact) => !inner(contact);
    }
    if (tokens[0]?.kind !== 'OPEN') return comparison();
    tokens.shift();
    const inner = anyOf();
    need('CLOSE');
    return inner;
  }

  function comparison(): ContactFilter {
    const statement = need('TEXT');
    const read = exportStatement(site, statement);
    if (read === undefined) throw new FilterFault('Must be a reference to an existing object.');
    return compared(read, need('OPERATOR'), need('TEXT'));
  }

  function takeWord(word: string): boolean {
    const isNext = tokens[0]?.kind === 'WORD' && tokens[0].text.toUpperCase() === word;
    if (isNext) tokens.shift();
    return isNext;
  }

  function need(kind: Token['kind']): string {
    const token = tokens.shift();
    if (token?.kind === kind) return token.text;
    throw new FilterFault(`Must have ${kind.toLowerCase()} instead of ${token?.text ?? 'its end'}.`);
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new FilterFault('Must be a valid filter.');
    const [, quoted, operator, word, open] = match;
    if (quoted !== undefined) tokens.push({ kind: 'TEXT', text: quoted.replaceAll("''", "'") });
    else if (operator !== undefined) tokens.push({ kind: 'OPERATOR', text: operator });
    else if (word !== undefined) tokens.push({ kind: 'WORD', text: word });
    else tokens.push(open === undefined ? { kind: 'CLOSE', text: ')' } : { kind: 'OPEN', text: '(' });
  }
  return tokens;
}

/** As SQL compares: without regard to case, and a value that is empty is only `= ''`. */
function compared({ type, read }: ExportStatement, operator: string, wanted: string): ContactFilter {
  const asTime = type === 'DATE' && wanted !== '' ? timeOf(wanted) : wanted;
  if (asTime === undefined) throw new FilterFault('Must be a date.');
  const key = (value: string) => (type === 'TEXT' ? value.toLowerCase() : Number(value));
  const order = (value: string) => (key(value) < key(asTime) ? -1 : key(value) > key(asTime) ? 1 : 0);
  return (contact) => {
    const value = read(contact);
    if (operator === '=' && wanted === '') return value === '';
    if (value === '') return false;
    if (operator === '!=' && wanted === '') return true;
    if (operator === '~') return like(wanted).test(value);
    const difference = order(value);
    if (operator === '=') return difference === 0;
    if (operator === '!=') return difference !== 0;
    if (operator === '>') return difference > 0;
    if (operator === '<') return difference < 0;
    return operator === '>=' ? difference >= 0 : difference <= 0;
  };
}

/** `%` is any text, `_` any character. */
function like(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'is');
}
