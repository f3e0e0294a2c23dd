import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { compose, type Services } from '../../../src/app/compose.ts';
import { ComponentClient } from '../../../src/integrations/wechat/component.client.ts';
import { WeChatError } from '../../../src/integrations/wechat/errors.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { createLogger } from '../../../src/kernel/logger.ts';
import { eventually } from '../../kit/eventually.ts';
import { type Qiao, startQiao } from '../../kit/qiao.ts';

const TOKEN_API = '/cgi-bin/component/api_component_token';
const CODE_API = '/cgi-bin/component/api_create_preauthcode';
const SECRET_KEYS = `test:${randomBytes(32).toString('base64')}`;

let qiao: Qiao;
/** Another process on the same database, such as a second server. */
let second: Services;
let client: ComponentClient;
/** The log of the first process. */
let lines: string[] = [];

beforeAll(async () => {
  qiao = await startQiao({ env: { SECRET_KEYS }, logTo: { write: (line) => void lines.push(line) } });
  const issuer = {
    issuer: 'none',
    algorithms: [],
    audience: 'none',
    keys: () => Promise.reject(new Error('nobody signs in')),
  };
  second = await compose(
    qiao.config,
    { databaseUrl: qiao.database.url, secretKeys: SECRET_KEYS, issuer },
    createLogger('silent'),
  );
  client = new ComponentClient(qiao.config.wechat, requestText, systemClock);
  await tickets('STOP');
});
afterAll(async () => {
  await second.close();
  await qiao.close();
});

const sql = async (text: string, values: unknown[] = []) =>
  (await qiao.database.pool.query(text, values)).rows;
/** What WeChat does with tickets: pushes one, stops pushing, lets all end. */
const tickets = (action: 'PUSH' | 'STOP' | 'EXPIRE') =>
  qiao.wechat.call('POST', `/_sandbox/components/${qiao.config.wechat.appId}/tickets`, { action });

/** What a failure of WeChat's has put off may be tried again. */
const REST_OVER = 'update component set rests_until = now(), refresh_lease = now()';
const expireToken = () => sql(`update component set access_token_usable_until = now() - interval '1 second'`);
const tokenCalls = () => qiao.wechat.requests(TOKEN_API);
const forget = () => qiao.wechat.call('DELETE', '/_sandbox/requests');
const twenty = <T>(work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 20 }, (_, i) => work(i)));
const keep = async (token: string) => token;
const askForCode = async (token: string) => (await client.createPreAuthCode(token)).preAuthCode;

