import { isStorable } from '../../../kernel/text.rules.ts';

const REFERENCE_LIMIT = 500;

/** Whether a text can be an id of the marketing platform. The platform's adapter decides. */
export type IsId = (text: string) => boolean;

/** What can be looked up in the marketing platform: an id, or an address that a person pasted. */
export const isReference = (text: string): boolean =>
  text.trim() !== '' && text.length <= REFERENCE_LIMIT && isStorable(text);
