import { decodeProtectedHeader, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { TestClient } from '../kit/client.ts';
import { signedUrl, siteParams } from '../kit/eloqua-calls.ts';
import { eventually } from '../kit/eventually.ts';
import { ConfigureMessageSenderDocument, ViewerDocument } from '../kit/generated/operations.ts';
import { callAs, drop, senderAccount, senderIdOf, told } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql, sqlUnseen, storedBut, storedButSignedCalls } from '../kit/stored.ts';
import { errorCodes } from '../kit/stories.ts';

const SITE = 'entrance';
const qiao = useQiao();
beforeAll(() => qiao.caller({ site: SITE }));

interface Grant {
  readonly token: string;
  readonly expiresAt: string;
  readonly refreshToken: string;
  readonly sessionExpiresAt: string;
  readonly role: string;
  readonly user: { readonly id: string };
  readonly place: { readonly kind: string; readonly id: string } | null;
}
interface Refusal {
  readonly errors: [{ readonly message: string; readonly extensions: { readonly code: string } }];
}

const send = (method: string, body: object | string, url = qiao.url) =>
  fetch(`${url}/console/session`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const post = (body: object | string, url?: string) => send('POST', body, url);

async function granted(body: object): Promise<Grant> {
  const answer = await post(body);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return (await answer.json()) as Grant;
}

/** Status, code and words of a refusal. */
async function refusal(answer: Response): Promise<[number, string, string]> {
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const { errors } = (await answer.json()) as Refusal;
  return [answer.status, errors[0].extensions.code, errors[0].message];
}

const clientOf = (token: string) => {
  const client = new TestClient(`${qiao.url}/graphql`, token);
  qiao.onClose(() => client.close());
  return client;
};

/** Where Eloqua's gear icon leads, and the code in that address. */
async function entered(site = SITE, change: (url: string) => string = (url) => url) {
  const answer = await fetch(change(await qiao.eloqua.configureUrl(site)), { redirect: 'manual' });
  const location = answer.headers.get('location') ?? '';
  return { answer, location, code: location.split('#code=')[1] ?? '' };
}
const code = async () => (await entered()).code;

const sessions = (columns: string, site = SITE) =>
  sql(
    qiao,
    `select ${columns} from console_session s join installation i on i.id = s.installation_id
     where i.site = '${site}' order by s.id desc`,
  );

const CODE_REFUSED = [401, 'UNAUTHENTICATED', expect.stringContaining('it works once, within a minute')];
const ENDED = [401, 'UNAUTHENTICATED', 'This session has ended. Open the console again.'];
const REUSED = [401, 'UNAUTHENTICATED', expect.stringContaining('was used before, so the session was ended')];

describe('from Eloqua', () => {
  test('an administrator comes by the gear icon, with a code that no server sees', async () => {
    const { answer, location, code } = await entered();
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store']);
    expect(location.startsWith(`${qiao.url}/console/#code=`)).toBe(true);

    const grant = await granted({ code });

    expect(grant).toEqual({
      ...{ token: expect.any(String), expiresAt: expect.any(String), refreshToken: expect.any(String) },
      ...{ sessionExpiresAt: expect.any(String), role: 'ADMINISTRATOR', user: { id: '17' }, place: null },
    });
    const minutes = (text: string) => Math.round((Date.parse(text) - Date.now()) / 60_000);
    expect([minutes(grant.expiresAt), minutes(grant.sessionExpiresAt)]).toEqual([10, 480]);
    const { viewer } = await clientOf(grant.token).run(ViewerDocument, {});
    expect(viewer).toMatchObject({ userId: '17', role: 'ADMINISTRATOR' });
    expect(await refusal(await post({ code }))).toEqual(CODE_REFUSED);
  });

  test('a marketer comes by the settings of a step, to the page of that step, and configures it there', async () => {
    const { accountId } = await senderAccount(qiao, await qiao.caller({ site: SITE }));
    const { instanceId } = await drop(qiao, SITE, '18');
    const open = () =>
      callAs(qiao, SITE, 'configure', {
        method: 'GET',
        params: { instance_id: instanceId, user_id: '18' },
      });
    const location = (await open()).headers.get('location') ?? '';
    const senderId = await senderIdOf(qiao, instanceId);
    expect(location.startsWith(`${qiao.url}/console/message-senders/${senderId}#code=`)).toBe(true);

    const grant = await granted({ code: location.split('#code=')[1] });

    const place = { kind: 'MESSAGE_SENDER', id: senderId };
    expect(grant).toMatchObject({ role: 'MARKETER', user: { id: '18' }, place });
    expect(await granted({ refreshToken: grant.refreshToken })).toMatchObject({ place });
    const { configureMessageSender } = await clientOf(grant.token).run(ConfigureMessageSenderDocument, {
      input: { messageSenderId: senderId, accountId },
    });
    expect(configureMessageSender.messageSender).toMatchObject({ status: 'CONFIGURED' });
    await told(qiao, SITE, instanceId, false);
  });

  test('the settings of a step that Qiao does not know add it, and Eloqua is told how it is', async () => {
    const { instanceId } = await drop(qiao, SITE);
    await sql(qiao, 'delete from message_sender where instance_id = $1', [instanceId]);
    const params = { instance_id: instanceId };
    const answer = await callAs(qiao, SITE, 'configure', { method: 'GET', params });
    expect(answer.status).toBe(302);
    await told(qiao, SITE, instanceId, true);
  });

  test('nobody comes by a call that is not signed, or does not name a user', async () => {
    const params = await siteParams(qiao, SITE);
    const { user_id: _nobody, ...nameless } = params;
    const before = await storedBut(qiao, 'signed_call', 'oauth_state');
    const forged = await fetch(signedUrl(qiao, '/eloqua/app/configure', params, { secret: 'another' }));
    const unnamed = await fetch(signedUrl(qiao, '/eloqua/app/configure', nameless), { redirect: 'manual' });
    expect([forged.status, unnamed.status]).toEqual([401, 200]);
    expect(await unnamed.text()).toContain(`Qiao works at ${SITE}`);
    expect(await storedBut(qiao, 'signed_call', 'oauth_state')).toEqual(before);
  });

  test('while Qiao is not connected, the gear icon shows how to connect it', async () => {
    await qiao.caller({ site: 'unconnected' });
    await sqlUnseen(
      qiao,
      `update installation set status = 'UNAVAILABLE', connection_state = 'NOT_CONNECTED' where site = 'unconnected'`,
    );
    const { answer } = await entered('unconnected');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('>Connect again</a>');
  });
});

describe('a code', () => {
  test('that is a minute old is refused', async () => {
    const given = await code();
    await sql(
      qiao,
      `update console_session set started_at = started_at - interval '1 minute', expires_at = expires_at - interval '1 minute',
         code_expires_at = code_expires_at - interval '1 minute'`,
    );
    expect(await refusal(await post({ code: given }))).toEqual(CODE_REFUSED);
  });

  test('that twenty bring at once lets one in', async () => {
    const given = await code();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post({ code: given })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(401)]);
  });

  test('is no refresh token, and a refresh token is no code', async () => {
    const given = await code();
    expect(await refusal(await post({ refreshToken: given }))).toEqual(ENDED);
    const { refreshToken } = await granted({ code: given });
    expect(await refusal(await post({ code: refreshToken }))).toEqual(CODE_REFUSED);
  });

  test('whose installation somebody has changed is refused, and no row is read for it', async () => {
    const given = await code();
    const [content = '', signature] = given.split('.');
    const bytes = Buffer.from(content, 'base64url');
    bytes.fill(0, 0, 16);
    expect(await refusal(await post({ code: `${bytes.toString('base64url')}.${signature}` }))).toEqual(
      CODE_REFUSED,
    );
    await granted({ code: given });
  });
});

