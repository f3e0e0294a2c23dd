import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sampleCovering } from '../kit/depth.ts';
import { AuthorizeAccountDocument } from '../kit/generated/operations.ts';
import { eventXml, push, unixSeconds } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql, storedBut } from '../kit/stored.ts';
import { addAccount, attempt, openSession } from '../kit/stories.ts';
import { type AimedFaults, aimFaults, callsOf, type Failure, passTime } from './away.kit.ts';
import { callAs, confirm, expectWorkingTokens, healthOf, type Prepared, prepare } from './kit.ts';

/** A hundred sessions with up to a dozen attempts each: minutes, on a machine that does other things as well. */
const LONG = 240_000;
const FOR_EVER = 1_000_000;
/** In the half hour in which an exchange is tried again. */
const ATTEMPTS = 12;
const TIMES = [1, 2, FOR_EVER];

const COMPONENT_TOKEN = 'component/api_component_token';
const PRE_AUTH_CODE = 'component/api_create_preauthcode';
const EXCHANGE = 'component/api_query_auth';
const INFO = 'component/api_get_authorizer_info';
const OPEN_PLATFORM = 'open/get';
const REFRESH = 'component/api_authorizer_token';

/** Before anything was done. */
const ANSWERS: Readonly<Record<string, Failure>> = {
  '-1': { errcode: -1 },
  '40001': { errcode: 40001 },
  '42001': { errcode: 42001 },
  '45009': { errcode: 45009 },
  'HTTP 502': { httpStatus: 502 },
  'a page': { html: true },
  nothing: { empty: true },
  'a reset': { reset: true },
};
/** After it was done. */
const LOST_ANSWERS: Readonly<Record<string, Failure>> = {
  '-1, done': { errcode: -1, when: 'AFTER' },
  'HTTP 502, done': { httpStatus: 502, when: 'AFTER' },
  'a page, done': { html: true, when: 'AFTER' },
  'nothing, done': { empty: true, when: 'AFTER' },
  'a reset, done': { reset: true, when: 'AFTER' },
};
const DEAD_TOKEN = ['40001', '42001'];

let qiao: Qiao;
let faults: AimedFaults;
beforeAll(async () => {
  faults = await aimFaults();
  qiao = await startQiao({
    env: { WECHAT_API_URL: faults.url },
    onSandbox: (url) => {
      faults.target = url;
    },
    logTo: { write: () => {} },
  });
});
afterEach(() => faults.clear());
afterAll(async () => {
  await qiao.close();
  await faults.close();
});

/** Whatever fails, the component's token and tickets are renewed: that is no trace of a caller's request. */
const everythingElse = () => storedBut(qiao, 'component', 'component_ticket');
const calls = (api: string, what = '') => callsOf(qiao.wechat, api, what);
const endRest = () => sql(qiao, 'update component set rests_until = now(), refresh_lease = now()');
const forgetComponentToken = async () => {
  await sql(qiao, 'update component set access_token_usable_until = null');
  await endRest();
};
const often = (times: number) => (times === FOR_EVER ? 'for ever' : `${times}×`);
const each = (apis: readonly string[], answers: Readonly<Record<string, Failure>>) =>
  apis.flatMap((api) =>
    Object.entries(answers).flatMap(([answer, failure]) =>
      TIMES.map((times) => ({ api, answer, failure, times, name: `${api}: ${answer}, ${often(times)}` })),
    ),
  );
type Away = ReturnType<typeof each>[number];
/** Each answer, and each number of times for each API. */
const sample = (name: string, cases: readonly Away[]): Away[] =>
  sampleCovering(name, cases, ({ api, answer, times }) => [answer, `${api} ${often(times)}`]);

/** What only our operator can cure: the quota is used up, or, where no token was sent, the secret is wrong. */
const isOperators = (api: string, answer: string) =>
  answer === '45009' || (api === COMPONENT_TOKEN && DEAD_TOKEN.includes(answer));

