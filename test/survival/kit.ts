import pg from 'pg';
import { WeChatError } from '../../src/integrations/wechat/errors.ts';
import { sandboxComponent } from '../../src/main/sandbox-component.ts';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import {
  type AddOfficialAccountInput,
  GetCredentialDocument,
  OfficialAccountChangedDocument,
  type SessionFragment,
} from '../kit/generated/operations.ts';
import type { Qiao } from '../kit/qiao.ts';
import { ownId, sql } from '../kit/stored.ts';
import { addAccount, COMPLETE, listening, openSession, outcome } from '../kit/stories.ts';
import type { JournalEntry, NewWeChatAccount, ScanOptions } from '../kit/wechat.ts';

/** A session whose WeChat page is open, and somebody who waits for its end. */
export interface Prepared {
  readonly admin: TestClient;
  readonly accountId: string;
  readonly appId: string;
  readonly sessionId: string;
  /** The session's id in the database. */
  readonly id: string;
  /** WeChat's page, to be scanned. */
  readonly page: string;
  readonly preAuthCode: string;
  readonly ended: Promise<SessionFragment>;
}

/** A session of an account of its own, in an installation of its own. */
export async function prepare(
  qiao: Qiao,
  site: string,
  wechat: Partial<NewWeChatAccount> = {},
  input: AddOfficialAccountInput = COMPLETE,
): Promise<Prepared> {
  const admin = await qiao.caller({ site });
  const { id: accountId } = await addAccount(admin, input);
  const { appId } = await qiao.wechat.account({ nickName: site, ...wechat });
  return prepareAgain(qiao, { admin, accountId, appId });
}

/** Another session of an account that there is. */
export async function prepareAgain(
  qiao: Qiao,
  { admin, accountId, appId }: Pick<Prepared, 'admin' | 'accountId' | 'appId'>,
): Promise<Prepared> {
  const session = await openSession(admin, accountId);
  const page = await qiao.wechat.openLaunchPage(session.launchUrl);
  const ended = outcome(admin, session.id);
  ended.catch(() => {});
  const preAuthCode = new URL(page).searchParams.get('pre_auth_code') ?? '';
  return { admin, accountId, appId, sessionId: session.id, id: ownId(session.id), page, preAuthCode, ended };
}

/** The administrator confirms; the browser does not come back unless told. Returns the code. */
export async function confirm(
  qiao: Qiao,
  { page, appId }: Prepared,
  options: ScanOptions = {},
): Promise<string> {
  const { redirectUrl } = await qiao.wechat.scan(page, appId, { follow: false, ...options });
  return new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
}

/** Rows, or a key, that a transaction of the test's own keeps, so that Qiao waits in the middle of one of its own. */
export interface Hold {
  /** Resolves when somebody waits for it. */
  met(): Promise<void>;
  /** Ends the transaction, so that waiting code continues. */
  pass(): Promise<void>;
  /** Ends the transaction; first the connections that wait, since their process is dead. */
  release(): Promise<void>;
}

/** What a test holds, to be let go of when it is over. */
export class Holds {
  private readonly held = new Set<Hold>();

  constructor(private readonly qiao: () => Qiao) {}

  /** @param text locks rows, or a table */
  async rows(text: string, ...values: unknown[]): Promise<Hold> {
    const qiao = this.qiao();
    const client = new pg.Client({ connectionString: qiao.database.superuserUrl });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const pid = rows[0]?.pid;
    await client.query('begin');
    await client.query(text, values);
    const waiting = 'from pg_stat_activity where $1 = any(pg_blocking_pids(pid))';
    const hold: Hold = {
      met: () => eventually(async () => (await sql(qiao, `select pid ${waiting}`, [pid])).length > 0),
      pass: async () => {
        if (!this.held.delete(hold)) return;
        await client.query('rollback');
        await client.end();
      },
      release: async () => {
        await sql(qiao, `select pg_terminate_backend(pid) ${waiting}`, [pid]);
        await hold.pass();
      },
    };
    this.held.add(hold);
    return hold;
  }

  /** A job of the same key cannot be committed meanwhile, nor what its transaction does beside. */
  key(key: string): Promise<Hold> {
    const add = `select graphile_worker.add_job('authorization.exchange', '{}'::json, job_key => $1)`;
    return this.rows(add, key);
  }

  async letGo(): Promise<void> {
    for (const hold of this.held) await hold.release();
  }
}

/** A minute passes: leases have expired, and waiting jobs are due. */
export async function passLeases(qiao: Qiao): Promise<void> {
  await sql(qiao, `update authorization_session set lease_until = now() where lease_until is not null`);
  await sql(qiao, `update graphile_worker._private_jobs set run_at = now() where key like 'exchange:%'`);
}