describe('a refresh token', () => {
  test('works once, for the next one; a second time it ends the session', async () => {
    const first = await granted({ code: await code() });
    const second = await granted({ refreshToken: first.refreshToken });
    expect(second).toMatchObject({ sessionExpiresAt: first.sessionExpiresAt, role: 'ADMINISTRATOR' });
    expect(second.refreshToken).not.toBe(first.refreshToken);
    await clientOf(second.token).run(ViewerDocument, {});

    expect(await refusal(await post({ refreshToken: first.refreshToken }))).toEqual(REUSED);

    expect(await refusal(await post({ refreshToken: second.refreshToken }))).toEqual(ENDED);
    const [ended] = await sessions('s.end_reason, s.ended_at is not null as ended, s.refresh_digest');
    expect(ended).toEqual({ end_reason: 'REUSED', ended: true, refresh_digest: null });
  });

  test('that twenty bring at once lets one in, and ends the session', async () => {
    const { refreshToken } = await granted({ code: await code() });
    const answers = await Promise.all(Array.from({ length: 20 }, () => post({ refreshToken })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(401)]);
    const won = (await answers.find(({ status }) => status === 200)?.json()) as Grant;
    expect(await refusal(await post({ refreshToken: won.refreshToken }))).toEqual(ENDED);
    expect((await sessions('s.end_reason'))[0]).toEqual({ end_reason: 'REUSED' });
  });

  test('works for eight hours, which no refresh makes longer', async () => {
    const { refreshToken } = await granted({ code: await code() });
    await sql(
      qiao,
      `update console_session set started_at = started_at - interval '8 hours', expires_at = expires_at - interval '8 hours'
       where ended_at is null and code_digest is null`,
    );
    expect(await refusal(await post({ refreshToken }))).toEqual(ENDED);
  });

  test('of a user who was signed out since is refused; a later session is good', async () => {
    const { refreshToken } = await granted({ code: await code() });
    const admin = await qiao.caller({ site: SITE, user: '20' });
    await admin.ask('mutation { signOutUser(input: { userId: "17" }) { userErrors { code } } }');

    const [status, , words] = await refusal(await post({ refreshToken }));

    expect([status, words]).toEqual([401, 'The user was signed out. Get a new token.']);
    await sqlUnseen(qiao, `update user_sign_out set signed_out_at = signed_out_at - interval '2 seconds'`);
    const { token } = await granted({ code: await code() });
    await clientOf(token).run(ViewerDocument, {});
  });

  test('of a user who was disabled is refused', async () => {
    await qiao.caller({ site: 'leavers' }).then((admin) => admin.ask('{ marketingUsers { totalCount } }'));
    const { refreshToken } = await granted({ code: (await entered('leavers')).code });
    await sqlUnseen(
      qiao,
      `update marketing_user set disabled = true where id = '17' and installation_id = (select id from installation where site = 'leavers')`,
    );
    const [status, , words] = await refusal(await post({ refreshToken }));
    expect([status, words]).toEqual([401, 'The user is disabled or was deleted in the marketing platform.']);
  });

  test('does not survive an uninstall, also where Qiao is installed again', async () => {
    await qiao.caller({ site: 'goners' });
    const { refreshToken } = await granted({ code: (await entered('goners')).code });
    await qiao.eloqua.uninstall('goners');
    expect(await refusal(await post({ refreshToken }))).toEqual(ENDED);
    expect(await sessions('s.id', 'goners')).toEqual([]);
    await qiao.eloqua.reinstall('goners');
    expect(await refusal(await post({ refreshToken }))).toEqual(ENDED);
  });

  test('signs out, as often as it is sent', async () => {
    const { refreshToken } = await granted({ code: await code() });
    for (const _time of ['first', 'second'])
      expect((await send('DELETE', { refreshToken })).status).toBe(204);
    expect(await refusal(await post({ refreshToken }))).toEqual(ENDED);
    expect((await sessions('s.end_reason'))[0]).toEqual({ end_reason: 'SIGNED_OUT' });
    expect((await send('DELETE', { refreshToken: 'x.y' })).status).toBe(401);
  });
});

