import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Balancer, startBalancer } from '../kit/balancer.ts';
import { eventually } from '../kit/eventually.ts';
import { freePort } from '../kit/ports.ts';
import { Child } from '../kit/processes.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { ownId, settled, sql } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';
import { confirm, expectWorkingTokens, type Prepared, prepare } from './kit.ts';

const NOTE = `mutation ($accountId: ID!, $note: String!) {
  updateOfficialAccount(input: { accountId: $accountId, note: $note }) { officialAccount { version } userErrors { code } }
}`;
const SITE = 'rolling';
const PAUSE_MS = 40;

let qiao: Qiao;
let balancer: Balancer;
let children: Child[];
let account: { readonly appId: string; readonly accountId: string };
beforeAll(async () => {
  qiao = await startQiao({ run: false });
  const first = await freePort(1);
  const ports = [first, first + 1];
  balancer = await startBalancer(qiao.config.port, ports);
  children = [
    ...ports.map((port) => new Child('server', qiao, { PORT: String(port) })),
    ...[1, 2].map(() => new Child('worker', qiao)),
  ];
  await Promise.all(children.map((child) => child.start()));
  await eventually(() => qiao.services.component.hasTicket(), 60_000);
  account = await authorized(qiao, await qiao.caller({ site: SITE }), COMPLETE);
});
afterAll(async () => {
  await Promise.all(children.map((child) => child.kill()));
  await balancer.close();
  await qiao.close();
});

/** What goes on while processes are replaced: somebody changes an account, WeChat pushes, somebody reads. */
class Load {
  readonly noted: string[] = [];
  readonly pushed: string[] = [];
  private isOver = false;
  private readonly loops: Promise<void>[] = [];

  constructor(private readonly token: string) {
    this.loop((number) => this.note(`load-${number}`));
    this.loop((number) => this.push(`o-load-${number}`));
    this.loop(() => this.readViewer());
  }

  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.loops);
  }

  private loop(work: (number: number) => Promise<void>): void {
    this.loops.push(
      (async () => {
        for (let number = 1; !this.isOver; number += 1) {
          await work(number);
          await sleep(PAUSE_MS);
        }
      })(),
    );
  }

  /** A mutation that was not answered is sent again, with the same key. */
  private async note(note: string): Promise<void> {
    const body = JSON.stringify({ query: NOTE, variables: { accountId: account.accountId, note } });
    for (;;) {
      const answer = await this.post(body, { 'idempotency-key': note });
      if (answer) {
        expect(answer.data?.updateOfficialAccount?.userErrors).toEqual([]);
        break;
      }
      await sleep(PAUSE_MS);
    }
    this.noted.push(note);
  }

  /** WeChat pushes again by itself. */
  private async push(openId: string): Promise<void> {
    const { pushes } = await qiao.wechat.call<{ pushes: { status: string }[] }>(
      'POST',
      `/_sandbox/accounts/${account.appId}/events`,
      { type: 'subscribe', openId },
    );
    expect(pushes.map(({ status }) => status)).toEqual(['ACCEPTED']);
    this.pushed.push(openId);
  }

  private async readViewer(): Promise<void> {
    await this.post(JSON.stringify({ query: '{ viewer { userId } }' }));
  }

  private async post(body: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${qiao.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}`, ...headers },
      body,
    }).catch(() => null);
    return response?.ok
      ? ((await response.json()) as { data?: { updateOfficialAccount?: { userErrors: object[] } } })
      : null;
  }
}

test('two servers and two workers are replaced one after the other, under load: nothing is lost, nothing is done twice', async () => {
  const load = new Load(await qiao.token({ site: SITE }));
  const sessions: Prepared[] = [];
  for (const [index, child] of children.entries()) {
    const session = await prepare(qiao, `rolling${index}`);
    sessions.push(session);
    const confirmed = confirm(qiao, session);
    expect(await child.stop()).toBe(0);
    await child.start();
    await confirmed;
  }
  await load.end();
  const ended = await Promise.all(sessions.map((session) => session.ended));
  await settled(qiao);

  expect(ended.map(({ status }) => status)).toEqual(sessions.map(() => 'COMPLETED'));
  for (const session of sessions) await expectWorkingTokens(qiao, session.appId);
  const [edited] = await sql(
    qiao,
    `select note, (select count(*)::int from audit_entry where action = 'updateOfficialAccount') as edits
     from official_account where id = $1`,
    [ownId(account.accountId)],
  );
  expect(edited).toEqual({ note: load.noted.at(-1), edits: load.noted.length });
  const booked = await sql<{ openId: string }>(
    qiao,
    `select f.open_id as "openId" from activity a join follower f on f.id = a.follower_id where f.open_id ~ '^o-load-'`,
  );
  expect(booked.map(({ openId }) => openId).toSorted()).toEqual(load.pushed.toSorted());
  for (const many of [load.noted, load.pushed]) expect(many.length).toBeGreaterThan(10);
  expect(balancer.passedOn).toBeGreaterThan(0);
}, 300_000);
