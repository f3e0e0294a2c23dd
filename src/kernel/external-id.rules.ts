/** The maximum length of an id of the marketing platform, in UTF-16 units. */
export const EXTERNAL_ID_LIMIT = 100;

const CONTROL = /\p{Cc}/u;

/**
 * Whether the text can be an id of a marketing platform: of a contact field, a campaign, a user, a contact. These ids are
 * opaque. Only the platform's adapter knows more about their form.
 */
export const isExternalId = (text: string): boolean =>
  text !== '' && text.length <= EXTERNAL_ID_LIMIT && text.isWellFormed() && !CONTROL.test(text);

/** The same rule as a condition in SQL, for constraints. */
export const isExternalIdSql = (column: string): string =>
  `char_length(${column}) >= 1 and char_length(${column}) <= ${EXTERNAL_ID_LIMIT} and ${column} !~ '[\\u0001-\\u001f\\u007f-\\u009f]'`;
