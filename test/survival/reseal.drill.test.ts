import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOf } from '../../src/kernel/sealed.ts';
import { KeyRing } from '../../src/kernel/secrets.ts';
import { ComponentTicket } from '../../src/modules/connections/component/component.entity.ts';
import { LOCK_WAITS, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { sql } from '../kit/stored.ts';

const OLD = `old:${randomBytes(32).toString('base64')}`;
const NEW = `new:${randomBytes(32).toString('base64')}`;
const COUNT = 250;

let qiao: Processes;
beforeAll(async () => {
  qiao = await startProcesses({ env: { SECRET_KEYS: `${NEW},${OLD}` } });
});
afterAll(() => qiao.close());

const sealedBy = async (id: string) =>
  (
    await sql<{ ticket: string }>(
      qiao,
      'select ticket from component_ticket where ticket like $1 order by 1',
      [`v1.${id}.%`],
    )
  ).map(({ ticket }) => ticket);

test('a worker that is killed while it seals secrets with a new key leaves the rest to the next one', async () => {
  await qiao.worker.kill();
  const { appId } = qiao.config.wechat;
  const place = placeOf(ComponentTicket, 'ticket', appId);
  const old = KeyRing.parse(OLD);
  const tickets = Array.from({ length: COUNT }, (_, count) => old.seal(`ticket ${count}`, place));
  await sql(
    qiao,
    `insert into component_ticket (app_id, created_at, ticket)
     select $1, now() - make_interval(hours => 1, secs => place), sealed
     from unnest($2::text[]) with ordinality as given (sealed, place)`,
    [appId, tickets],
  );
  const middle = (await sealedBy('old'))[150];
  await withClient(qiao.database.superuserUrl, async (client) => {
    await client.query('begin');
    await client.query('select from component_ticket where ticket = $1 for update', [middle]);
    await qiao.worker.start();
    await eventually(async () => (await sql(qiao, LOCK_WAITS)).length > 0, 30_000);
    await qiao.worker.kill();
    expect(await sealedBy('old'), 'it was in the second of three batches').toHaveLength(COUNT - 150);
    await client.query('rollback');
  });
  await qiao.worker.start();
  await eventually(async () => (await sealedBy('old')).length === 0, 30_000);
  const ring = KeyRing.parse(NEW);
  const texts = (await sealedBy('new')).map((sealed) => ring.open(sealed, place));
  expect(texts).toEqual(
    expect.arrayContaining(Array.from({ length: COUNT }, (_, count) => `ticket ${count}`)),
  );
});