/** The exchanges that WeChat was asked for, by code. */
export async function exchangesOf(qiao: Qiao): Promise<Map<string, readonly JournalEntry[]>> {
  const byCode = new Map<string, JournalEntry[]>();
  for (const entry of await qiao.wechat.calls('api_query_auth')) {
    const code = (entry.body as { authorization_code: string }).authorization_code;
    byCode.set(code, [...(byCode.get(code) ?? []), entry]);
  }
  return byCode;
}

/** Calls WeChat on behalf of an account, as anybody would who has the stored tokens; then with refreshed ones. */
export async function expectWorkingTokens(qiao: Qiao, appId: string): Promise<void> {
  await callAs(qiao, appId);
  await sql(qiao, 'update credential set access_token_usable_until = null where app_id = $1', [appId]);
  await callAs(qiao, appId);
}

/** @throws {WeChatError} what WeChat answers, where it is an error */
export function callAs(
  { services, wechat }: Pick<Qiao, 'services' | 'wechat'>,
  appId: string,
): Promise<void> {
  return services.tokens.call(appId, async (token) => {
    const response = await fetch(`${wechat.url}/cgi-bin/user/get?access_token=${token}`);
    const { errcode } = (await response.json()) as { errcode?: number };
    // The token is proved before it is asked what the account may do.
    if (errcode && ![48001, 61007].includes(errcode)) throw new WeChatError('user/get', errcode);
  });
}

export interface StoredToken extends Readonly<Record<string, unknown>> {
  readonly version: number;
  readonly usable: boolean;
  readonly leased: boolean;
  readonly failing: boolean;
}

/** How the stored tokens of an account are; undefined where it has none. */
export async function tokenOf(qiao: Qiao, appId: string): Promise<StoredToken | undefined> {
  const [found] = await sql<StoredToken>(
    qiao,
    `select token_version as version, coalesce(access_token_usable_until > now(), false) as usable,
       coalesce(refresh_lease > now(), false) as leased, failing_since is not null as failing
     from credential where app_id = $1`,
    [appId],
  );
  return found;
}

/** A job of the timetable, at once. */
export const runNow = (qiao: Qiao, task: string): Promise<unknown> =>
  sql(qiao, `select graphile_worker.add_job($1, '{}'::json)`, [task]);

/** Nothing that WeChat pushes arrives meanwhile, and nothing comes again. */
export async function unheard<T>(qiao: Qiao, work: () => Promise<T>): Promise<T> {
  const ours = sandboxComponent(qiao.config);
  const nowhere = { ...ours, authorizationEventsUrl: 'http://127.0.0.1:9/' };
  return qiao.wechat.withSettings({ authorizationEventTries: 1 }, async () => {
    await qiao.wechat.call('POST', '/_sandbox/components', nowhere);
    try {
      return await work();
    } finally {
      await qiao.wechat.call('POST', '/_sandbox/components', ours);
    }
  });
}

/** The code in the latest event of that name which WeChat pushed about an account, whether or not it arrived. */
export async function pushedCode(qiao: Qiao, name: string, appId: string): Promise<string> {
  const { pushes } = await qiao.wechat.call<{ pushes: { message: string }[] }>(
    'GET',
    `/_sandbox/pushes?name=${name}&appId=${appId}`,
  );
  const code = /<AuthorizationCode><!\[CDATA\[(.+?)\]\]>/.exec(pushes.at(-1)?.message ?? '')?.[1];
  if (!code) throw new Error(`WeChat pushed no ${name}`);
  return code;
}

/** What people see of an account's health. */
export async function healthOf(client: TestClient, accountId: string) {
  const { officialAccount } = await client.run(GetCredentialDocument, { id: accountId });
  const { status, credential, requirements } = officialAccount ?? {};
  const missing = requirements?.filter(({ severity }) => severity === 'BLOCKING').map(({ code }) => code);
  const { state, stateReason: reason, nextRefreshAt } = credential ?? {};
  return { status, state, reason, nextRefreshAt, missing };
}

/** What is told of an account from now on: each event's status, and whether it is about the credential. */
export async function told(qiao: Qiao, client: TestClient, accountId: string): Promise<string[]> {
  const heard: string[] = [];
  const events = await listening(qiao, 1, () =>
    client.subscribe(OfficialAccountChangedDocument, { accountIds: [accountId] }),
  );
  void (async () => {
    for await (const { data } of events) {
      const { account, changedPaths = [] } = data?.officialAccountChanged ?? {};
      heard.push(`${account?.status}${changedPaths.includes('credential') ? ' credential' : ''}`);
    }
  })();
  return heard;
}

/** WeChat's list as it would be had every authorization been given so much earlier: what time that passes does to it. */
export const listedEarlier =
  (seconds: number) =>
  (json: string): string =>
    json.replace(/"auth_time":(\d+)/g, (_, time) => `"auth_time":${Number(time) - seconds}`);
