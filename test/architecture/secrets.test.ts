import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SEALED_COLUMNS } from '../../src/app/reseal.ts';
import { KeyRing } from '../../src/kernel/secrets.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { everyPath } from './kit/every-path.ts';
import {
  leaksIn,
  marketingSecretsOf,
  recorded,
  recordedTables,
  recordRows,
  type Secret,
  secretsOf,
} from './kit/leaks.ts';

const SECRET_KEYS = `test:${randomBytes(32).toString('base64')}`;

let qiao: Qiao;
let secrets: Secret[];
/** What the process wrote, by log or otherwise. */
const lines: string[] = [];
/**
 * What it answered over HTTP and WebSocket, without what is meant to hold a secret: two links of a session, a new key, the
 * tokens of the console.
 */
const answers: string[] = [];

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    vi.spyOn(stream, 'write').mockImplementation((chunk, ...rest) => {
      lines.push(String(chunk));
      return write(chunk, ...(rest as []));
    });
  }
  qiao = await startQiao({ env: { SECRET_KEYS }, logTo: { write: (line) => void lines.push(line) } });
  await recordRows(qiao);
  const fetchAnswer = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
    const response = await fetchAnswer(...request);
    if (String(request[0]).startsWith(qiao.url)) answers.push(withoutLinks(await response.clone().text()));
    return response;
  });
  const { tokens, apiKeys, consoleSecrets } = await everyPath(qiao, (answer) =>
    answers.push(withoutLinks(JSON.stringify(answer))),
  );
  await settled(qiao);
  await fetch(`${qiao.url}/metrics`);
  secrets = [
    ...(await secretsOf(qiao)),
    ...(await marketingSecretsOf(qiao, KeyRing.parse(SECRET_KEYS))),
    ...configured(),
    ...tokens.map((value) => ({ kind: 'bearer token', value })),
    ...apiKeys.map((value) => ({ kind: 'API key', value })),
    ...consoleSecrets,
    // Half a key would be bad enough.
    ...apiKeys.map((value) => ({ kind: 'API key', value: value.slice('qiao_12345678_'.length, -6) })),
  ];
}, 240_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await qiao.close();
});

const withoutLinks = (text: string): string =>
  text
    .replaceAll(/"mobileUrl":"[^"]*"/g, '')
    .replaceAll(/"secret":"qiao_\w+"/g, '')
    .replaceAll(/"(token|refreshToken)":"[\w.-]+"/g, '')
    .replaceAll(/"qrCodeSvg":"(?:[^"\\]|\\.)*"/g, '')
    .replaceAll(/href="[^"]*(componentloginpage|oauth2)[^"]*"/g, '');

function configured(): Secret[] {
  const { appSecret, token, aesKey } = qiao.config.wechat;
  return [
    { kind: 'component secret', value: appSecret },
    { kind: 'callback token', value: token },
    { kind: 'AES key', value: aesKey },
    { kind: 'client secret', value: qiao.config.eloqua.clientSecret },
    { kind: 'sealing key', value: SECRET_KEYS.split(':')[1] ?? '' },
    { kind: 'database password', value: decodeURIComponent(new URL(qiao.database.url).password) },
  ];
}

test('every kind of secret was used, so that it could have leaked', () => {
  expect([...new Set(secrets.map(({ kind }) => kind))].toSorted()).toEqual([
    'AES key',
    'API key',
    'access token',
    'authorization code',
    'bearer token',
    'callback token',
    'client secret',
    'component secret',
    'component token',
    'console code',
    'console refresh token',
    'console token',
    'database password',
    'marketing access token',
    'marketing code',
    'marketing refresh token',
    'marketing state',
    'pre-auth code',
    'refresh token',
    'sealing key',
    'state',
    'ticket',
  ]);
  expect(secrets.filter(({ value }) => value.length < 8)).toEqual([]);
});

test('a secret would be found as it is, in JSON, in an address, and in base64', () => {
  const [kind, value] = ['planted', 'a secret/with+signs="quoted"'];
  const planted = [{ kind, value }];
  for (const text of [
    value,
    JSON.stringify(value),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
  ])
    expect(leaksIn(`before ${text} after`, planted)).toEqual(['planted']);
  expect(leaksIn('a secret', planted)).toEqual([]);
});

test('no line that the process writes holds one', () => {
  const text = lines.join('\n');
  for (const said of [
    'a job failed; it will be tried again',
    'a field failed',
    'a request failed',
    'met an error of WeChat',
    '"msg":"operation"',
    '"msg":"job"',
  ])
    expect(text, 'it was logged').toContain(said);
  expect(leaksIn(text, secrets)).toEqual([]);
});

