import { afterAll, beforeAll, expect, test } from 'vitest';
import { withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { sql } from '../kit/stored.ts';

let qiao: Processes;
beforeAll(async () => {
  qiao = await startProcesses();
});
afterAll(() => qiao.close());

const ADD = `mutation($key: String!) {
  addOfficialAccount(input: { description: "once" }) @idempotent(key: $key) { officialAccount { id } userErrors { code } }
}`;
const accounts = () => sql(qiao, `select id from official_account where description = 'once'`);

test('a server killed as soon as it has committed: the call sent again changes nothing', async () => {
  const admin = await qiao.caller({ site: 'after-commit' });
  const first = admin.ask(ADD, { key: 'committed' }).catch(() => null);
  await eventually(async () => (await accounts()).length === 1);
  await qiao.server.kill();
  await first;
  await qiao.server.start();

  const again = await admin.ask<Record<string, object>, object>(ADD, { key: 'committed' });

  expect(again.data?.addOfficialAccount).toMatchObject({ officialAccount: {}, userErrors: [] });
  expect(await accounts()).toHaveLength(1);
});

test('a server killed before the commit: the call sent again is the first', async () => {
  const admin = await qiao.caller({ site: 'before-commit' });
  await admin.ask('{ viewer { userId } }');
  const before = (await accounts()).length;
  await withClient(qiao.database.superuserUrl, async (other) => {
    await other.query('begin; lock table audit_entry in access exclusive mode');
    const first = admin.ask(ADD, { key: 'not committed' }).catch(() => null);
    await eventually(
      async () =>
        (
          await sql(
            qiao,
            `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%audit_entry%'`,
          )
        ).length > 0,
    );
    await qiao.server.kill();
    await other.query('rollback');
    await first;
  });
  await qiao.server.start();

  await admin.ask(ADD, { key: 'not committed' });

  expect(await accounts()).toHaveLength(before + 1);
});

test('a server killed after Eloqua has made the field, before its answer: the field is found again', async () => {
  const path = '/api/rest/1.0/assets/contact/field';
  const admin = await qiao.caller({ site: 'made-outside' });
  const create = () =>
    admin.ask<Record<string, object>, object>(
      `mutation { createContactField(input: { purpose: OPEN_ID, name: "Once" }) @idempotent(key: "made") {
        contactField { name } userErrors { code }
      } }`,
    );
  await admin.ask('{ contactFields(first: 1) { edges { cursor } } }');
  const posts = async () => (await qiao.eloqua.requests(path)).filter(({ method }) => method === 'POST');
  await qiao.eloqua.fault({ path, times: 1, when: 'AFTER', latencyMs: 10_000 });
  const first = create().catch(() => null);
  await eventually(async () => (await posts()).length === 1);
  await qiao.server.kill();
  await first;
  // As if the time of the attempt had passed.
  await sql(qiao, 'update idempotency_key set reserved_until = now()');
  await qiao.server.start();

  const again = await create();

  expect(again.data).toEqual({ createContactField: { contactField: { name: 'Once' }, userErrors: [] } });
  expect(await posts()).toHaveLength(1);
});
