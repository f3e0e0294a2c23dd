/** Eloqua numbers its things: contact fields, campaigns, users, contacts, executions, sites. */
export const isNumber = (text: string): boolean => /^\d{1,18}$/.test(text);

/**
 * The id in what a person gives for a campaign: the id itself, or the address that the browser shows
 * (`https://secure.p01.eloqua.com/Main.aspx#campaigns&id=1234`). Null where there is none.
 */
export function campaignIdIn(reference: string): string | null {
  const text = reference.trim();
  if (isNumber(text)) return text;
  if (!URL.canParse(text)) return null;
  // Addresses of segments, e-mails and all else look alike, and are numbered likewise.
  const [kind, ...parameters] = new URL(text).hash.toLowerCase().split('&');
  const id = parameters.find((parameter) => parameter.startsWith('id='))?.slice('id='.length);
  return kind === '#campaigns' && id !== undefined && isNumber(id) ? id : null;
}

/** Steps and installs have GUIDs. One in lower case with dashes, from any spelling; null if it is none. */
export function guidIn(text: string): string | null {
  const digits = text.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) return null;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
