import { apiClient, revoke } from '../../kit/api-clients.ts';
import { TestClient } from '../../kit/client.ts';
import { withClient } from '../../kit/database.ts';
import { eventually } from '../../kit/eventually.ts';
import {
  AddOfficialAccountDocument,
  AuthorizeAccountDocument,
  CreateApiKeyDocument,
  ListAuditEntriesDocument,
  OfficialAccountChangedDocument,
} from '../../kit/generated/operations.ts';
import { eventXml, post, push, unixSeconds } from '../../kit/push.ts';
import type { Qiao } from '../../kit/qiao.ts';
import { ownId, settled, sql } from '../../kit/stored.ts';
import { addAccount, authorizeAs, authorized, openSession, outcome } from '../../kit/stories.ts';
import type { Secret } from './leaks.ts';

/** Sends secrets down every path that has one, those that fail most of all. Returns those that it used. */
export async function everyPath(qiao: Qiao, answered: (answer: unknown) => void) {
  await qiao.wechat.settings({ authorizationEventRetryMs: 10, ticketPushesPerValue: 1 });
  const tokens = await badTokens(qiao);
  const apiKeys = await keys(qiao);
  const consoleSecrets = await consoleSessions(qiao);
  await successes(qiao, answered);
  await refusalsOfWeChat(qiao, answered);
  await badCallbacks(qiao);
  await marketingPlatform(qiao);
  await failingTables(qiao);
  await failingJob(qiao, answered);
  await databaseAway(qiao);
  return { tokens, apiKeys, consoleSecrets };
}

