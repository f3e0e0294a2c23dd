const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letter of the first two words, or the first two letters. An emoji is one letter, however many code units it has. */
export function initialsOf(name: string): string {
  const [first = '', second] = name.trim().split(/\s+/u);
  const lettersOf = (word: string) => Array.from(letters.segment(word), ({ segment }) => segment);
  const [one = '', two = ''] = lettersOf(first);
  return (one + (second === undefined ? two : (lettersOf(second)[0] ?? ''))).toUpperCase();
}
