import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const MINUTE = 60_000;
/** Of the console, which has the types of browsers. */
const MODULE = new URL('../../console/src/api/session.ts', import.meta.url).href;

interface Grant {
  readonly token: string;
  readonly age: object;
  readonly lifetimeMs: number;
  readonly renew: null;
}

interface Session {
  readonly state: string;
  readonly isEnding: boolean;
  signInAtProvider(work: () => Promise<Grant>): Promise<void>;
  signIn(credentials: { as: 'ADMINISTRATOR' | 'MARKETER' }): Promise<void>;
  signOut(): Promise<void>;
  token(): Promise<string>;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}
type Reply = Answer | Error | Promise<Answer>;
let replies: Reply[] = [];

/** What the server grants to `name`, for some minutes. */
const grant = (name: string, minutes = 10): Answer => ({
  status: 200,
  body: {
    token: `token of ${name}`,
    refreshToken: `refresh token of ${name}`,
    expiresAt: new Date(Date.now() + minutes * MINUTE).toISOString(),
  },
});

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({
    now: new Date('2026-11-30T12:00:00Z'),
    toFake: ['Date', 'performance', 'setInterval', 'clearInterval'],
  });
  vi.stubGlobal('document', { baseURI: 'http://qiao.test/console/', querySelector: () => null });
  vi.stubGlobal('fetch', async () => {
    const reply = await replies.shift();
    if (!reply || reply instanceof Error) throw reply ?? new Error('nothing more is expected');
    return Response.json(reply.body, { status: reply.status, headers: { date: new Date().toUTCString() } });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  expect(replies).toEqual([]);
});

async function signedIn(...next: Reply[]) {
  const { session } = (await import(MODULE)) as { session: Session };
  replies = [grant('somebody'), ...next];
  await session.signIn({ as: 'ADMINISTRATOR' });
  return session;
}
/** While the computer sleeps, the browser's counter may stand still. */
const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * MINUTE);
/** Time passes as usual. */
const wait = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * MINUTE);

test('a token that is about to end is renewed, once for all who ask', async () => {
  const session = await signedIn();
  later(9.5);
  replies = [grant('somebody, renewed')];
  const tokens = await Promise.all([session.token(), session.token()]);
  expect(tokens).toEqual(['token of somebody, renewed', 'token of somebody, renewed']);
});

test.each([
  ['does not answer', new Error('offline')],
  ['cannot at the moment', { status: 503, body: {} }],
])('while the server %s, a token that has ended is not sent, and the session stays', async (_what, fault) => {
  const session = await signedIn(fault);
  later(11);

  await expect(session.token()).rejects.toThrow();

  expect(session.state).toBe('SIGNED_IN');
  replies = [grant('somebody, renewed')];
  expect(await session.token()).toBe('token of somebody, renewed');
});

test('while the server cannot, a token that still works is sent', async () => {
  const session = await signedIn(new Error('offline'));
  later(9.5);
  expect(await session.token()).toBe('token of somebody');
});

test.each([
  ['a renewal', () => grant('somebody, renewed')],
  ['the refusal of one', () => ({ status: 401, body: {} })],
])('%s that comes after its person signed out is not for who came next', async (_what, answer) => {
  const renewal = Promise.withResolvers<Answer>();
  const session = await signedIn(renewal.promise);
  later(9.5);
  const asked = session.token();
  replies = [{ status: 200, body: {} }, grant('another')];
  await session.signOut();
  await session.signIn({ as: 'MARKETER' });

  renewal.resolve(answer());
  await asked;

  expect([session.state, await session.token()]).toEqual(['SIGNED_IN', 'token of another']);
});

test('a token is renewed in time when the clock is put back meanwhile, also while nobody asks', async () => {
  const session = await signedIn(grant('somebody, renewed', 70));
  later(-60);

  await wait(9.5);

  expect(replies).toEqual([]);
  expect(await session.token()).toBe('token of somebody, renewed');
});

describe('a token that cannot be renewed', () => {
  const signedInAtProvider = async () => {
    const { session } = (await import(MODULE)) as { session: Session };
    const { Stopwatch } = await import(new URL('stopwatch.ts', MODULE).href);
    await session.signInAtProvider(async () => ({
      ...{ token: 'token of somebody', age: new Stopwatch(), lifetimeMs: 10 * MINUTE },
      renew: null,
    }));
    return session;
  };

  test('is announced five minutes before it ends, and then not sent any more', async () => {
    const session = await signedInAtProvider();
    await wait(4.5);
    expect(session.isEnding).toBe(false);
    await wait(1);
    expect([session.isEnding, await session.token()]).toEqual([true, 'token of somebody']);

    await wait(5);

    await expect(session.token()).rejects.toThrow('nobody is signed in');
    expect([session.state, session.isEnding]).toEqual(['ENDED', false]);
  });

  test('is sent until it ends, also when the clock is put forward meanwhile', async () => {
    const session = await signedInAtProvider();
    later(60);
    expect([await session.token(), session.state]).toEqual(['token of somebody', 'SIGNED_IN']);
  });
});