async function badTokens(qiao: Qiao): Promise<string[]> {
  const good = await qiao.token();
  const tokens = [
    good,
    await qiao.token({ life: -10 }),
    `${good.slice(0, -8)}AAAAAAAA`,
    await qiao.strangerToken('nowhere'),
  ];
  for (const token of tokens) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    for (const query of [
      '{ viewer { userId } }',
      '{ viewer',
      '{ nothing }',
      'query($a: Int!) { viewer { userId } }',
    ])
      await fetch(`${qiao.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    await fetch(`${qiao.url}/graphql`, { method: 'POST', headers, body: 'not JSON' });
    await fetch(`${qiao.url}/nowhere?token=${token}`, { headers });
  }
  return tokens;
}

/** A key that is used, refused, mistyped, noted in vain, expired and revoked; over both transports. */
async function keys(qiao: Qiao): Promise<string[]> {
  const admin = await qiao.caller();
  const used = await apiClient(qiao, admin, ['ACCOUNTS_READ', 'AUDIT_READ']);
  const unused = await apiClient(qiao, admin, ['ACCOUNTS_WRITE']);
  const kept = await admin.ask<{ createApiKey: { secret: string } }, object>(
    'mutation { createApiKey(input: { name: "kept", scopes: [AUDIT_READ] }) @idempotent(key: "kept") { secret } }',
  );
  await used.client.run(ListAuditEntriesDocument, { first: 10 });
  const wrong = [used.secret.slice(0, -3), `${used.secret}x`, `${used.secret}.x.y`];
  for (const secret of wrong) {
    const client = new TestClient(`${qiao.url}/graphql`, secret);
    await client.ask('{ viewer { userId } }');
    await client
      .subscribe(OfficialAccountChangedDocument, {})
      .next()
      .catch(() => null);
    client.close();
  }
  await used.client.ask(AddOfficialAccountDocument, { input: {} });
  await refusing(qiao, 'api_key', async () => {
    await unused.client.ask('{ viewer { apiKey { name } } }');
    await admin.ask(CreateApiKeyDocument, { input: { name: 'never', scopes: ['AUDIT_READ'] } });
  });
  await refusing(qiao, 'api_key_digest', () =>
    admin.ask(CreateApiKeyDocument, { input: { name: 'never', scopes: ['AUDIT_READ'] } }),
  );
  await sql(qiao, `update api_key_digest set expires_at = now() where key_id = $1`, [
    ownId(unused.apiKey.id),
  ]);
  await unused.client.ask('{ viewer { userId } }');
  await revoke(admin, used.apiKey.id);
  await used.client.ask('{ viewer { userId } }');
  return [used.secret, unused.secret, kept.data?.createApiKey.secret ?? ''];
}

/** A code and refresh tokens that are used, used again, sent where they do not belong, and not stored. */
async function consoleSessions(qiao: Qiao): Promise<Secret[]> {
  await qiao.caller();
  const send = async (method: string, body: object | string): Promise<{ [name: string]: string }> => {
    const answer = await fetch(`${qiao.url}/console/session`, {
      ...{ method, headers: { 'content-type': 'application/json' } },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return answer.status === 204 ? {} : ((await answer.json()) as { [name: string]: string });
  };
  const codeOf = async () => {
    const entered = await fetch(await qiao.eloqua.configureUrl('acme'), { redirect: 'manual' });
    return entered.headers.get('location')?.split('#code=')[1] ?? '';
  };
  const [code, unstored] = [await codeOf(), await codeOf()];
  await refusing(qiao, 'console_session', () => send('POST', { code: unstored }));
  const first = await send('POST', { code });
  const second = await send('POST', { refreshToken: first.refreshToken });
  await refusing(qiao, 'console_session', () => send('POST', { refreshToken: second.refreshToken }));
  for (const secret of [code, first.refreshToken, second.refreshToken, `${code}x`]) {
    for (const body of [{ code: secret }, { refreshToken: secret }, `{"code":"${secret}`, { as: secret }])
      await send('POST', body);
    await send('DELETE', { refreshToken: secret });
    await new TestClient(`${qiao.url}/graphql`, String(secret)).ask('{ viewer { userId } }');
  }
  const grants = [first, second];
  return [
    ...[code, unstored].map((value) => ({ kind: 'console code', value })),
    ...grants.map(({ token = '' }) => ({ kind: 'console token', value: token })),
    ...grants.map(({ refreshToken = '' }) => ({ kind: 'console refresh token', value: refreshToken })),
  ];
}

async function successes(qiao: Qiao, answered: (answer: unknown) => void): Promise<void> {
  const admin = await qiao.caller();
  await push(
    qiao,
    eventXml(qiao, {
      CreateTime: unixSeconds(60),
      InfoType: 'component_verify_ticket',
      ComponentVerifyTicket: 'ticket@@@of-a-minute-ago',
    }),
  );
  const { accountId, appId, session } = await authorized(qiao, admin, {});
  answered(session);
  const again = await openSession(admin, accountId);
  const { redirectUrl } = await qiao.wechat.confirm(again.launchUrl, appId, { event: 'NEVER' });
  await fetch(redirectUrl ?? '');
  answered(await outcome(admin, again.id));
  await qiao.wechat.change(appId, { permissions: [1, 2, 7] });
  await settled(qiao);
  answered(await authorizeAs(qiao, admin, accountId, appId));
  for (const type of ['subscribe', 'unsubscribe'])
    await qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, { type, openId: 'o-gone' });
  await settled(qiao);
  await qiao.wechat.revoke(appId);
  await qiao.wechat.call('POST', '/_sandbox/release-test', {});
  await settled(qiao);
}

const API = '/cgi-bin/component';
const expireToken = (qiao: Qiao) => sql(qiao, 'update component set access_token_usable_until = now()');
/** A ticket that WeChat refused would rest for a minute, and our component for some seconds. */
const allowTickets = async (qiao: Qiao) => {
  await sql(qiao, 'update component_ticket set refused_at = null');
  await sql(qiao, 'update component set rests_until = now(), refresh_lease = now()');
};

/** Each call of WeChat fails in each way that it can. */
async function refusalsOfWeChat(qiao: Qiao, answered: (answer: unknown) => void): Promise<void> {
  const admin = await qiao.caller();
  const start = [`${API}/api_component_token`, `${API}/api_create_preauthcode`];
  const failures = [
    { errcode: -1 },
    { errcode: 40001 },
    { errcode: 61005 },
    { httpStatus: 502 },
    { reset: true },
    { empty: true },
  ];
  for (const path of start)
    for (const failure of failures) {
      await expireToken(qiao);
      await qiao.wechat.fault({ path, times: 2, ...failure } as never);
      const { id: accountId } = await addAccount(admin);
      await admin.ask(AuthorizeAccountDocument, { input: { accountId } });
      await qiao.wechat.clearFaults();
      await allowTickets(qiao);
    }
  const finish = [`${API}/api_query_auth`, `${API}/api_get_authorizer_info`, '/cgi-bin/open/get'];
  for (const path of finish) {
    const { id: accountId } = await addAccount(admin);
    const { appId } = await qiao.wechat.account();
    await qiao.wechat.fault({ path, times: 3, errcode: 40013 });
    answered(await authorizeAs(qiao, admin, accountId, appId));
    await qiao.wechat.clearFaults();
  }
}