describe('the endpoint', () => {
  test.each([
    ...['', '[]', 'null', '"code"', '{}', '{"code":1}', '{"code":"x","refreshToken":"y"}', '{"as":"ROOT"}'],
    `{"code":"${'x'.repeat(600)}"}`,
  ])('refuses %s as a bad request, and stores nothing', async (body) => {
    const before = await storedButSignedCalls(qiao);
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(await storedButSignedCalls(qiao)).toEqual(before);
  });

  test('reads no more than two kilobytes', async () => {
    expect((await post(`{"code":"${'x'.repeat(3000)}"}`)).status).toBe(413);
  });

  test.each([
    ['ADMINISTRATOR', '17'],
    ['MARKETER', '18'],
  ])('lets everybody in as %s of the sandbox', async (role, id) => {
    await qiao.caller();
    const grant = await granted({ as: role });
    expect(grant).toMatchObject({ role, user: { id }, place: null });
    const { viewer } = await clientOf(grant.token).run(ViewerDocument, {});
    expect(viewer).toMatchObject({ userId: id, role });
  });

  test('knows no such thing without the sandbox, and limits those who guess', async () => {
    const config = { ...qiao.services.config, sandbox: false };
    const options = { port: 0, sandbox: false };
    const server = await startServer({ ...qiao.services, config }, options, createLogger('silent'));
    qiao.onClose(() => server.close());
    const url = `http://localhost:${server.port}`;
    const before = await storedButSignedCalls(qiao);
    expect((await refusal(await post({ as: 'ADMINISTRATOR' }, url))).slice(0, 2)).toEqual([404, 'NOT_FOUND']);

    let last = await post({ code: 'x.y' }, url);
    for (let tries = 0; tries < 300 && last.status === 401; tries++) last = await post({ code: 'x.y' }, url);

    expect(last.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await refusal(last)).slice(0, 2)).toEqual([429, 'THROTTLED']);
    expect(await storedButSignedCalls(qiao)).toEqual(before);
  });
});

