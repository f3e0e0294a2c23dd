/**
 * Terms of REST's `search` parameter: `name='Mei*'`, with `*` for any text. The documentation does not say how to
 * escape a quote. So every character that might end or extend the value becomes a `*`: the term may match too much, but
 * nothing else.
 */
export function contains(property: string, text: string): string {
  return term(property, `*${shortened(text)}*`);
}

/** Matches in any case. */
export function equals(property: string, text: string): string {
  return term(property, text);
}

function term(property: string, pattern: string): string {
  const safe = pattern.replace(/['"\\\p{Cc}]/gu, '*').replace(/\*+/g, '*');
  return `${property}='${safe}'`;
}

/** A shorter prefix matches everything that the longer one matches. */
function shortened(text: string): string {
  return [...text].slice(0, 100).join('');
}
