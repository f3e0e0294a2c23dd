import { placeOf } from '../../../src/kernel/sealed.ts';
import type { KeyRing } from '../../../src/kernel/secrets.ts';
import { MarketingConnection } from '../../../src/modules/marketing/connection/marketing-connection.entity.ts';
import type { Qiao } from '../../kit/qiao.ts';
import { sql } from '../../kit/stored.ts';

/** A value that must not be found, and what it is. */
export interface Secret {
  readonly kind: string;
  readonly value: string;
}

/** Keys under which the sandbox's journal shows what Qiao sent it. */
const SENT: Readonly<Record<string, string>> = {
  component_access_token: 'component token',
  component_verify_ticket: 'ticket',
  component_appsecret: 'component secret',
  authorization_code: 'authorization code',
  pre_auth_code: 'pre-auth code',
  access_token: 'access token',
  auth_code: 'authorization code',
};

/** And in the XML that WeChat pushed. */
const PUSHED = /<(AuthorizationCode|PreAuthCode|ComponentVerifyTicket)><!\[CDATA\[(.+?)\]\]>/g;
const PUSHED_KINDS: Readonly<Record<string, string>> = {
  AuthorizationCode: 'authorization code',
  PreAuthCode: 'pre-auth code',
  ComponentVerifyTicket: 'ticket',
};

/** Everything secret that went between Qiao and the sandbox, as the sandbox wrote it down. */
export async function secretsOf(qiao: Qiao): Promise<Secret[]> {
  const found = new Map<string, string>();
  const walk = (value: unknown, key = ''): void => {
    if (typeof value === 'string') {
      const kind = SENT[key];
      if (kind && value !== '') found.set(value, kind);
      for (const [, name = '', text = ''] of value.matchAll(PUSHED))
        found.set(text, PUSHED_KINDS[name] ?? name);
      const state = /[?&]state=([\w-]+)/.exec(value)?.[1];
      if (state) found.set(state, 'state');
    } else if (value !== null && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) walk(inner, name);
    }
  };
  walk(await qiao.wechat.call('GET', '/_sandbox/requests'));
  walk(await qiao.wechat.call('GET', '/_sandbox/pushes'));
  for (const refreshToken of await refreshTokens(qiao, found)) found.set(refreshToken, 'refresh token');
  return [...found].map(([value, kind]) => ({ kind, value }));
}

/** Refresh tokens are never sent here; WeChat gives them to every holder of a component token. */
async function refreshTokens(qiao: Qiao, found: ReadonlyMap<string, string>): Promise<string[]> {
  const tokens = [...found].filter(([, kind]) => kind === 'component token').map(([value]) => value);
  const api = `${qiao.wechat.url}/cgi-bin/component/api_get_authorizer_list?component_access_token=`;
  const body = JSON.stringify({ component_appid: qiao.config.wechat.appId, offset: 0, count: 500 });
  for (const token of tokens.toReversed()) {
    const answer = await (await fetch(api + token, { method: 'POST', body })).json();
    const { list } = answer as { list?: { refresh_token: string }[] };
    if (list) return list.map(({ refresh_token }) => refresh_token).filter((one) => one !== '');
  }
  throw new Error('no component token is alive');
}

/** Everything secret that went between Qiao and Eloqua: as the sandbox wrote it down, and as Qiao sealed it. */
export async function marketingSecretsOf(qiao: Qiao, keys: KeyRing): Promise<Secret[]> {
  const secrets: Secret[] = [];
  for (const { path, query, body } of await qiao.eloqua.requests()) {
    if (path === '/auth/oauth2/authorize' && query.state)
      secrets.push({ kind: 'marketing state', value: query.state });
    const { code } = (body ?? {}) as { code?: string };
    if (path === '/auth/oauth2/token' && code) secrets.push({ kind: 'marketing code', value: code });
  }
  const rows = await sql<{ id: string; access: string; refresh: string }>(
    qiao,
    `select content->>'installation_id' as id, content->>'access_token' as access, content->>'refresh_token' as refresh
     from recorded.version where tab = 'marketing_connection'`,
  );
  for (const { id, access, refresh } of rows) {
    const accessToken = keys.open(access, placeOf(MarketingConnection, 'accessToken', id));
    const refreshToken = keys.open(refresh, placeOf(MarketingConnection, 'refreshToken', id));
    secrets.push({ kind: 'marketing access token', value: accessToken });
    secrets.push({ kind: 'marketing refresh token', value: refreshToken });
  }
  return secrets;
}

/** Which kinds of secrets stand in the text, as they are, URL-encoded or in base64. Never says a value. */
export function leaksIn(text: string, secrets: readonly Secret[]): string[] {
  const forms = (value: string) => [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString('base64').replace(/=+$/, ''),
    Buffer.from(value).toString('base64url'),
  ];
  const leaked = secrets.filter(({ value }) => forms(value).some((form) => text.includes(form)));
  return [...new Set(leaked.map(({ kind }) => kind))];
}

/** From now on, keeps every version of every row of Qiao's tables and of the job queue, also of rows that are deleted. */
export async function recordRows(qiao: Qiao): Promise<void> {
  await sql(qiao, 'create schema recorded');
  await sql(qiao, 'create table recorded.version (tab text, content jsonb)');
  await sql(
    qiao,
    `create function recorded.keep() returns trigger language plpgsql security definer as $$
     begin insert into recorded.version values (tg_table_name, to_jsonb(new)); return null; end $$`,
  );
  const tables = await sql<{ name: string }>(
    qiao,
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and (n.nspname = 'public' or c.oid::regclass::text = 'graphile_worker._private_jobs')`,
  );
  for (const { name } of tables)
    await sql(
      qiao,
      `create trigger keep after insert or update on ${name} for each row execute function recorded.keep()`,
    );
}

/** All versions of all rows of a table, as text. */
export async function recorded(qiao: Qiao, table: string): Promise<string> {
  const versions = await sql<{ content: string }>(
    qiao,
    'select content::text as content from recorded.version where tab = $1',
    [table],
  );
  return versions.map(({ content }) => content).join('\n');
}

export const recordedTables = async (qiao: Qiao): Promise<string[]> =>
  (await sql<{ tab: string }>(qiao, 'select distinct tab from recorded.version order by tab')).map(
    ({ tab }) => tab,
  );
