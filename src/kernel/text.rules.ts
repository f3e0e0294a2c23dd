/** Whether PostgreSQL can hold the text, or even look for it: it takes neither NUL nor half of a surrogate pair. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