/** Makes so many callers wait for each other, each before its first call, so that all hold the same token. */
function meeting(callers: number) {
  const { promise: complete, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  return (request: (token: string) => Promise<string>) => {
    let isFirst = true;
    return async (token: string) => {
      if (isFirst) {
        isFirst = false;
        arrived += 1;
        if (arrived === callers) resolve();
        await complete;
      }
      return request(token);
    };
  };
}

beforeEach(async () => {
  await sql('update component_ticket set refused_at = null');
  await sql(REST_OVER);
  await qiao.wechat.call('DELETE', '/_sandbox/faults');
  await qiao.services.component.call(keep);
  await forget();
});

describe('an expired token', () => {
  test('is replaced by one call for twenty callers of one process', async () => {
    await expireToken();
    const tokens = await twenty(() => qiao.services.component.call(keep));
    expect(new Set(tokens).size).toBe(1);
    expect(await tokenCalls()).toHaveLength(1);
  });

  test('is replaced by one call for twenty callers of each of two processes', async () => {
    await expireToken();
    const [own, others] = await Promise.all([
      twenty(() => qiao.services.component.call(keep)),
      twenty(() => second.component.call(keep)),
    ]);
    expect(new Set([...own, ...others]).size).toBe(1);
    expect(await tokenCalls()).toHaveLength(1);
  });

  test('is replaced once it is no longer to be used, and not earlier', async () => {
    await sql(`update component set access_token_usable_until = now() + interval '1 second'`);
    await qiao.services.component.call(keep);
    expect(await tokenCalls()).toHaveLength(0);
    await sql(`update component set access_token_usable_until = now() + interval '-1 second'`);
    await qiao.services.component.call(keep);
    expect(await tokenCalls()).toHaveLength(1);
  });

  test('is replaced by somebody else when the process that had begun to is dead', async () => {
    await expireToken();
    await sql(`update component set refresh_lease = now() - interval '1 second'`);
    await qiao.services.component.call(keep);
    expect(await tokenCalls()).toHaveLength(1);
    expect(await sql('select refresh_lease from component')).toEqual([{ refresh_lease: null }]);
  });
});

describe('a token that WeChat calls dead', () => {
  test('is replaced once for twenty callers of each of two processes; each makes its call once more', async () => {
    // WeChat's clock runs ahead of ours, so the token has ended there and not here.
    await qiao.wechat.settings({ clockAheadSeconds: 7300 });
    const together = meeting(40);
    const codes = await Promise.all([
      twenty(() => qiao.services.component.call(together(askForCode))),
      twenty(() => second.component.call(together(askForCode))),
    ]);
    expect(new Set(codes.flat()).size).toBe(40);
    expect(await tokenCalls()).toHaveLength(1);
    expect(await qiao.wechat.requests(CODE_API)).toHaveLength(80);
    await qiao.wechat.settings({ clockAheadSeconds: 0 });
  });

  test('still dead after it was replaced is an error: no third try', async () => {
    await qiao.wechat.fault({ path: CODE_API, times: 9, errcode: 42001 });
    await expect(qiao.services.component.call(askForCode)).rejects.toMatchObject({
      name: 'WeChatError',
      errcode: 42001,
      reaction: 'REFRESH_TOKEN',
    });
    expect(await tokenCalls()).toHaveLength(1);
    expect(await qiao.wechat.requests(CODE_API)).toHaveLength(2);
  });

  test('is not replaced again by a process that learns of it late', async () => {
    const seen: string[] = [];
    await qiao.services.component.call(async (token) => {
      seen.push(token);
      if (seen.length > 1) return;
      await expireToken();
      seen.push(await second.component.call(keep));
      throw new WeChatError('component/api_create_preauthcode', 40001);
    });
    const [dead, replaced, used] = seen;
    expect(replaced).not.toBe(dead);
    expect(used).toBe(replaced);
    expect(await tokenCalls()).toHaveLength(1);
  });

  test('any other error is given on at once, and the token kept', async () => {
    await qiao.wechat.fault({ path: CODE_API, times: 1, errcode: 45009 });
    await expect(qiao.services.component.call(askForCode)).rejects.toMatchObject({ reaction: 'QUOTA_DAY' });
    expect(await qiao.wechat.requests(CODE_API)).toHaveLength(1);
    expect(await tokenCalls()).toHaveLength(0);
  });
});

describe('tickets', () => {
  const hour = 3_600_000;
  const ticketsSpent = async () =>
    (await tokenCalls()).map(
      ({ body }) => (body as { component_verify_ticket: string }).component_verify_ticket,
    );

  test('an older one is spent when WeChat refuses the newest', async () => {
    await qiao.services.component.storeTicket('ticket@@@wrong', new Date(Date.now() + hour));
    await expireToken();
    await qiao.services.component.call(askForCode);
    const spent = await ticketsSpent();
    expect(spent).toEqual(['ticket@@@wrong', expect.stringMatching(/^ticket@@@/)]);
    expect(spent[1]).not.toBe('ticket@@@wrong');
    await sql('delete from component_ticket where created_at > now()');
  });

  test('one pushed late does not displace a newer one', async () => {
    await qiao.services.component.storeTicket('ticket@@@late', new Date(Date.now() - hour));
    await expireToken();
    await qiao.services.component.call(askForCode);
    expect(await ticketsSpent()).not.toContain('ticket@@@late');
    expect(await tokenCalls()).toHaveLength(1);
  });

  test('the same one pushed again is no news, and those of half a day ago are dropped', async () => {
    const rows = () => sql('select created_at from component_ticket order by created_at');
    await sql(
      `update component_ticket set created_at = created_at - interval '13 hours' where created_at < now() - interval '30 minutes'`,
    );
    const at = new Date(Date.now() + hour);
    await qiao.services.component.storeTicket('ticket@@@again', at);
    const after = await rows();
    await qiao.services.component.storeTicket('ticket@@@again', at);
    expect(await rows()).toEqual(after);
    expect(after).toHaveLength(2);
    await sql('delete from component_ticket where created_at > now()');
  });

  test.each([
    [-1, 'RETRY', 5],
    [45009, 'QUOTA_DAY', 60],
  ])(
    'a failure of WeChat (%i) is told to every caller of each process, and it is asked again after a while',
    async (errcode, reaction, seconds) => {
      await qiao.wechat.fault({ path: TOKEN_API, times: 1, errcode });
      await expireToken();
      const earliest = Date.now();

      await expect(qiao.services.component.call(keep)).rejects.toMatchObject({ errcode, reaction });
      const latest = Date.now();
      for (const { component } of [qiao.services, second])
        await expect(component.call(keep)).rejects.toMatchObject({ errcode, reaction });

      expect(await tokenCalls()).toHaveLength(1);
      const [{ rests_until }] = await sql('select rests_until from component');
      const asked = rests_until.getTime() - seconds * 1000;
      expect([asked >= earliest, asked <= latest]).toEqual([true, true]);
      await sql(REST_OVER);
      await qiao.services.component.call(keep);
      expect(await tokenCalls()).toHaveLength(2);
    },
  );

  test('when all are refused, twenty callers share one round of tries', async () => {
    await tickets('EXPIRE');
    await qiao.wechat.fault({ path: TOKEN_API, times: 1, latencyMs: 9_000 });
    await expireToken();
    const looks = vi.spyOn(qiao.services.component, 'read');
    const outcomes = twenty(() => qiao.services.component.call(keep).catch((error: unknown) => error));
    // Each has found the token expired, and the one who renews it has looked again.
    await eventually(
      () => looks.mock.settledResults.filter(({ type }) => type === 'fulfilled').length === 21,
    );
    await qiao.wechat.clearFaults();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ errcode: 61005, reaction: 'WAIT_FOR_TICKET' });
    expect((await tokenCalls()).length).toBe(
      Number((await sql('select count(*) as n from component_ticket'))[0].n),
    );
    looks.mockRestore();
    await tickets('PUSH');
  });

  test('without any, every caller is told so and WeChat is not asked at all', async () => {
    const kept = await sql('delete from component_ticket returning app_id, created_at, ticket');
    await expireToken();
    const outcomes = await Promise.all([
      twenty(() => qiao.services.component.call(keep).catch((error: unknown) => error)),
      twenty(() => second.component.call(keep).catch((error: unknown) => error)),
    ]);
    for (const outcome of outcomes.flat())
      expect(outcome).toMatchObject({ name: 'WeChatError', errcode: 61006, reaction: 'WAIT_FOR_TICKET' });
    expect(await tokenCalls()).toHaveLength(0);
    for (const { app_id, created_at, ticket } of kept)
      await sql('insert into component_ticket (app_id, created_at, ticket) values ($1, $2, $3)', [
        app_id,
        created_at,
        ticket,
      ]);
  });
});

