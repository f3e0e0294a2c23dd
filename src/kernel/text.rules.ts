/** Whether PostgreSQL can store or search the text: it accepts neither NUL nor half of a surrogate pair. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/** Counts code points, as PostgreSQL's `char_length` does: an emoji outside the BMP counts once. */
export const lengthOf = (text: string): number => [...text].length;

/** Control characters, including line breaks, and characters that change the direction of the text around them. */
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Whether the text contains only visible characters in visible order: one line, unless `lineBreaks` allows `\n`. */
export const isPlainText = (text: string, { lineBreaks = false } = {}): boolean =>
  text.isWellFormed() && !CONTROLS.test(lineBreaks ? text.replaceAll('\n', '') : text);

/** The pattern for `ilike` of values that contain the text as it is. */
export const containedPattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