async function badCallbacks(qiao: Qiao): Promise<void> {
  const ticket = eventXml(qiao, {
    InfoType: 'component_verify_ticket',
    ComponentVerifyTicket: 'ticket@@@pushed-by-the-test',
  });
  await push(qiao, ticket, { token: 'anotherToken' });
  await push(qiao, ticket, { appId: 'wx0123456789abcdef' });
  await push(qiao, ticket, { timestamp: unixSeconds(3600) });
  await push(qiao, ticket, { body: (encrypted) => `<xml><Encrypt>${encrypted.slice(4)}</Encrypt></xml>` });
  await push(
    qiao,
    eventXml(qiao, {
      InfoType: 'authorized',
      AuthorizerAppid: 'wx0',
      AuthorizationCode: 'queryauthcode@@@of-nobody',
    }),
  );
  await push(
    qiao,
    eventXml(qiao, { InfoType: 'never_heard_of', AuthorizationCode: 'queryauthcode@@@of-nobody' }),
  );
  await push(qiao, '<xml><AppId>');
  await post(qiao, '?msg_signature=x&timestamp=1&nonce=2', '<xml><Encrypt>x</Encrypt></xml>');
  await post(qiao, '', 'x'.repeat(70_000));
  for (const query of [
    'state=forged-state&auth_code=queryauthcode@@@forged',
    'auth_code=queryauthcode@@@forged',
    'state=a&state=b',
  ])
    await fetch(`${qiao.url}/wechat/authorized?${query}`);
}

/** Installing, connecting, refreshing and reading, done and failed in each way. */
async function marketingPlatform(qiao: Qiao): Promise<void> {
  const { eloqua } = qiao;
  const site = 'secretive';
  const admin = await qiao.caller({ site });
  const read = () =>
    admin.ask('{ contactFields { totalCount } marketingUsers { totalCount } campaigns { totalCount } }');
  await read();
  await fetch(await eloqua.configureUrl(site));
  const signed = await eloqua.configureUrl(site);
  for (const url of [signed, signed, `${signed}x`, `${qiao.url}/eloqua/app/status`]) await fetch(url);
  for (const query of ['state=forged-state&code=forged-code', 'code=forged-code', 'state=a&state=b'])
    await fetch(`${qiao.url}/eloqua/app/oauth/callback?${query}`);

  const expire = `update marketing_connection set access_token_usable_until = now(), refresh_at = now()`;
  const rest = 'delete from catalogue_read';
  const failures = [
    { httpStatus: 500 },
    { httpStatus: 400 },
    { reset: true },
    { html: true },
    { empty: true },
  ];
  for (const failure of failures) {
    await sql(qiao, `${expire}; ${rest}`);
    await eloqua.fault({ path: '/auth/oauth2/token', times: 1, ...failure });
    await read();
    await eloqua.reinstall(site, { consent: 'DENY' });
    await eloqua.fault({ path: '/auth/oauth2/token', times: 1, when: 'AFTER', ...failure });
    await eloqua.reinstall(site);
    await eloqua.clearFaults();
    await eloqua.reinstall(site);
  }
  await sql(qiao, expire);
  await refusing(qiao, 'marketing_connection', async () => {
    await eloqua.reinstall(site);
  });
  await eloqua.reinstall(site);
  await eloqua.revoke(site);
  await sql(qiao, rest);
  await read();
  await eloqua.uninstall(site);
}

/** What `work` writes to the table is refused by PostgreSQL, whose detail of the error would quote the whole row. */
async function refusing(qiao: Qiao, table: string, work: () => Promise<unknown>): Promise<void> {
  await sql(qiao, `alter table ${table} add constraint refusing check (false) not valid`);
  await work();
  await sql(qiao, `alter table ${table} drop constraint refusing`);
}

