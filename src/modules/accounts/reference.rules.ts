const REFERENCE_LIMIT = 500;

/** The marketing platform numbers its things. */
export const isKey = (text: string): boolean => /^[0-9]{1,18}$/.test(text);

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

/** What can be looked up in the marketing platform: an id, or an address that a person pasted. */
export const isReference = (text: string): boolean =>
  text.trim() !== '' && text.length <= REFERENCE_LIMIT && isStorable(text);
