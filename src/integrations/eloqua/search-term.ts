/**
 * Terms of REST's `search` parameter: `name='Mei*'`, with `*` for anything. How a quote inside the quotes is escaped is
 * not documented, so whatever might end or extend the value becomes a `*`: the term finds too much rather than
 * something else.
 */
export function startsWith(property: string, text: string): string {
  return term(property, `${shortened(text)}*`);
}

export function contains(property: string, text: string): string {
  return term(property, `*${shortened(text)}*`);
}

function term(property: string, pattern: string): string {
  const safe = pattern.replace(/['"\\\p{Cc}]/gu, '*').replace(/\*+/g, '*');
  return `${property}='${safe}'`;
}

/** What a longer text finds, its beginning finds too. */
function shortened(text: string): string {
  return [...text].slice(0, 100).join('');
}