async function failingTables(qiao: Qiao): Promise<void> {
  const admin = await qiao.caller();
  const { id: accountId } = await addAccount(admin);
  const open = () => admin.ask(AuthorizeAccountDocument, { input: { accountId } });
  for (const table of ['authorization_session', 'authorization_link', 'audit_entry'])
    await refusing(qiao, table, open);
  await expireToken(qiao);
  await refusing(qiao, 'component', open);
  await refusing(qiao, 'official_account', () => admin.ask(AddOfficialAccountDocument, { input: {} }));
  const tickets = `/_sandbox/components/${qiao.config.wechat.appId}/tickets`;
  await refusing(qiao, 'component_ticket', () => qiao.wechat.call('POST', tickets, { action: 'PUSH' }));
  const session = await openSession(admin, accountId);
  const { appId } = await qiao.wechat.account();
  await refusing(qiao, 'callback_receipt', async () => {
    await refusing(qiao, 'authorization_session', () =>
      qiao.wechat.confirm(session.launchUrl, appId).catch(() => null),
    );
  });
}

/**
 * The last step of an authorization cannot be stored; nor can the first of the job that goes on with it, which fails.
 * Then it is done by another attempt.
 */
async function failingJob(qiao: Qiao, answered: (answer: unknown) => void): Promise<void> {
  const admin = await qiao.caller();
  const { id: accountId } = await addAccount(admin);
  const session = await openSession(admin, accountId);
  const { appId } = await qiao.wechat.account();
  const found = async (text: string) => (await sql(qiao, text)).length > 0;
  const due = `update graphile_worker._private_jobs set run_at = now() where key like 'exchange:%'`;
  await refusing(qiao, 'credential', async () => {
    // Not followed: our page would wait for the outcome.
    await qiao.wechat.confirm(session.launchUrl, appId, { follow: false });
    // Its next attempt is put off, so that none is under way below.
    const job = `key like 'exchange:%' and locked_at is null`;
    const later = `update graphile_worker._private_jobs set run_at = now() + interval '1 hour' where ${job}`;
    const resting = `select from graphile_worker._private_jobs where ${job} and run_at > now() + interval '1 minute'
      and exists (select from authorization_session where step = 'READING_ACCOUNT' and lease_until is null)`;
    // The exchange that the event began has failed, and holds the session no longer.
    await eventually(() =>
      found(`select from authorization_session
        where status = 'PENDING' and step = 'READING_ACCOUNT' and lease_until is null`),
    );
    await eventually(async () => (await found(resting)) || (await sql(qiao, later)).length > 0);
    await refusing(qiao, 'authorization_session', async () => {
      await sql(qiao, due);
      const failed = `select from graphile_worker._private_jobs where last_error is not null and locked_at is null`;
      await eventually(() => found(failed));
    });
  });
  await sql(qiao, due);
  answered(await outcome(admin, session.id));
}

/** Every connection is cut while requests wait for a locked table. */
async function databaseAway(qiao: Qiao): Promise<void> {
  const admin = await qiao.caller();
  const session = await openSession(admin, (await addAccount(admin)).id);
  const page = await (await fetch(session.launchUrl)).text();
  const state = /state%3D([\w-]+)/.exec(page)?.[1] ?? '';
  await withClient(qiao.database.superuserUrl, async (client) => {
    await client.query('begin');
    await client.query(
      'lock table authorization_session, authorization_link, official_account in access exclusive mode',
    );
    const requests = [
      admin.ask(AddOfficialAccountDocument, { input: {} }),
      admin.ask(AuthorizeAccountDocument, { input: { accountId: session.account?.id ?? '' } }),
      fetch(`${qiao.url}/wechat/authorized?state=${state}&auth_code=queryauthcode@@@while-away`),
    ];
    const waiting = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await eventually(async () => Number((await sql(qiao, waiting))[0]?.n) >= requests.length);
    await sql(
      qiao,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = '${new URL(qiao.database.url).username}'`,
    );
    await Promise.all(requests);
    await client.query('rollback');
  });
  await eventually(async () => (await fetch(`${qiao.url}/readyz`)).status === 200);
}
