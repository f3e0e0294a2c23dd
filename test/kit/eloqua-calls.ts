import { createHmac, randomUUID } from 'node:crypto';
import type { Qiao } from './qiao.ts';

interface Signing {
  readonly method?: string;
  readonly key?: string;
  readonly secret?: string;
  /** Seconds from now. */
  readonly at?: number;
  readonly nonce?: string;
}

const strict = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** An address as Eloqua calls it: written here again, so that a shared mistake cannot hide. */
export function signedUrl(
  qiao: Qiao,
  path: string,
  params: Readonly<Record<string, string>>,
  { method = 'GET', key, secret, at = 0, nonce = randomUUID() }: Signing = {},
): string {
  const { clientId, clientSecret } = qiao.config.eloqua;
  const all: Record<string, string> = {
    ...params,
    oauth_consumer_key: key ?? clientId,
    oauth_nonce: nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000) + at),
    oauth_version: '1.0',
  };
  const pairs = Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${strict(name)}=${strict(value)}`)
    .join('&');
  const base = [method, strict(`${qiao.url}${path}`), strict(pairs)].join('&');
  const signature = createHmac('sha1', `${strict(secret ?? clientSecret)}&`)
    .update(base)
    .digest('base64');
  return `${qiao.url}${path}?${pairs}&oauth_signature=${strict(signature)}`;
}

/** The parameters that identify a site in every call from Eloqua. */
export async function siteParams(qiao: Qiao, site: string): Promise<Record<string, string>> {
  const { sites } = await qiao.eloqua.call<{ sites: { name: string; id: number }[] }>(
    'GET',
    '/_sandbox/sites',
  );
  const found = sites.find(({ name }) => name === site);
  if (!found) throw new Error(`there is no site ${site}`);
  return {
    app_id: qiao.config.eloqua.appId,
    install_id: await qiao.eloqua.installOf(site).catch(() => randomUUID()),
    site_id: String(found.id),
    site_name: site,
    user_id: '17',
    user_name: 'Mei.Lin',
  };
}
