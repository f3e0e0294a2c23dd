import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Balancer, startBalancer } from '../kit/balancer.ts';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { GetOfficialAccountDocument } from '../kit/generated/operations.ts';
import { freePort } from '../kit/ports.ts';
import { Child } from '../kit/processes.ts';
import { Program } from '../kit/program.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled } from '../kit/stored.ts';
import { addAccount } from '../kit/stories.ts';
import { confirm, expectWorkingTokens, prepare } from './kit.ts';

const MIGRATION = `-- Locks official_account for a moment. The version before works on.
alter table official_account add column planted text;
create table planted (id uuid primary key);
`;

let qiao: Qiao;
let balancer: Balancer;
/** The build of the next version: it differs by its migration. */
let next: string;
let before: { server: Child; worker: Child };
let after: { server: Child; worker: Child };
let urls: string[];
beforeAll(async () => {
  const programs = inject('programs');
  // Beside the other one, because it finds packages there.
  next = mkdtempSync(join(dirname(programs), 'qiao-next-'));
  cpSync(programs, next, { recursive: true });
  writeFileSync(join(next, 'migrations/9999_planted.sql'), MIGRATION);
  qiao = await startQiao({ run: false });
  const first = await freePort(1);
  const ports = [first, first + 1];
  urls = ports.map((port) => `http://127.0.0.1:${port}`);
  balancer = await startBalancer(qiao.config.port, ports);
  const [port, nextPort] = ports.map((port) => ({ PORT: String(port) }));
  before = { server: new Child('server', qiao, port), worker: new Child('worker', qiao) };
  after = {
    server: new Child('server', qiao, nextPort, next),
    worker: new Child('worker', qiao, {}, next),
  };
  await Promise.all([before.server.start(), before.worker.start()]);
  await eventually(() => qiao.services.component.hasTicket(), 60_000);
});
afterAll(async () => {
  await Promise.all([before, after].flatMap(({ server, worker }) => [server.kill(), worker.kill()]));
  await balancer.close();
  await qiao.close();
  rmSync(next, { recursive: true, force: true });
});

const readiness = async (url: string | undefined) => {
  const response = await fetch(`${url}/readyz`);
  return [response.status, ((await response.json()) as { migrations: string }).migrations];
};

/** Statements that a connection has prepared are used again: each connection of a pool reads, and writes. */
const use = (admin: TestClient, accountId: string) =>
  Promise.all(
    Array.from({ length: 12 }, async () => {
      const { officialAccount } = await admin.run(GetOfficialAccountDocument, { id: accountId });
      expect(officialAccount?.id).toBe(accountId);
      await addAccount(admin);
    }),
  );

test('a version with another migration takes the place of the one before while a client waits for an authorization', async () => {
  const session = await prepare(qiao, 'upgraded');
  const { admin, accountId } = session;
  await use(admin, accountId);

  const migrate = new Program('migrate', qiao.home, { DATABASE_URL: qiao.database.url }, next);
  expect(await migrate.ended()).toBe(0);
  await use(admin, accountId);
  expect(await readiness(urls[0])).toEqual([200, 'ok']);
  await Promise.all([after.server.start(), after.worker.start()]);
  expect(await readiness(urls[1])).toEqual([200, 'ok']);
  await use(admin, accountId);
  const confirmed = confirm(qiao, session);
  expect(await Promise.all([before.server.stop(), before.worker.stop()])).toEqual([0, 0]);
  await confirmed;

  expect((await session.ended).status).toBe('COMPLETED');
  await settled(qiao);
  await expectWorkingTokens(qiao, session.appId);
}, 300_000);
