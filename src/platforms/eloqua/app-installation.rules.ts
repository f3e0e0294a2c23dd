/**
 * Whether a browser may be sent on to `url` when an installing is done: by an encrypted way, or to the very host on which
 * administrators sign in.
 */
export function isSafeCallback(url: string, loginUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, origin, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || origin === new URL(loginUrl).origin;
}