describe('a link is asked for', () => {
  /** Whether it succeeds, and how many calls it costs. */
  const expected = (api: string, answer: string, times: number): [boolean, number] => {
    if (api === PRE_AUTH_CODE && DEAD_TOKEN.includes(answer)) return [times === 1, 2];
    return [false, 1];
  };

  test.each(sample('link', each([COMPONENT_TOKEN, PRE_AUTH_CODE], ANSWERS)))(
    '$name',
    async ({ name, api, ...fault }) => {
      const { answer, failure, times } = fault;
      const admin = await qiao.caller({ site: `link ${name}` });
      const { id: accountId } = await addAccount(admin);
      if (api === COMPONENT_TOKEN) await forgetComponentToken();
      const [succeeds, cost] = expected(api, answer, times);
      const [before, asked] = [await everythingElse(), await calls(api)];
      faults.aim(api, '', failure, times);

      const { authorizeAccount } = await admin.run(AuthorizeAccountDocument, { input: { accountId } });

      const refused = isOperators(api, answer) ? 'OPERATOR_REQUIRED' : 'UPSTREAM_UNAVAILABLE';
      expect(authorizeAccount.userErrors.map(({ code }) => code)).toEqual(succeeds ? [] : [refused]);
      expect((await calls(api)) - asked).toBe(cost);
      if (!succeeds) expect(await everythingElse()).toEqual(before);
      faults.clear();
      await endRest();
      expect((await openSession(admin, accountId)).status).toBe('PENDING');
    },
  );
});

interface Confirmed extends Prepared {
  readonly code: string;
}

/** WeChat's page is confirmed, and nobody was told yet. */
async function confirmed(site: string): Promise<Confirmed> {
  const session = await prepare(qiao, site);
  return { ...session, code: await confirm(qiao, session, { event: 'NEVER' }) };
}

/** The event of a confirmed session. */
const tell = ({ appId, code, preAuthCode }: Confirmed) =>
  push(
    qiao,
    eventXml(qiao, {
      InfoType: 'authorized',
      AuthorizerAppid: appId,
      AuthorizationCode: code,
      AuthorizationCodeExpiredTime: unixSeconds(-3600),
      PreAuthCode: preAuthCode,
    }),
  );

const endOf = async ({ ended }: Prepared): Promise<string> => {
  const { status, failure } = await ended;
  return failure ? `${status} ${failure.code}` : status;
};

describe('a session is being exchanged', { timeout: LONG }, () => {
  type Case = Away & { readonly session: Confirmed; readonly what: string };
  const cases: Case[] = [];

  /** A side question, which is asked again when the account is connected. */
  const isAside = ({ api }: Case) => api === OPEN_PLATFORM;
  const lasts = (one: Case) => one.times === FOR_EVER && !isAside(one);
  /** Calls that one attempt costs at most while it lasts. */
  const perAttempt = ({ api, answer }: Case): number => {
    if (DEAD_TOKEN.includes(answer)) return 2;
    if (api === EXCHANGE) return answer.startsWith('-1') ? 3 : 1;
    return ['HTTP 502', 'a reset'].includes(answer) ? 2 : 1;
  };

  beforeAll(async () => {
    const all = sample('exchange', [
      ...each([EXCHANGE, INFO, OPEN_PLATFORM], ANSWERS),
      ...each([EXCHANGE], LOST_ANSWERS),
    ]);
    for (let index = 0; index < all.length; index += 4) {
      const four = all.slice(index, index + 4).map(async (one) => {
        const session = await confirmed(one.name);
        const what = one.api === EXCHANGE ? session.code : session.appId;
        faults.aim(one.api, what, one.failure, one.times);
        cases.push({ ...one, session, what });
      });
      await Promise.all(four);
    }
    await Promise.all(cases.map(({ session }) => tell(session)));
    const sessions = cases.map(({ session }) => session);
    await passTime(qiao, sessions, LONG);
  }, LONG);

  test('and WeChat fails for a moment: each is completed, with so many calls', async () => {
    const brief = cases.filter((one) => !lasts(one));
    const ends = brief.map(async (one) => [
      one.name,
      await endOf(one.session),
      isAside(one) ? null : await calls(one.api, one.what),
    ]);
    expect(await Promise.all(ends)).toEqual(
      brief.map((one) => [one.name, 'COMPLETED', isAside(one) ? null : one.times + 1]),
    );
    for (const { session } of brief) await expectWorkingTokens(qiao, session.appId);
  });

  test(`and WeChat fails for ever: each fails after at most ${ATTEMPTS} attempts, and no job is left`, async () => {
    const lasting = cases.filter(lasts);
    const ends = lasting.map(async ({ name, session }) => [name, await endOf(session)]);
    const failed = ({ api, answer }: Case) =>
      isOperators(api, answer) ? 'FAILED OPERATOR_REQUIRED' : 'FAILED UPSTREAM_FAILED';
    expect(await Promise.all(ends)).toEqual(lasting.map((one) => [one.name, failed(one)]));
    for (const one of lasting)
      expect(await calls(one.api, one.what), one.name).toBeLessThanOrEqual(ATTEMPTS * perAttempt(one));
  });
});

