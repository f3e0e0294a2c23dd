import { beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { GetFollowerStatisticsDocument, UpdateOfficialAccountDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { authorized, COMPLETE, errorCodes } from '../kit/stories.ts';

const DAY_MS = 86_400_000;
const NOW = Date.now();
const NOTHING = { follows: 0, unfollows: 0, bound: 0 };

const qiao = useQiao();
let admin: TestClient;
let accountId: string;
let appId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: 'follower-statistics' });
  ({ accountId, appId } = await authorized(qiao, admin, COMPLETE));
  await does('subscribe', 'o-stays', 3);
  await does('subscribe', 'o-leaves', 3);
  await does('unsubscribe', 'o-leaves', 2);
  await settled(qiao);
});

/** On the phone, so many days ago. */
const does = (type: string, openId: string, daysAgo: number) =>
  qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, {
    ...{ type, openId },
    createTime: Math.floor((NOW - daysAgo * DAY_MS) / 1000),
  });

const dayOf = (timeZone: string, daysAgo = 0) =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(NOW - daysAgo * DAY_MS);

async function statistics(days?: number) {
  const { officialAccount } = await admin.run(GetFollowerStatisticsDocument, { account: accountId, days });
  return officialAccount?.followerStatistics ?? [];
}

test('each day has a row, the oldest first, also if nothing happened', async () => {
  const days = await statistics(7);

  expect(days).toHaveLength(7);
  const names = days.map(({ day }) => day);
  expect(names).toEqual([...names].sort());
  expect(days.find(({ day }) => day === dayOf('Asia/Shanghai', 4))).toMatchObject(NOTHING);
  expect(await statistics()).toHaveLength(30);
});

test('unfollows stay counted, and the follow of somebody who was erased does not', async () => {
  const days = new Map((await statistics()).map(({ day, ...counts }) => [day, counts]));

  expect(days.get(dayOf('Asia/Shanghai', 3))).toEqual({ ...NOTHING, follows: 1 });
  expect(days.get(dayOf('Asia/Shanghai', 2))).toEqual({ ...NOTHING, unfollows: 1 });
});

test('a binding is counted on its day, in the time zone of the account', async () => {
  const defaultTimezone = 'Pacific/Kiritimati';
  await admin.run(UpdateOfficialAccountDocument, { input: { accountId, defaultTimezone } });
  await sql(
    qiao,
    `update follower set binding_state = 'BOUND', binding_how = 'LINK', contact_id = '1', bound_at = $1
      where open_id = 'o-stays'`,
    [new Date(NOW - DAY_MS)],
  );

  const days = new Map((await statistics()).map(({ day, ...counts }) => [day, counts]));

  expect(days.get(dayOf(defaultTimezone, 1))).toEqual({ ...NOTHING, bound: 1 });
  expect(days.get(dayOf(defaultTimezone, 3))).toEqual({ ...NOTHING, follows: 1 });
});

test.each([0, 91])('%i days are refused', async (days) => {
  const answer = await admin.ask(GetFollowerStatisticsDocument, { account: accountId, days });

  expect(errorCodes(answer)).toEqual(['BAD_USER_INPUT']);
});
