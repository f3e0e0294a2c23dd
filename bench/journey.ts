import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Benchmark } from './kit/benchmark.ts';
import { type Ready, withQiao } from './kit/development.ts';
import { figuresOf, printFigures } from './kit/figures.ts';
import { startClients } from './kit/load.ts';
import { COMPONENT, withInstallation } from './kit/production.ts';

const RUNS = 60;
/** Between two deeds of the follower. */
const APART_MS = 1500;
/** How often the contact is looked at. */
const LOOK_MS = 5;
const EVENTS_PER_SECOND = 500;
const SECONDS = 20;
const EVERY_MS = 50;
const APP_ID = 'wx0123456789abcdef';

/**
 * What a follower does: from the phone to the contact, and what others feel of 500 a second. The first runs `npm start`, so the
 * sandbox's work is in it; the second a server and a worker as in production.
 */
export const bench: Benchmark = async ({ quick, ...options }) => {
  await withQiao({}, async ({ ready }) => {
    const journey = await Journey.begin(ready);
    for (let run = 0; run < 5; run += 1) await journey.run();
    const times: number[] = [];
    for (let run = 0; run < (quick ? RUNS / 4 : RUNS); run += 1) times.push(await journey.run());
    const figures = figuresOf(times);
    printFigures([[`phone → contact, ${times.length} runs`, figures]], figures);
  });
  await withInstallation({ profile: false, ...options }, async ({ id, site, accountIds }, qiao) => {
    const database = new pg.Client({ connectionString: qiao.postgres.superuserUrl });
    await database.connect();
    await database.query(
      `insert into authorizer (installation_id, app_id, account_id, permission_sets, authorized_at) values ($1, $2, $3, '[1]', now())`,
      [id, APP_ID, accountIds[0]],
    );
    const worker = qiao.startWorker();
    const token = await qiao.token(site);
    const query = '{ officialAccounts(first: 5) { edges { node { id displayName status } } } }';
    const alone = figuresOf(await timesOf(qiao.url, token, query, quick ? 5 : SECONDS));
    const clients = await startClients();
    const seconds = quick ? 5 : SECONDS;
    const load = clients.send({
      ...{ url: `${qiao.url}/wechat/messages/${APP_ID}`, headers: {}, requests: { events: COMPONENT } },
      ...{ connections: 20, seconds, perSecond: EVENTS_PER_SECOND },
    });
    const beside = figuresOf(await timesOf(qiao.url, token, query, seconds));
    const { perSecond, p99, failed } = await load;
    const { rows } = await database.query<{ booked: number; open: number }>(
      `select count(*) filter (where outcome = 'BOOKED')::int as booked, count(*) filter (where outcome is null)::int as open from inbox_message`,
    );
    console.log('');
    printFigures(
      [
        ['a query, alone', alone],
        [`a query, beside ${Math.round(perSecond)} events/s (p99 of their answers ${p99} ms)`, beside],
      ],
      alone,
    );
    console.log(`\nbooked ${rows[0]?.booked}, not yet ${rows[0]?.open}, refused ${failed}`);
    await Promise.all([clients.close(), database.end(), worker.end()]);
  });
};

/** Of a client that asks all the time, twenty times a second. */
async function timesOf(url: string, token: string, query: string, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    const begun = performance.now();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    if (!response.ok) throw new Error(`the query is answered ${response.status}`);
    await response.text();
    times.push(performance.now() - begun);
    await sleep(EVERY_MS);
  }
  return times;
}

/** A follower whose contact is known, and who uses the menu. */
class Journey {
  private clicks = 0;

  private constructor(
    private readonly ready: Ready,
    private readonly appId: string,
  ) {}

  static async begin(ready: Ready): Promise<Journey> {
    const { createContactField } = await ask<{ createContactField: { contactField: { id: string } } }>(
      ready,
      'mutation { createContactField(input: { purpose: OPEN_ID, name: "OpenID of the benchmark" }) { contactField { id } } }',
    );
    const { terms } = await ask<{ terms: { version: string } }>(ready, '{ terms { version } }');
    const input = {
      ...{ openIdFieldId: createContactField.contactField.id, defaultCampaign: '1234' },
      acceptedTermsVersion: terms.version,
    };
    const { addOfficialAccount } = await ask<{ addOfficialAccount: { officialAccount: { id: string } } }>(
      ready,
      'mutation ($input: AddOfficialAccountInput!) { addOfficialAccount(input: $input) { officialAccount { id } } }',
      { input },
    );
    const { id } = addOfficialAccount.officialAccount;
    const { authorizeAccount } = await ask<{
      authorizeAccount: { authorizationSession: { mobileUrl: string } };
    }>(
      ready,
      'mutation ($id: ID!) { authorizeAccount(input: { accountId: $id }) { authorizationSession { mobileUrl } } }',
      { id },
    );
    const account = { nickName: 'bench', serviceType: 'SERVICE', verified: true };
    const { appId } = await post<{ appId: string }>(`${ready.sandbox.wechat}/_sandbox/accounts`, account);
    const { mobileUrl: authorizationUrl } = authorizeAccount.authorizationSession;
    await post(`${ready.sandbox.wechat}/_sandbox/scan`, { authorizationUrl, appId, decision: 'CONFIRM' });
    await until(async () => {
      const found = await ask<{ officialAccount: { status: string } }>(
        ready,
        'query ($id: ID!) { officialAccount(id: $id) { status } }',
        { id },
      );
      return found.officialAccount.status === 'ACTIVE';
    });
    const journey = new Journey(ready, appId);
    await journey.does('subscribe');
    const followers =
      'query ($id: ID!) { officialAccount(id: $id) { followers(first: 1) { edges { node { id } } } } }';
    let followerId = '';
    await until(async () => {
      const found = await ask<{ officialAccount: { followers: { edges: { node: { id: string } }[] } } }>(
        ready,
        followers,
        { id },
      );
      followerId = found.officialAccount.followers.edges[0]?.node.id ?? '';
      return followerId !== '';
    });
    await ask(
      ready,
      'mutation ($input: LinkFollowerInput!) { linkFollower(input: $input) { userErrors { message } } }',
      { input: { followerId, contact: { contactId: '501' } } },
    );
    await until(async () => (await journey.arrived()) > 0);
    return journey;
  }

  /** Milliseconds from the tap on the phone until the contact has the activity. */
  async run(): Promise<number> {
    // Until the import before has ended: the next one waits for it.
    await sleep(APART_MS);
    const before = await this.arrived();
    const begun = performance.now();
    await this.does('CLICK');
    await until(async () => (await this.arrived()) > before);
    return performance.now() - begun;
  }

  private does(type: string): Promise<unknown> {
    this.clicks += 1;
    const deed = { type, openId: 'o-bench', eventKey: type === 'CLICK' ? `K${this.clicks}` : '' };
    return post(`${this.ready.sandbox.wechat}/_sandbox/accounts/${this.appId}/events`, deed);
  }

  private async arrived(): Promise<number> {
    const response = await fetch(`${this.ready.sandbox.eloqua}/_sandbox/activities`);
    return ((await response.json()) as { activities: unknown[] }).activities.length;
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(LOOK_MS);
}

async function ask<T>({ graphql, token }: Ready, query: string, variables: object = {}): Promise<T> {
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function post<T>(url: string, body: object): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the sandbox answers ${response.status} to ${url}`);
  return (await response.json()) as T;
}
