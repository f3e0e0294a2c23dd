import pg from 'pg';
import { digest } from '../../src/kernel/secrets.ts';
import { sandboxComponent } from '../../src/main/sandbox-component.ts';
import { authorizationEnded } from '../../src/modules/authorizations/session/authorization.events.ts';
import { eventually } from '../kit/eventually.ts';
import { eventXml, push, unixSeconds } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { hurry, sql } from '../kit/stored.ts';
import { accountOf, sessionOf } from '../kit/stories.ts';
import { callAs, exchangesOf, healthOf, type Prepared, prepare } from './kit.ts';

const AT_ONCE = 8;
const LONG_MS = 30_000;

/** How a session and its account stand once everything is at rest. */
export interface End {
  readonly session: 'PENDING' | 'COMPLETED' | 'EXPIRED' | 'CANCELLED' | 'FAILED';
  readonly step: 'OPENED' | 'CONFIRMED' | 'EXCHANGING' | 'DONE';
  readonly account: 'ACTIVE' | 'ACTION_REQUIRED' | 'DRAFT';
  readonly credential: 'VALID' | 'WITHDRAWN' | 'NONE';
}

/** The ends of a session whose code is not being exchanged any more. */
export const ENDS = {
  waits: { session: 'PENDING', step: 'OPENED', account: 'DRAFT', credential: 'NONE' },
  completed: { session: 'COMPLETED', step: 'DONE', account: 'ACTIVE', credential: 'VALID' },
  withdrawn: { session: 'COMPLETED', step: 'DONE', account: 'ACTION_REQUIRED', credential: 'WITHDRAWN' },
  expired: { session: 'EXPIRED', step: 'OPENED', account: 'DRAFT', credential: 'NONE' },
  cancelled: { session: 'CANCELLED', step: 'OPENED', account: 'DRAFT', credential: 'NONE' },
  /** WeChat refused its code. */
  failed: { session: 'FAILED', step: 'EXCHANGING', account: 'DRAFT', credential: 'NONE' },
} as const satisfies Record<string, End>;

export type Fields = Readonly<Record<string, string | number>>;

/** A session that the administrator has confirmed, and of which nothing has arrived yet. */
export interface Confirmed extends Prepared {
  readonly redirectUrl: string;
  /** The event, as WeChat would push it. */
  readonly event: Fields;
}

