/** Sources for `frame-ancestors`: Eloqua shows the app's pages in a frame, on one of its pods. */
export const framingHosts = (loginUrl: string): string => `https://*.eloqua.com ${new URL(loginUrl).origin}`;

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
