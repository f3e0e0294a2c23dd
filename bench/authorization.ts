import { once } from 'node:events';
import pg from 'pg';
import WebSocket from 'ws';
import type { EmbeddedPostgres } from '../src/app/embedded-postgres/embedded-postgres.ts';
import { type Ready, withQiao } from './kit/development.ts';
import { type Figures, figuresOf, printFigures } from './kit/figures.ts';

const RUNS = 200;
const WARM_UP = 60;
const SOCKETS = 2000;

/** Times of one authorization in milliseconds. */
interface Run {
  /** From WeChat's push to the client's WebSocket frame. */
  readonly whole: number;
  /** From the commit that completes the session, as recorded by PostgreSQL, to the client's frame. */
  readonly commitToFrame: number;
  /** For comparison: from the same commit to a plain `LISTEN` of PostgreSQL. */
  readonly commitToListen: number;
}

/**
 * Measures how fast a waiting client receives the event. `npm start` runs in a separate process on the same machine, so
 * one clock measures everything. The redirect is not followed: only the event brings the code.
 */
export async function bench(): Promise<void> {
  await withQiao({ prepare: recordCommits }, async ({ ready, postgres }) => {
    const bench = await AuthorizationBench.open(ready, postgres.url);
    await bench.runs(WARM_UP);
    const alone = await bench.runs(RUNS);
    report(`${RUNS} runs, no other socket`, alone);
    await bench.openSockets(SOCKETS);
    report(`${RUNS} runs, ${SOCKETS} other sockets subscribed`, await bench.runs(RUNS));
    await bench.close();
  });
}

function report(title: string, runs: readonly Run[]): void {
  const peer: Figures = figuresOf(runs.map((run) => run.commitToListen));
  console.log(`${title}\n`);
  printFigures(
    [
      ['push of WeChat → frame of the client', figuresOf(runs.map((run) => run.whole))],
      ['commit → frame of the client', figuresOf(runs.map((run) => run.commitToFrame))],
      ['peer: commit → bare LISTEN', peer],
    ],
    peer,
  );
  console.log('');
}

/** Lets PostgreSQL record when each transaction was committed. */
async function recordCommits(postgres: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.superuserUrl });
  await client.connect();
  await client.query('alter system set track_commit_timestamp = on');
  await client.end();
  await postgres.restart();
}

/** The peer of the event log: PostgreSQL's own notification of a session that ends. */
const NOTIFY_ENDS = `
  create or replace function notify_bench() returns trigger language plpgsql as $$
    begin perform pg_notify('bench', new.id::text); return null; end $$;
  create or replace trigger notify_bench after update of status on authorization_session
    for each row execute function notify_bench()`;

const now = (): number => performance.timeOrigin + performance.now();

class AuthorizationBench {
  private readonly sockets: WebSocket[] = [];
  private heard = new Map<string, number>();

  private constructor(
    private readonly ready: Ready,
    private readonly database: pg.Client,
  ) {}

  static async open(ready: Ready, databaseUrl: string): Promise<AuthorizationBench> {
    const database = new pg.Client({ connectionString: databaseUrl });
    // If a run fails, the server stops before this session.
    database.on('error', () => {});
    await database.connect();
    const bench = new AuthorizationBench(ready, database);
    const installation = await database.query<{ installation_id: string }>(
      'select installation_id from installation_site',
    );
    await database.query(`select set_config('qiao.installation', $1, false)`, [
      installation.rows[0]?.installation_id,
    ]);
    database.on('notification', ({ payload }) => bench.heard.set(payload ?? '', now()));
    await database.query(NOTIFY_ENDS);
    await database.query('listen bench');
    return bench;
  }

  async runs(count: number): Promise<Run[]> {
    const runs: Run[] = [];
    for (let n = 0; n < count; n += 1) runs.push(await this.run());
    return runs;
  }

  /** Clients that wait for another session, which never ends. */
  async openSockets(count: number): Promise<void> {
    const { sessionId } = await this.newSession();
    for (let opened = 0; opened < count; opened += 100) {
      await Promise.all(
        Array.from({ length: 100 }, async () => this.sockets.push((await this.subscribe(sessionId)).socket)),
      );
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    await this.database.end();
  }

  private async run(): Promise<Run> {
    const { sessionId, mobileUrl } = await this.newSession();
    const { socket, frame } = await this.subscribe(sessionId);
    const { appId } = await this.sandbox<{ appId: string }>('/_sandbox/accounts', {
      nickName: 'bench',
      serviceType: 'SERVICE',
      verified: true,
    });
    const scan = { authorizationUrl: mobileUrl, appId, decision: 'CONFIRM', event: 'BEFORE', follow: false };
    const { pushes } = await this.sandbox<{ pushes: { tries: { at: string }[] }[] }>('/_sandbox/scan', scan);
    const framed = await frame;
    socket.terminate();
    const id = Buffer.from(sessionId, 'base64url').toString().split(':')[1] ?? '';
    while (!this.heard.has(id)) await once(this.database, 'notification');
    const { rows } = await this.database.query<{ ms: string }>(
      'select extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000 as ms from authorization_session where id = $1',
      [id],
    );
    const committed = Number(rows[0]?.ms);
    const pushed = Date.parse(pushes[0]?.tries[0]?.at ?? '');
    return {
      whole: framed - pushed,
      commitToFrame: framed - committed,
      commitToListen: (this.heard.get(id) ?? Number.NaN) - committed,
    };
  }

  private async newSession(): Promise<{ sessionId: string; mobileUrl: string }> {
    const { addOfficialAccount } = await this.ask<{
      addOfficialAccount: { officialAccount: { id: string } };
    }>('mutation { addOfficialAccount(input: {}) { officialAccount { id } } }');
    const { authorizeAccount } = await this.ask<{
      authorizeAccount: { authorizationSession: { id: string; mobileUrl: string } };
    }>(
      'mutation ($id: ID!) { authorizeAccount(input: { accountId: $id }) { authorizationSession { id mobileUrl } } }',
      { id: addOfficialAccount.officialAccount.id },
    );
    const { id: sessionId, mobileUrl } = authorizeAccount.authorizationSession;
    return { sessionId, mobileUrl };
  }

  /** Resolves when the server has the subscription; `frame` is the time of its event. */
  private async subscribe(sessionId: string): Promise<{ socket: WebSocket; frame: Promise<number> }> {
    const socket = new WebSocket(this.ready.subscriptions, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(
      JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${this.ready.token}` } }),
    );
    await once(socket, 'message');
    const query = 'subscription ($id: ID!) { authorizationCompleted(sessionId: $id) { status } }';
    socket.send(
      JSON.stringify({ type: 'subscribe', id: '1', payload: { query, variables: { id: sessionId } } }),
    );
    const frame = once(socket, 'message').then(() => now());
    // A query is answered only after the earlier subscription has started.
    await this.settle();
    return { socket, frame };
  }

  /** The server starts a subscription within one round trip, as long as a query takes. */
  private async settle(): Promise<void> {
    await this.ask('{ installation { id } }');
  }

  private async ask<T>(query: string, variables: object = {}): Promise<T> {
    const response = await fetch(this.ready.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.ready.token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  private async sandbox<T>(path: string, body: object): Promise<T> {
    const response = await fetch(this.ready.sandbox.wechat + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as T;
  }
}