/** What is asked often keeps its connections: to open one costs more than to ask. */
let database: pg.Pool;
const query = async (text: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> =>
  (await database.query(text, [...values])).rows;

/** A Qiao to which WeChat's own events do not come: each test brings them when its order says so. */
export async function startOrders(): Promise<Qiao> {
  const qiao = await startQiao();
  database = new pg.Pool({ connectionString: qiao.database.superuserUrl, max: 8 });
  qiao.onClose(() => database.end());
  await qiao.wechat.settings({ authorizationEventTries: 1 });
  const nowhere = { ...sandboxComponent(qiao.config), authorizationEventsUrl: 'http://127.0.0.1:9/' };
  await qiao.wechat.call('POST', '/_sandbox/components', nowhere);
  return qiao;
}

export const confirmed = async (qiao: Qiao, site: string): Promise<Confirmed> =>
  confirmedBy(qiao, await prepare(qiao, site));

export async function confirmedBy(qiao: Qiao, session: Prepared): Promise<Confirmed> {
  const { page, appId, preAuthCode } = session;
  // The subscriber to its end listens already, so that it is not mistaken for a browser later.
  const waiting = await waiters(qiao, session);
  await eventually(() => waiting() > 0, LONG_MS);
  const scan = { authorizationUrl: page, appId, decision: 'CONFIRM', event: 'BEFORE', follow: false };
  const { redirectUrl, pushes } = await qiao.wechat.call<{
    redirectUrl: string;
    pushes: { message: string }[];
  }>('POST', '/_sandbox/scan', scan);
  const event = { ...codeEvent(appId, pushes[0]?.message ?? ''), PreAuthCode: preAuthCode };
  return { ...session, redirectUrl, event };
}

/** An event with the code of a push that did not arrive. */
export const codeEvent = (appId: string, message: string): Fields => ({
  InfoType: 'authorized',
  AuthorizerAppid: appId,
  AuthorizationCode: /<AuthorizationCode><!\[CDATA\[(.+?)\]\]>/.exec(message)?.[1] ?? '',
  AuthorizationCodeExpiredTime: unixSeconds() + 3600,
  CreateTime: unixSeconds(),
});

export const codeIn = (redirectUrl: string): string =>
  new URL(redirectUrl).searchParams.get('auth_code') ?? '';

/** Pushes, and waits until it is processed. The same again is encrypted anew, as WeChat may do. */
export async function deliver(qiao: Qiao, fields: Fields): Promise<void> {
  const xml = eventXml(qiao, fields);
  const { text } = await push(qiao, xml);
  if (text !== 'success') throw new Error(`an event was answered ${text}`);
  const done = 'select from callback_receipt where dedup_key = $1 and processed_at is not null';
  await eventually(async () => (await query(done, [digest(xml)])).length === 1, LONG_MS);
}

/** The browser comes back; resolves when its code was taken, or not. Its page waits longer where nothing has ended. */
export async function comeBack(qiao: Qiao, session: Prepared, url: string): Promise<void> {
  const waiting = await waiters(qiao, session);
  const before = waiting();
  let isAnswered = false;
  void fetch(url)
    .then((page) => page.text())
    .catch(() => '')
    .then(() => {
      isAnswered = true;
    });
  await eventually(() => isAnswered || waiting() > before, LONG_MS);
}

/** Tells how many wait for the end of this session. */
async function waiters(qiao: Qiao, { id }: Prepared): Promise<() => number> {
  const [row] = await query('select installation_id from authorization_session where id = $1', [id]);
  const end = authorizationEnded.create(String(row?.installation_id), {
    sessionId: id,
    accountId: '',
    status: 'COMPLETED',
    failure: null,
  });
  const subscribers: Set<{ wants(event: unknown): boolean }> = Reflect.get(qiao.services.push, 'subscribers');
  return () => [...subscribers].filter((one) => one.wants(end)).length;
}

/** Whatever the session has begun by itself is over. */
export async function atRest({ id }: Prepared): Promise<void> {
  const busy = `select from authorization_session where id = $1 and status = 'PENDING' and code is not null`;
  await eventually(async () => (await query(busy, [id])).length === 0, LONG_MS);
}

/** Exchanges of codes from a browser fail to begin until {@link resume}. */
export async function keepBusy(qiao: Qiao): Promise<void> {
  await sql(qiao, 'create table resumed (id uuid primary key)');
  await sql(qiao, 'grant select on resumed to public');
  await sql(
    qiao,
    `create function hold_exchange() returns trigger language plpgsql as
       $$ begin if exists (select from resumed r where r.id = new.id) then return new; end if; raise 'held'; end $$`,
  );
  await sql(
    qiao,
    `create trigger hold before update on authorization_session for each row
       when (old.step = 'CONFIRMED' and new.step = 'EXCHANGING' and old.code = new.code) execute function hold_exchange()`,
  );
}

export const beIdle = (qiao: Qiao): Promise<unknown> =>
  sql(qiao, 'drop trigger if exists hold on authorization_session');

/** The job of this session begins it. */
export async function resume(qiao: Qiao, session: Prepared): Promise<void> {
  await sql(qiao, 'insert into resumed values ($1)', [session.id]);
  await hurry(qiao, 'key = $1', [`exchange:${session.id}`]);
  await atRest(session);
}

/** Where it stands now. Its tokens work exactly where the account says that they do. */
export async function endOf(qiao: Qiao, { admin, sessionId, accountId }: Prepared): Promise<End> {
  const { status: session, step } = await sessionOf(admin, sessionId);
  const { status: account, state } = await healthOf(admin, accountId);
  const { appId } = await accountOf(admin, accountId);
  const works = appId !== null && (await succeeds(callAs(qiao, appId)));
  const credential = works === (state === 'VALID') ? (state ?? 'NONE') : `${state}, but works: ${works}`;
  return { session, step, account, credential } as End;
}

/** How often WeChat was asked for each of these codes. */
export async function exchangesFor(qiao: Qiao, codes: readonly string[]): Promise<number[]> {
  const asked = await exchangesOf(qiao);
  return [...new Set(codes)].map((code) => asked.get(code)?.length ?? 0);
}

export async function eachAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );
