import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoggedEvent } from '../../src/kernel/event-log.ts';
import { RESYNC } from '../../src/kernel/push.ts';
import { arrived, LOSE } from '../kit/events.ts';
import { eventually } from '../kit/eventually.ts';
import { UpdateOfficialAccountDocument } from '../kit/generated/operations.ts';
import { Child } from '../kit/processes.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { ownId, sql } from '../kit/stored.ts';
import { addAccount } from '../kit/stories.ts';

const EVENTS = 20_000;
const INSTALLATION = randomUUID();
const WRITER = fileURLToPath(new URL('./event-writer.ts', import.meta.url));

let qiao: Qiao;
let server: Child;
const writers: ChildProcess[] = [];

beforeAll(async () => {
  qiao = await startQiao({ run: false });
  server = new Child('server', qiao);
  await server.start();
  await sql(qiao, 'create table thing (id int primary key, changes int not null default 0)');
  await sql(qiao, 'insert into thing select generate_series(0, 7)');
  await sql(
    qiao,
    `create function change_thing(thing int) returns void language plpgsql security definer as $$
     declare latest int;
     begin
       perform set_config('qiao.installation', '${INSTALLATION}', true);
       update thing t set changes = changes + 5 where t.id = thing returning changes into latest;
       perform log_events((select json_agg(json_build_object('id', gen_random_uuid(), 'name', 'changed',
         'payload', json_build_object('thing', thing, 'change', change))) from generate_series(latest - 4, latest) change));
     end $$`,
  );
});
afterAll(async () => {
  for (const writer of writers) writer.kill('SIGKILL');
  await server.kill();
  await qiao.close();
});

const startWriter = () =>
  void writers.push(
    spawn(process.execPath, [WRITER, qiao.database.url], { stdio: ['ignore', 'ignore', 'inherit'] }),
  );

async function killWriter(): Promise<void> {
  const writer = writers.shift();
  writer?.kill('SIGKILL');
  if (writer) await once(writer, 'exit');
}

test(`of ${EVENTS} events a process that goes on gets each once, in order, while others are killed that commit and read them`, async () => {
  const admin = await qiao.caller();
  const { id: accountId } = await addAccount(admin);
  const { push } = qiao.services;
  await push.start();
  const changes = new Map<number, number[]>();
  const accounts: string[] = [];
  let count = 0;
  let resyncs = 0;
  const pushed = push.subscribe(
    ({ installationId, payload }) =>
      installationId === INSTALLATION || (payload as { accountId?: string }).accountId === ownId(accountId),
  );
  const hearing = (async () => {
    for await (const event of pushed) {
      if (event === RESYNC) resyncs += 1;
      else if (event.installationId !== INSTALLATION) accounts.push(event.name);
      else {
        const { thing, change } = (event as LoggedEvent & { payload: { thing: number; change: number } })
          .payload;
        changes.set(thing, changes.get(thing) ?? []);
        changes.get(thing)?.push(change);
        count += 1;
      }
    }
  })();

  for (let writer = 0; writer < 4; writer += 1) startWriter();
  for (let kill = 1; kill <= 8; kill += 1) {
    await eventually(() => count >= (EVENTS * kill) / 8);
    await killWriter();
    startWriter();
    if (kill === 2) await sql(qiao, LOSE);
    if (kill !== 4) continue;
    // As soon as it has answered: whether it has woken others by then, nobody knows.
    await admin.run(UpdateOfficialAccountDocument, { input: { accountId, description: 'changed' } });
    await server.kill();
  }
  while (writers.length > 0) await killWriter();
  // What they had sent may still be under way.
  const ofWriters = `select from pg_stat_activity where application_name = 'event writer'`;
  await eventually(async () => (await sql(qiao, ofWriters)).length === 0);
  await arrived(push, qiao.database.pool);
  const made = await sql<{ id: number; changes: number }>(qiao, 'select id, changes from thing');
  const all = made.reduce((sum, thing) => sum + thing.changes, 0);
  await eventually(() => count >= all);
  await pushed.return?.();
  await hearing;

  expect(all).toBeGreaterThanOrEqual(EVENTS);
  for (const { id, changes: most } of made)
    expect(changes.get(id)).toEqual(Array.from({ length: most }, (_, index) => index + 1));
  expect(accounts).toEqual(['officialAccountChanged']);
  expect(resyncs).toBe(0);
});
