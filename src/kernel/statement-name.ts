const VERB = /^\s*(select|insert into|update|delete from|with|call|merge into)\b/i;
const TARGET = /^\s*(?:insert into|update|delete from|merge into)\s+"?([a-z_][a-z_0-9]*)"?/i;
const SOURCE = /\bfrom\s+"?([a-z_][a-z_0-9]*)"?/i;
const FUNCTION = /^\s*select\s+([a-z_][a-z_0-9]*)\(/i;

/**
 * A short name of a statement for traces: what it does and with which table, or which function it calls. It contains no
 * value: drivers write values into the text, so nothing after the first quotation mark is looked at.
 */
export function statementName(text: string): string {
  const [, verb] = VERB.exec(text) ?? [];
  if (verb === undefined) return 'SQL';
  const [before = ''] = text.split(/['$]/, 1);
  const [, table] = TARGET.exec(before) ?? FUNCTION.exec(before) ?? SOURCE.exec(flat(before)) ?? [];
  return table === undefined ? verb.toLowerCase() : `${verb.toLowerCase()} ${table.toLowerCase()}`;
}

const PARENTHESES = /\([^()]*\)/g;

/** Without what is in parentheses: `extract(epoch from …)` names no table. */
function flat(text: string): string {
  const flatter = text.replaceAll(PARENTHESES, ' ');
  return flatter === text ? text : flat(flatter);
}
