/** Whether the text has the form of Eloqua's numeric ids: of contact fields, campaigns, users, contacts, executions, sites. */
export const isNumber = (text: string): boolean => /^\d{1,18}$/.test(text);

/**
 * Reads a campaign's id from what a person enters: the id itself, or the URL that the browser shows
 * (`https://secure.p01.eloqua.com/Main.aspx#campaigns&id=1234`). Null if there is none.
 */
export function campaignIdIn(reference: string): string | null {
  const text = reference.trim();
  if (isNumber(text)) return text;
  if (!URL.canParse(text)) return null;
  // URLs of segments, e-mails and other assets look the same, and have numbers too.
  const [kind, ...parameters] = new URL(text).hash.toLowerCase().split('&');
  const id = parameters.find((parameter) => parameter.startsWith('id='))?.slice('id='.length);
  return kind === '#campaigns' && id !== undefined && isNumber(id) ? id : null;
}

/** A GUID, as steps and installs have, in lower case with dashes. Null if the text is not a GUID, with or without dashes. */
export function guidIn(text: string): string | null {
  const digits = text.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) return null;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