describe('a token of Qiao itself', () => {
  const claims = { site: SITE, role: 'admin' };
  const forged = (alg: string, iss: string, key: Uint8Array) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg, kid: 'development' })
      .setIssuer(iss)
      .setAudience('qiao')
      .setSubject('17')
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(key);

  test('names its key, and is signed with HS256', async () => {
    const { token } = await granted({ code: await code() });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', kid: expect.any(String) });
  });

  test.each(['qiao', 'qiao-development', 'another'])(
    'is not what somebody signs in the name of %s with a key of theirs',
    async (issuer) => {
      const token = await forged('HS256', issuer, Buffer.alloc(32, 7));
      expect(errorCodes(await clientOf(token).ask(ViewerDocument, {}))).toEqual(['UNAUTHENTICATED']);
    },
  );

  test('is not a token of another issuer that only says so', async () => {
    const [header, payload = '', signature] = (await qiao.token({ site: SITE })).split('.');
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const renamed = Buffer.from(JSON.stringify({ ...said, iss: 'qiao' })).toString('base64url');
    for (const token of [`${header}.${renamed}.${signature}`, unsigned(renamed)])
      expect(errorCodes(await clientOf(token).ask(ViewerDocument, {}))).toEqual(['UNAUTHENTICATED']);
  });

  const unsigned = (payload: string) =>
    `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.AAAA`;
});

test('sessions are deleted when they have expired', async () => {
  await granted({ code: await code() });
  const count = async () => (await sessions('s.id')).length;
  const before = await count();
  await sql(
    qiao,
    `update console_session set started_at = now() - interval '9 hours', expires_at = now() - interval '1 hour',
       code_expires_at = case when code_digest is not null then now() - interval '9 hours' end
     where id = (select max(id::text)::uuid from console_session where code_digest is null)`,
  );
  await sql(qiao, `select graphile_worker.add_job('console-session.delete-old')`);
  await eventually(async () => (await count()) < before);
});
