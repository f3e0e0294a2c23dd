import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { eventually } from '../kit/eventually.ts';
import { push, unixSeconds } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';
import { Holds } from '../survival/kit.ts';

const lines: string[] = [];
let qiao: Qiao;
let appId: string;
let originalId: string;
const holds = new Holds(() => qiao);
beforeAll(async () => {
  qiao = await startQiao({ logTo: { write: (line: string) => void lines.push(line) } });
  ({ appId } = await authorized(qiao, await qiao.caller(), COMPLETE));
  const [account] = await sql<{ id: string }>(
    qiao,
    'select original_id as id from official_account where app_id = $1',
    [appId],
  );
  originalId = account?.id ?? '';
  await settled(qiao);
});
afterEach(() => holds.letGo());
afterAll(() => qiao.close());

function click(openId: string, key: string, Event = 'CLICK') {
  const fields = {
    ToUserName: originalId,
    FromUserName: openId,
    MsgType: 'event',
    Event,
    EventKey: key,
  };
  const elements = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  const xml = `<xml>${elements.join('')}<CreateTime>${unixSeconds()}</CreateTime></xml>`;
  return push(qiao, xml, { path: `/wechat/messages/${appId}`, more: { openid: openId } });
}
const keysOf = async (openId: string) =>
  (
    await sql<{ key: string }>(
      qiao,
      `select detail->>'key' as key from activity join follower f on f.id = follower_id
       where f.open_id = $1 order by activity.id`,
      [openId],
    )
  ).map(({ key }) => key);

test('of two workers at the same shard one leaves, and each message is booked once, in the order of arrival', async () => {
  const account = await holds.rows('select from official_account where app_id = $1 for update', appId);
  for (const key of ['A', 'B', 'C']) await click('o-twice', key);
  await account.met();
  const [{ shard } = { shard: -1 }] = await sql<{ shard: number }>(
    qiao,
    'select shard from inbox_message where outcome is null',
  );
  const job = qiao.services.jobs.find(({ type }) => type.name === 'inbox.drain');
  await job?.run({ shard }, { requestId: newId(), installationId: null, lastAttempt: false });
  expect(await keysOf('o-twice')).toEqual([]);
  await click('o-twice', 'D');

  await account.pass();
  await settled(qiao);

  expect(await keysOf('o-twice')).toEqual(['A', 'B', 'C', 'D']);
});

test('a message that cannot be booked is given up, and holds up no other', async () => {
  await sql(
    qiao,
    `alter table activity add constraint no_poison check (detail->>'key' <> 'POISON') not valid`,
  );
  const account = await holds.rows('select from official_account where app_id = $1 for update', appId);
  for (const key of ['A', 'POISON', 'B']) await click('o-poison', key);
  await account.pass();
  await settled(qiao);
  await sql(qiao, 'alter table activity drop constraint no_poison');

  expect(await keysOf('o-poison')).toEqual(['A', 'B']);
  const given = await sql(qiao, `select processed_at from inbox_message where outcome = 'GIVEN_UP'`);
  expect(given).toEqual([{ processed_at: expect.any(Date) }]);
  const [error] = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
  expect(error).toMatchObject({
    appId,
    msg: 'a message of WeChat cannot be processed; it is kept for seven days',
  });
  expect(lines.join('')).not.toContain('o-poison');
});

test('what has lost its job is processed within a minute', async () => {
  const account = await holds.rows('select from official_account where app_id = $1 for update', appId);
  await click('o-lost', 'A');
  await account.met();
  await sql(qiao, `delete from graphile_worker._private_jobs`);
  await account.pass();
  await sql(qiao, `select graphile_worker.add_job('inbox.tend', '{}'::json)`);
  await eventually(async () => (await keysOf('o-lost')).length === 1);
  await settled(qiao);

  expect(await keysOf('o-lost')).toEqual(['A']);
});

test('no line of the log has the OpenID of somebody who unfollowed', async () => {
  await click('o-unlogged', 'A');
  await click('o-unlogged', '', 'unsubscribe');
  await settled(qiao);

  expect(await keysOf('o-unlogged')).toEqual([]);
  expect(lines.filter((line) => line.includes('o-unlogged'))).toEqual([]);
});

describe('the days of the inbox', () => {
  const partitions = async () =>
    (
      await sql<{ day: string }>(
        qiao,
        `select right(relname, 10) as day from pg_class where relname ~ '^inbox_message_\\d{4}_\\d\\d_\\d\\d$' order by 1`,
      )
    ).map(({ day }) => day.replaceAll('_', '-'));
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const rotate = (days: number) =>
    sql(qiao, `select rotate_inbox(now() + make_interval(days => $1))`, [days]);

  test('are there before they begin, and are dropped after seven days, but not while a message is open', async () => {
    expect(await partitions()).toEqual([0, 1, 2, 3].map(day));

    await rotate(2);
    expect(await partitions()).toEqual([0, 1, 2, 3, 4, 5].map(day));

    const open = `update inbox_message set outcome = null, processed_at = null where number = (select max(number) from inbox_message)`;
    await sql(qiao, open);
    await rotate(9);
    expect(await partitions()).toEqual([0, 2, 3, 4, 5, 9, 10, 11, 12].map(day));

    await sql(
      qiao,
      `update inbox_message set outcome = 'BOOKED', processed_at = now() where outcome is null`,
    );
    await rotate(9);
    expect(await partitions()).toEqual([2, 3, 4, 5, 9, 10, 11, 12].map(day));
  });

  test('wait for nobody who uses them', async () => {
    const client = new pg.Client({ connectionString: qiao.database.superuserUrl });
    await client.connect();
    await client.query('begin; lock table inbox_message_default in share mode');

    await rotate(10);
    expect(await partitions()).not.toContain(day(13));
    await client.query('rollback');
    await client.end();
    await rotate(10);
    expect(await partitions()).toContain(day(13));
  });
});
