import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import {
  AccountSendersDocument,
  type AccountSendersQueryVariables,
  ConfigureMessageSenderDocument,
} from '../kit/generated/operations.ts';
import { drop, senderAccount, senderIdOf, senderOf } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { statementsOf } from '../kit/statements.ts';
import { ownId, settled, sql } from '../kit/stored.ts';
import { addAccount, errorCodes } from '../kit/stories.ts';

const SITE = 'lists';
const qiao = useQiao();
let admin: TestClient;
let accountId: string;
const instances: string[] = [];

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  ({ accountId } = await senderAccount(qiao, admin));
  for (let count = 0; count < 5; count += 1) {
    const { instanceId } = await drop(qiao, SITE);
    await admin.run(ConfigureMessageSenderDocument, { input: { messageSenderId: instanceId, accountId } });
    instances.push(instanceId);
  }
});

const page = async (variables: Omit<AccountSendersQueryVariables, 'id'> = {}, client = admin) => {
  const { officialAccount } = await client.run(AccountSendersDocument, { id: accountId, ...variables });
  const list = officialAccount?.messageSenders;
  return {
    totalCount: list?.totalCount,
    instances: list?.edges.map(({ node }) => node.instanceId),
    last: list?.edges.at(-1)?.cursor ?? null,
    pageInfo: list?.pageInfo,
  };
};

describe('messageSenders of an account', () => {
  test('come in the order in which Qiao heard of them, page by page', async () => {
    const first = await page({ first: 2 });
    expect(first).toMatchObject({
      totalCount: 5,
      instances: instances.slice(0, 2),
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const second = await page({ first: 2, after: first.last });
    expect(second.instances).toEqual(instances.slice(2, 4));
    const third = await page({ first: 2, after: second.last });
    expect(third).toMatchObject({
      totalCount: 5,
      instances: instances.slice(4),
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
  });

  test('leave deleted ones out, unless one asks for them', async () => {
    const [deleted = '', ...others] = instances;
    await sql(
      qiao,
      `update message_sender set status = 'DELETED', told_version = version where instance_id = $1`,
      [deleted],
    );
    expect(await page()).toMatchObject({ totalCount: 4, instances: others });
    expect(await page({ status: 'DELETED' })).toMatchObject({ totalCount: 1, instances: [deleted] });
    expect(await page({ status: 'NEEDS_CONFIGURATION' })).toMatchObject({ totalCount: 0, instances: [] });
    await sql(qiao, `update message_sender set status = 'CONFIGURED' where instance_id = $1`, [deleted]);
  });

  test('refuse a cursor of another list, and a page that is too large', async () => {
    const ask = (first: number, after: string | null) =>
      admin.ask(AccountSendersDocument, { id: accountId, first, after });
    expect(errorCodes(await ask(101, null))).toEqual(['BAD_USER_INPUT']);
    expect(errorCodes(await ask(1, Buffer.from('cursor:officialAccounts:1').toString('base64url')))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});

test('senders of a hundred accounts are read by as many statements as those of one', async () => {
  for (let count = 1; count < 100; count += 1) await addAccount(admin, {});
  await settled(qiao);
  const read = async (first: number) => {
    const answer = await admin.ask<{ officialAccounts: { edges: object[] } }, object>(
      `query($first: Int) { officialAccounts(first: $first) { edges { node { id
         messageSenders(first: 3) { totalCount edges { node { id account { id } campaign { name } configuredBy { name } } } } } } } }`,
      { first },
    );
    expect(answer.data?.officialAccounts.edges).toHaveLength(first);
  };
  await read(1);
  const one = await statementsOf(qiao, () => read(1));
  expect(one).toBeGreaterThan(0);
  expect(await statementsOf(qiao, () => read(100))).toBe(one);
});

describe('a marketer sees', () => {
  let closed: string;
  let openToAll: string;
  let marketer: TestClient;
  beforeAll(async () => {
    marketer = await qiao.caller({ site: SITE, user: '18', role: 'marketer' });
    [openToAll = '', closed = ''] = [instances[1], instances[2]];
  });

  test('senders of accounts that they may use, and those that nobody has configured', async () => {
    const { instanceId } = await drop(qiao, SITE);
    expect(await senderOf(marketer, await senderIdOf(qiao, openToAll))).toMatchObject({
      account: { id: accountId },
    });
    expect(await senderOf(marketer, await senderIdOf(qiao, instanceId))).toMatchObject({ instanceId });
  });

  test('nothing of senders of other accounts; once they need configuration, all but the account', async () => {
    await sql(qiao, `update official_account set access_mode = 'SELECTED_USERS' where id = $1`, [
      ownId(accountId),
    ]);
    const id = await senderIdOf(qiao, closed);
    expect(await senderOf(marketer, id)).toBeNull();
    expect(await senderOf(admin, id)).toMatchObject({ account: { id: accountId } });
    await sql(
      qiao,
      `update message_sender set status = 'NEEDS_CONFIGURATION', cause = 'ACCOUNT_REMOVED' where instance_id = $1`,
      [closed],
    );
    expect(await senderOf(marketer, id)).toMatchObject({ cause: 'ACCOUNT_REMOVED', account: null });
  });

  test('as little, whatever their user id is: it never becomes SQL', async () => {
    const id = await senderIdOf(qiao, closed);
    await sql(qiao, `update message_sender set status = 'CONFIGURED', cause = null where instance_id = $1`, [
      closed,
    ]);
    for (const user of [`' or true --`, '?::text; set role none', '$1; reset role', '?? :id %s']) {
      const attacker = await qiao.caller({ site: SITE, user, role: 'marketer' });
      expect(await senderOf(attacker, id)).toBeNull();
    }
  });

  test('and another installation sees none of them', async () => {
    const foreign = await qiao.caller({ site: 'foreign' });
    for (const instance of instances) {
      expect(await senderOf(foreign, await senderIdOf(qiao, instance))).toBeNull();
    }
    const nobody = Buffer.from(`MessageSender:${randomUUID()}`).toString('base64url');
    expect(await senderOf(admin, nobody)).toBeNull();
  });
});
