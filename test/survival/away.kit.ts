import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import type { Qiao } from '../kit/qiao.ts';
import type { Fault, WeChatControl } from '../kit/wechat.ts';

/** How an answer of WeChat's fails. */
export type Failure = Omit<Fault, 'path' | 'times'>;

/** The way to WeChat's API, on which the sandbox's faults hit the calls of one account only. */
export interface AimedFaults {
  /** What takes the place of `WECHAT_API_URL`. */
  readonly url: string;
  /** Where calls go. */
  target: string;
  /** The next calls of this API that mention `what` fail so; its path below `/cgi-bin/`. */
  aim(api: string, what: string, failure: Failure, times: number): void;
  /** The next answers of this API that mention `what`, or are to calls that do, come changed. */
  bend(api: string, what: string, change: (json: string) => string, times: number): void;
  /** No call fails any more, and no answer is changed. */
  clear(): void;
  close(): Promise<void>;
}

interface Bent {
  readonly path: string;
  readonly what: string;
  readonly change: (json: string) => string;
  left: number;
}

interface Aimed {
  readonly path: string;
  readonly what: string;
  readonly failure: Failure;
  left: number;
}

export async function aimFaults(): Promise<AimedFaults> {
  let aimed: Aimed[] = [];
  let bent: Bent[] = [];
  /** One call of a path at a time: the fault that is ordered for it hits no other. */
  const turns = new Map<string, Promise<void>>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const path = (request.url ?? '').split('?')[0] ?? '';
    const turn = (turns.get(path) ?? Promise.resolve()).then(() => pass(path, body, request, response));
    turns.set(path, turn);
  });
  const pass = async (path: string, body: string, request: IncomingMessage, response: ServerResponse) => {
    const hit = aimed.find((each) => each.left > 0 && each.path === path && body.includes(each.what));
    if (hit) {
      hit.left -= 1;
      await post(`${aims.target}/_sandbox/faults`, JSON.stringify({ path, times: 1, ...hit.failure }));
    }
    const answer = await post(`${aims.target}${request.url}`, body).catch(() => null);
    if (!answer) return void request.socket.resetAndDestroy();
    const told = body + answer.text;
    const bend = bent.find((each) => each.left > 0 && each.path === path && told.includes(each.what));
    if (bend) bend.left -= 1;
    response.writeHead(answer.status, { 'content-type': answer.type });
    response.end(bend ? bend.change(answer.text) : answer.text);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const aims: AimedFaults = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target: '',
    aim: (api, what, failure, times) =>
      void aimed.push({ path: `/cgi-bin/${api}`, what, failure, left: times }),
    bend: (api, what, change, times) =>
      void bent.push({ path: `/cgi-bin/${api}`, what, change, left: times }),
    clear() {
      aimed = [];
      bent = [];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return aims;
}

async function post(url: string, body: string): Promise<{ status: number; type: string; text: string }> {
  const answer = await fetch(url, { method: 'POST', body });
  const type = answer.headers.get('content-type') ?? 'text/plain';
  return { status: answer.status, type, text: await answer.text() };
}

/** The calls that the sandbox's journal has of an API and that mention `what`. */
export async function callsOf(wechat: WeChatControl, api: string, what = ''): Promise<number> {
  const entries = await wechat.requests(`/cgi-bin/${api}`);
  return entries.filter(({ body }) => JSON.stringify(body ?? null).includes(what)).length;
}

/**
 * Where no callback is being processed and every job of a session waits, the time passes until the first of them is due:
 * for its jobs, its lease, its code and our component, so that nothing happens in another order than it would.
 */
const PASS_TIME = `with job as (
    select j.id, j.run_at, j.locked_at, (j.payload->'payload'->>'sessionId')::uuid as session
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'authorization.exchange' and (j.attempts < j.max_attempts or j.locked_at is not null)
  ), idle as (
    select session, min(run_at) - now() as wait from job
    where not exists (select from callback_receipt where processed_at is null)
    group by session having bool_and(locked_at is null) and min(run_at) > now()
  ), moved as (
    update graphile_worker._private_jobs j set run_at = j.run_at - idle.wait
    from job join idle using (session) where j.id = job.id and j.locked_at is null
  ), rested as (
    update component c set rests_until = c.rests_until - w.wait, refresh_lease = c.refresh_lease - w.wait
    from (select max(wait) as wait from idle) w where w.wait is not null and c.rests_until > now()
  ), aged as (
    update authorization_session s
    set lease_until = s.lease_until - idle.wait, confirmed_at = s.confirmed_at - idle.wait,
      undecided_since = s.undecided_since - idle.wait
    from idle where s.id = idle.session
  ), woken as (
    select pg_notify('jobs:insert', '{"count":8}') where exists (select from idle)
  )
  select (select count(*) from job) + (select count(*) from woken)
    + (select count(*) from authorization_session where status = 'PENDING' and id = any($1)) as left`;

/** Time passes until these sessions have ended and no session has a job left. */
export const passTime = (qiao: Qiao, sessions: readonly { id: string }[], timeoutMs: number): Promise<void> =>
  withClient(qiao.database.superuserUrl, (client) =>
    eventually(
      async () => {
        const { rows } = await client.query<{ left: string }>(PASS_TIME, [sessions.map(({ id }) => id)]);
        return rows[0]?.left === '0';
      },
      timeoutMs,
      50,
    ),
  );