describe('a refusal that only our operator can cure', () => {
  const errmsg = 'access clientip is not registered requestIP: 203.0.113.7 rid: 5f3ded7d-22929d02-4ba1f5f6';
  const readyz = async () => {
    const response = await fetch(`${qiao.url}/readyz`);
    const { status, wechat } = (await response.json()) as { status: string; wechat: unknown };
    return [response.status, status, wechat];
  };
  const fine = { state: 'OK', errcode: null, address: null, since: null };
  const told = () =>
    lines.map((line) => JSON.parse(line)).filter(({ msg }) => /its operator must act/.test(msg));

  test('is told by every process, once a minute by the log, and by /readyz, until a call succeeds', async () => {
    expect(await readyz()).toEqual([200, 'ok', fine]);
    lines = [];
    await qiao.wechat.fault({ path: TOKEN_API, times: 2, errcode: 61004, errmsg });
    for (let times = 2; times > 0; times -= 1) {
      await expireToken();
      await sql(REST_OVER);
      for (const { component } of [qiao.services, second])
        await expect(component.call(keep)).rejects.toMatchObject({
          errcode: 61004,
          reaction: 'CONFIGURATION',
          clientIp: '203.0.113.7',
        });
    }
    expect(await tokenCalls()).toHaveLength(2);
    expect(told()).toEqual([
      expect.objectContaining({
        level: 'error',
        api: 'component/api_component_token',
        errcode: 61004,
        rid: '5f3ded7d-22929d02-4ba1f5f6',
        address: '203.0.113.7',
      }),
    ]);
    const refused = { state: 'REFUSED', errcode: 61004, address: '203.0.113.7', since: expect.any(String) };
    expect(await readyz()).toEqual([200, 'ok', refused]);
    expect((await second.component.health()).state).toBe('REFUSED');

    await sql(REST_OVER);
    await second.component.call(keep);
    expect(await readyz()).toEqual([200, 'ok', fine]);
  });

  test('of one API is one as well, and another that works ends it', async () => {
    await qiao.wechat.fault({ path: CODE_API, times: 1, errcode: 40164, errmsg: 'invalid ip 203.0.113.8' });
    await expect(qiao.services.component.call(askForCode)).rejects.toMatchObject({ errcode: 40164 });
    expect(await second.component.health()).toMatchObject({ state: 'REFUSED', address: '203.0.113.8' });
    await qiao.services.component.call(askForCode);
    expect((await second.component.health()).state).toBe('OK');
  });

  test('that cannot be recorded costs no call its answer, which may come only once', async () => {
    await qiao.wechat.fault({ path: CODE_API, times: 1, errcode: 40164 });
    await expect(qiao.services.component.call(askForCode)).rejects.toMatchObject({ errcode: 40164 });
    await sql(
      'alter table component add constraint kept check (refused_since is not null and refused_with = 40164)',
    );
    try {
      expect(await qiao.services.component.call(askForCode)).toEqual(expect.any(String));
      await qiao.wechat.fault({ path: CODE_API, times: 1, errcode: 61011 });
      await expect(qiao.services.component.call(askForCode)).rejects.toMatchObject({ errcode: 61011 });
    } finally {
      await sql('alter table component drop constraint kept');
    }
    await qiao.services.component.call(askForCode);
    expect((await qiao.services.component.health()).state).toBe('OK');
  });

  test.each([45009, 61007])('is not %i of one API', async (errcode) => {
    await qiao.wechat.fault({ path: CODE_API, times: 1, errcode });
    await expect(qiao.services.component.call(askForCode)).rejects.toMatchObject({ errcode });
    expect((await qiao.services.component.health()).state).toBe('OK');
  });

  test('is not that of the AppID of one account', async () => {
    const unknown = (token: string) => client.authorizerInfo(token, 'gh_1');
    await expect(qiao.services.component.call(unknown)).rejects.toMatchObject({
      errcode: 40013,
      reaction: 'FAIL',
    });
    expect((await qiao.services.component.health()).state).toBe('OK');
  });

  test.each([41002, 48001, 50002, 99999])('is each one of the token, as %i', async (errcode) => {
    await qiao.wechat.fault({ path: TOKEN_API, times: 1, errcode });
    await expireToken();
    for (const { component } of [qiao.services, second])
      await expect(component.call(keep)).rejects.toMatchObject({ errcode, reaction: 'CONFIGURATION' });
    expect((await second.component.health()).state).toBe('REFUSED');
  });

  test('of a wrong secret stays one for all who ask before it is tried again', async () => {
    await qiao.wechat.fault({ path: TOKEN_API, times: 1, errcode: 40001 });
    await expireToken();
    for (const { component } of [qiao.services, second])
      await expect(component.call(keep)).rejects.toMatchObject({ errcode: 40001, reaction: 'CONFIGURATION' });
    expect((await qiao.services.component.health()).state).toBe('REFUSED');
  });

  test('differs from a missing ticket', async () => {
    const age = (hours: number) =>
      sql('update component_ticket set created_at = created_at - make_interval(hours => $1)', [hours]);
    await age(24);
    expect(await readyz()).toEqual([200, 'ok', { ...fine, state: 'NO_TICKET' }]);
    await age(-24);
    expect(await readyz()).toEqual([200, 'ok', fine]);
  });
});
