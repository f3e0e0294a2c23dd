import { isStorable } from '../../../kernel/text.rules.ts';

const REFERENCE_LIMIT = 500;

/** The marketing platform numbers its things. */
export const isKey = (text: string): boolean => /^[0-9]{1,18}$/.test(text);

/** What can be looked up in the marketing platform: an id, or an address that a person pasted. */
export const isReference = (text: string): boolean =>
  text.trim() !== '' && text.length <= REFERENCE_LIMIT && isStorable(text);