test('no answer holds one, save the two links of a session and the answers that give a key, or tokens to the console', () => {
  const text = answers.join('\n');
  for (const code of [
    'INTERNAL_SERVER_ERROR',
    'UNAUTHENTICATED',
    'UPSTREAM_UNAVAILABLE',
    'OPERATOR_REQUIRED',
    'BAD_SIGNATURE',
    'qiao_operations_total{',
  ])
    expect(text, 'it was answered').toContain(code);
  expect(leaksIn(text, secrets)).toEqual([]);
});

describe('in the database', () => {
  test('no version of any row of any table holds one', async () => {
    const tables = await recordedTables(qiao);
    expect(tables).toEqual(
      expect.arrayContaining([
        '_private_jobs',
        'api_key',
        'api_key_digest',
        'audit_entry',
        'authorization_link',
        'authorization_session',
        'authorizer',
        'callback_receipt',
        'component',
        'component_ticket',
        'console_session',
        'credential',
        'marketing_connection',
        'oauth_state',
        'official_account',
      ]),
    );
    const leaks: Record<string, string[]> = {};
    for (const table of tables) {
      const found = leaksIn(await recorded(qiao, table), secrets);
      if (found.length > 0) leaks[table] = found;
    }
    expect(leaks).toEqual({});
  });

  test('a job says why it failed by the name of the error only', async () => {
    const failures = await sql<{ last_error: string }>(
      qiao,
      `select distinct content->>'last_error' as last_error from recorded.version
       where tab = '_private_jobs' and content->>'last_error' is not null order by 1`,
    );
    expect(failures.length).toBeGreaterThan(0);
    for (const { last_error } of failures) expect(last_error).toMatch(/^[A-Z]\w+$/);
  });

  test('the columns that ever held a sealed value are those that entities declare, and they held nothing else', async () => {
    const versions = await sql<{ name: string; holds: boolean; is: boolean }>(
      qiao,
      `select distinct tab || '.' || key as name, value ~ 'v1\\.test\\.' as holds,
         value ~ '^v1\\.test\\.[\\w-]{38,}$' as is
       from recorded.version, jsonb_each_text(content) where value is not null order by 1`,
    );
    const declared = [...SEALED_COLUMNS.platform, ...SEALED_COLUMNS.tenant].map(({ entity, property }) => {
      const { tableName, properties } = qiao.services.orm.getMetadata().get<object>(entity);
      return `${tableName}.${Reflect.get(properties, property).fieldNames[0]}`;
    });
    const holding = versions.filter(({ holds }) => holds).map(({ name }) => name);
    expect(holding).toEqual(declared.toSorted());
    expect(versions.filter(({ name, is }) => declared.includes(name) && !is)).toEqual([]);
  });

  test('the sealed columns and the digests are all that could hold one: a new column must be thought about', async () => {
    const suspicious = await sql<{ name: string }>(
      qiao,
      `select format('%s.%s', table_name, column_name) as name from information_schema.columns
       where table_schema = 'public' and column_name ~ 'token|secret|ticket|code|answer|key|password'
         and table_name !~ '^inbox_message_' order by 1`,
    );
    expect(suspicious.map(({ name }) => name)).toEqual(
      [
        'api_key_digest.key_id',
        'authorization_link.code_digest',
        'authorization_link.pre_auth_code_digest',
        'authorization_session.answer',
        'authorization_session.code',
        'authorization_session.failure_code',
        'authorization_session.impact_token',
        'authorization_session.link_secret',
        'authorizer.token_version',
        // What a QR code says that is sent to somebody.
        'binding_link.code_url',
        'callback_receipt.dedup_key',
        'callback_receipt.sealed_token',
        // Only the owner can read it, who may do more.
        'caller_login.password',
        'component.access_token',
        'component.token_version',
        'component.tickets_asked_at',
        'component_ticket.ticket',
        'console_session.code_digest',
        'console_session.code_expires_at',
        'credential.access_token',
        'credential.access_token_usable_until',
        'credential.refresh_token',
        'credential.token_version',
        'erasure_key.key',
        // Of a QR code that hangs on a wall.
        'follower.scene_key',
        'scene_campaign.scene_key',
        'idempotency_key.key_digest',
        'idempotency_key.sealed_secret',
        'inbox_message.dedup_key',
        'marketing_connection.access_token',
        'marketing_connection.access_token_usable_until',
        'marketing_connection.refresh_token',
        'marketing_connection.token_version',
        'component.access_token_usable_until',
      ].toSorted(),
    );
  });

  test('a callback is kept as it was received, still encrypted', async () => {
    const receipts = await recorded(qiao, 'callback_receipt');
    expect(receipts).toContain('<Encrypt>');
    expect(receipts).not.toContain('InfoType');
  });
});
