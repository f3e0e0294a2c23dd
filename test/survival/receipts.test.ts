import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { eventXml, push, unixSeconds } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { connectionOf, settled, sql } from '../kit/stored.ts';
import { authorized } from '../kit/stories.ts';
import { runNow } from './kit.ts';

const lines: string[] = [];
let qiao: Qiao;
beforeAll(async () => {
  qiao = await startQiao({ logTo: { write: (line) => void lines.push(line) } });
});
afterEach(() => qiao.wechat.clearFaults());
afterAll(() => qiao.close());

interface Receipt extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly processed: boolean;
  readonly given_up: boolean;
}

const receipts = () =>
  sql<Receipt>(
    qiao,
    `select id, processed_at is not null as processed, given_up_at is not null as given_up
     from callback_receipt order by received_at desc, id desc`,
  );
const givenUpLines = (id: string) =>
  lines
    .filter((line) => line.includes(id) && line.includes('given up'))
    .map((line) => JSON.parse(line).level);
const JOB = `select attempts, locked_at from graphile_worker._private_jobs where payload->'payload'->>'receiptId' = $1`;

/** An event whose code WeChat does not exchange for the moment. It is stored, and its first attempt has failed. */
async function failing(site: string): Promise<{ id: string; appId: string }> {
  const { appId } = await authorized(qiao, await qiao.caller({ site }));
  await settled(qiao);
  await qiao.wechat.fault({ path: '/cgi-bin/component/api_query_auth', times: 1000, errcode: -1 });
  const xml = eventXml(qiao, {
    InfoType: 'updateauthorized',
    AuthorizerAppid: appId,
    AuthorizationCode: `queryauthcode@@@${site}`,
    AuthorizationCodeExpiredTime: unixSeconds() + 3600,
  });
  expect((await push(qiao, xml)).text).toBe('success');
  const [receipt] = await receipts();
  const id = receipt?.id ?? '';
  await eventually(async () => {
    const [job] = await sql(qiao, JOB, [id]);
    return Number(job?.attempts) > 0 && job?.locked_at === null;
  });
  return { id, appId };
}

test('a callback that no attempt could process is given up: recorded, logged once, and left alone', async () => {
  const { id, appId } = await failing('given-up');
  expect(await receipts()).toContainEqual({ id, processed: false, given_up: false });
  const before = await connectionOf(qiao, appId);

  // The last of its attempts.
  await sql(
    qiao,
    `update graphile_worker._private_jobs set attempts = max_attempts - 1, run_at = now()
     where payload->'payload'->>'receiptId' = $1`,
    [id],
  );
  await eventually(async () => (await sql(qiao, JOB, [id])).length === 0);

  expect(await receipts()).toContainEqual({ id, processed: false, given_up: true });
  expect(givenUpLines(id)).toEqual(['error']);
  expect(await connectionOf(qiao, appId)).toEqual(before);

  const calls = (await qiao.wechat.calls('api_query_auth')).length;
  await sql(qiao, `select graphile_worker.add_job('callback.process', $1::json)`, [
    JSON.stringify({ payload: { receiptId: id } }),
  ]);
  await settled(qiao);
  expect(await qiao.wechat.calls('api_query_auth')).toHaveLength(calls);
  expect(await receipts()).toContainEqual({ id, processed: false, given_up: true });
  expect(givenUpLines(id)).toEqual(['error']);
});

test('a callback whose worker died in the last attempt is given up by the daily tidying', async () => {
  const { id } = await failing('forgotten');
  await sql(qiao, `delete from graphile_worker._private_jobs where payload->'payload'->>'receiptId' = $1`, [
    id,
  ]);
  const age = (interval: string) =>
    sql(qiao, `update callback_receipt set received_at = now() - $2::interval where id = $1`, [id, interval]);

  await age('47 hours');
  await runNow(qiao, 'callback.delete-old');
  const tidying = `select from graphile_worker.jobs where task_identifier = 'callback.delete-old'`;
  await eventually(async () => (await sql(qiao, tidying)).length === 0);
  expect(await receipts()).toContainEqual({ id, processed: false, given_up: false });

  await age('49 hours');
  for (const _twice of [1, 2]) await runNow(qiao, 'callback.delete-old');
  await settled(qiao);
  expect(await receipts()).toContainEqual({ id, processed: false, given_up: true });
  expect(givenUpLines(id)).toEqual(['error']);
});

test('a processed callback is kept for seven days, one that was given up for thirty', async () => {
  const kept = async (column: 'processed_at' | 'given_up_at', ...days: number[]) => {
    await sql(qiao, 'delete from callback_receipt');
    await sql(
      qiao,
      `insert into callback_receipt (id, dedup_key, query, body, received_at, ${column})
       select gen_random_uuid(), days::text, '{}', days::text, now() - interval '40 days', now() - days * interval '1 day'
       from unnest($1::float[]) days`,
      [days],
    );
    await runNow(qiao, 'callback.delete-old');
    await settled(qiao);
    return (await sql(qiao, 'select body from callback_receipt order by body')).map(({ body }) => body);
  };

  expect(await kept('processed_at', 6.9, 7.1)).toEqual(['6.9']);
  expect(await kept('given_up_at', 29.9, 30.1)).toEqual(['29.9']);
});

test('the database takes no callback for both processed and given up', async () => {
  const both = sql(
    qiao,
    `insert into callback_receipt (id, dedup_key, query, body, processed_at, given_up_at)
     values (gen_random_uuid(), 'both', '{}', '', now(), now())`,
  );
  await expect(both).rejects.toThrow('callback_receipt_one_end_check');
});