describe('a session is being exchanged, and the component has no token', { timeout: LONG }, () => {
  const cases = each([COMPONENT_TOKEN], ANSWERS).filter(
    ({ answer, times }) => times !== FOR_EVER || answer === 'HTTP 502' || DEAD_TOKEN.includes(answer),
  );
  test.each(sample('component', cases))('$name', async ({ name, api, answer, failure, times }) => {
    const session = await confirmed(`exchange ${name}`);
    await forgetComponentToken();
    const asked = await calls(api);
    faults.aim(api, '', failure, times);

    await tell(session);
    await passTime(qiao, [session], LONG);

    const cost = (await calls(api)) - asked;
    const end = await endOf(session);
    // No token was sent: these say that our secret is wrong, and it is not tried again.
    if (DEAD_TOKEN.includes(answer)) expect([end, cost]).toEqual(['FAILED OPERATOR_REQUIRED', 1]);
    else if (times !== FOR_EVER) expect([end, cost]).toEqual(['COMPLETED', times + 1]);
    else expect([end, cost <= ATTEMPTS]).toEqual(['FAILED UPSTREAM_FAILED', true]);
  });
});

test('tokens are refreshed: FAILING while it fails, VALID after it, one call a minute', {
  timeout: LONG,
}, async () => {
  const MINUTES = 3;
  const cases = await Promise.all(
    sample('refresh', [...each([REFRESH], ANSWERS), ...each([REFRESH], LOST_ANSWERS)]).map(async (one) => {
      const admin = await qiao.caller({ site: `refresh ${one.name}` });
      return { ...one, admin, ...(await attempt(qiao, admin)) };
    }),
  );
  await settled(qiao);
  for (const { appId, failure, times } of cases) faults.aim(REFRESH, appId, failure, times);
  const appIds = cases.map(({ appId }) => appId);
  /** Each is due. Whether the timetable finds it too, which runs meanwhile, makes no difference. */
  const aMinute = async () => {
    await sql(
      qiao,
      `with due as (
        update credential set refresh_at = now() where app_id = any($1) returning app_id, token_version
      )
      select graphile_worker.add_job('authorization.refresh', max_attempts => 1, payload =>
        json_build_object('payload', json_build_object('appId', app_id, 'version', token_version))) from due`,
      [appIds],
    );
    await settled(qiao);
  };
  /** After so many minutes: how the token is, and how often WeChat was asked. */
  const expected = (answer: string, times: number, minute: number): [string, number] => {
    if (DEAD_TOKEN.includes(answer)) {
      if (times === 1) return ['VALID', minute + 1];
      if (times === 2) return [minute === 1 ? 'FAILING' : 'VALID', minute + 1];
      return ['FAILING', 2 * minute];
    }
    return [minute <= times ? 'FAILING' : 'VALID', minute];
  };
  for (let minute = 1; minute <= MINUTES; minute += 1) {
    await aMinute();
    const seen = cases.map(async ({ name, admin, accountId, appId }) => {
      const { status, state } = await healthOf(admin, accountId);
      return [name, status, state, await calls(REFRESH, appId)];
    });
    expect(await Promise.all(seen), `minute ${minute}`).toEqual(
      cases.map(({ name, answer, times }) => [name, 'ACTIVE', ...expected(answer, times, minute)]),
    );
  }
  faults.clear();
  await aMinute();
  for (const { name, admin, accountId, appId } of cases) {
    expect((await healthOf(admin, accountId)).state, name).toBe('VALID');
    await callAs(qiao, appId);
  }
});
