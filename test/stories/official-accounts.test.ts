import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import {
  GetOfficialAccountDocument,
  ListOfficialAccountsDocument,
  type ListOfficialAccountsQueryVariables,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql } from '../kit/stored.ts';
import { accountOf, addAccount, authorized, COMPLETE, errorCodes, openSession } from '../kit/stories.ts';

const qiao = useQiao();

/** A page, with each account by its description. */
async function page(client: TestClient, variables: ListOfficialAccountsQueryVariables = {}) {
  const { officialAccounts } = await client.run(ListOfficialAccountsDocument, variables);
  const { edges, pageInfo, totalCount } = officialAccounts;
  return { names: edges.map(({ node }) => node.description), edges, pageInfo, totalCount };
}

describe('pages of the official accounts', () => {
  let admin: TestClient;
  beforeAll(async () => {
    admin = await qiao.caller({ site: 'pages' });
    for (const description of ['one', 'two', 'three', 'four', 'five'])
      await addAccount(admin, { description });
  });

  test('without arguments the list has everything in the order of adding', async () => {
    const { names, pageInfo, totalCount, edges } = await page(admin);

    expect(names).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(totalCount).toBe(5);
    expect(pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor,
      endCursor: edges[4]?.cursor,
    });
  });

  test('forward, each page begins after the last one', async () => {
    const first = await page(admin, { first: 2 });
    const second = await page(admin, { first: 2, after: first.pageInfo.endCursor });
    const third = await page(admin, { first: 2, after: second.pageInfo.endCursor });

    expect([first.names, second.names, third.names]).toEqual([['one', 'two'], ['three', 'four'], ['five']]);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual([
      false,
      true,
      true,
    ]);
    expect(second.totalCount).toBe(5);
  });

  test('backward, each page ends before the last one and keeps the order', async () => {
    const last = await page(admin, { last: 2 });
    const middle = await page(admin, { last: 2, before: last.pageInfo.startCursor });
    const first = await page(admin, { last: 2, before: middle.pageInfo.startCursor });

    expect([last.names, middle.names, first.names]).toEqual([['four', 'five'], ['two', 'three'], ['one']]);
    expect([last, middle, first].map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual([
      true,
      true,
      false,
    ]);
    expect([last, middle, first].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([false, true, true]);
  });

  test('between two cursors lie the accounts between them', async () => {
    const { edges } = await page(admin);

    const between = await page(admin, { first: 10, after: edges[0]?.cursor, before: edges[3]?.cursor });

    expect(between.names).toEqual(['two', 'three']);
  });

  test('a page of none tells only the number', async () => {
    expect(await page(admin, { first: 0 })).toEqual({
      names: [],
      edges: [],
      totalCount: 5,
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test('twenty accounts make a page unless the caller says otherwise', async () => {
    const other = await qiao.caller({ site: 'twenty-one' });
    await Promise.all(Array.from({ length: 21 }, () => addAccount(other)));

    const { names, pageInfo, totalCount } = await page(other);

    expect([names.length, pageInfo.hasNextPage, totalCount]).toEqual([20, true, 21]);
    expect((await page(other, { first: 100 })).names).toHaveLength(21);
  });

  const cursor = (text: string) => Buffer.from(text).toString('base64url');
  const id = '01890000-0000-7000-8000-000000000000';
  test.each<[string, ListOfficialAccountsQueryVariables]>([
    ['first and last together', { first: 1, last: 1 }],
    ['more than a hundred', { first: 101 }],
    ['more than a hundred from the end', { last: 101 }],
    ['less than none', { first: -1 }],
    ['an invalid cursor', { after: 'abc' }],
    ['an empty cursor', { before: '' }],
    ['a cursor of another list', { after: cursor(`cursor:campaigns:${id}`) }],
    ['an object id for a cursor', { after: cursor(`OfficialAccount:${id}`) }],
    ['a cursor with something added', { after: `${cursor(`cursor:officialAccounts:${id}`)}=` }],
    ['a cursor around no id', { after: cursor("cursor:officialAccounts:' or true --") }],
  ])('%s is refused', async (_what, variables) => {
    const answer = await admin.ask(ListOfficialAccountsDocument, variables);

    expect(errorCodes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.data).toBeNull();
  });

  test("another installation's cursor is a place in time, and shows nothing of theirs", async () => {
    const stranger = await qiao.caller({ site: 'stranger' });
    await addAccount(stranger, { description: 'theirs' });
    const { edges } = await page(admin);

    expect((await page(stranger, { after: edges[4]?.cursor })).names).toEqual(['theirs']);
    expect((await page(stranger, { before: edges[4]?.cursor })).names).toEqual([]);
  });
});

describe('the filter', () => {
  test('chooses by status and type, and the count follows it', async () => {
    const admin = await qiao.caller({ site: 'filter' });
    await authorized(qiao, admin, { ...COMPLETE, description: 'active' }, { serviceType: 'SUBSCRIPTION' });
    await addAccount(admin, { description: 'a draft of a service account', accountType: 'SERVICE' });
    await addAccount(admin, { description: 'a draft' });

    const found = async (filter: ListOfficialAccountsQueryVariables['filter']) => {
      const { names, totalCount } = await page(admin, { filter });
      expect(totalCount).toBe(names.length);
      return names;
    };

    expect(await found({ statuses: ['ACTIVE'] })).toEqual(['active']);
    expect(await found({ statuses: ['DRAFT'] })).toEqual(['a draft of a service account', 'a draft']);
    expect(await found({ statuses: ['ACTIVE', 'DRAFT'], accountType: 'SERVICE' })).toEqual([
      'a draft of a service account',
    ]);
    expect(await found({ accountType: 'SUBSCRIPTION' })).toEqual(['active']);
    expect(await found({ statuses: [] })).toEqual([]);
    expect(await found({ statuses: null, accountType: null })).toHaveLength(3);
  });

  test('searches in name and description, as they are shown', async () => {
    const admin = await qiao.caller({ site: 'search' });
    await authorized(qiao, admin, { ...COMPLETE, description: 'Shanghai' }, { nickName: '云桥咖啡' });
    await addAccount(admin, { description: '100% Shanghai' });
    await addAccount(admin, { description: 'for me', access: { mode: 'SELECTED_USERS', userIds: ['11'] } });
    await addAccount(admin);
    const marketer = await qiao.caller({ site: 'search', user: '11', role: 'marketer' });
    const found = async (search: string, client = admin, filter = {}) => {
      const { names, totalCount } = await page(client, { filter: { ...filter, search } });
      expect(totalCount).toBe(names.length);
      return names;
    };

    expect(await found('SHANG')).toEqual(['Shanghai', '100% Shanghai']);
    expect(await found(' 咖啡 ')).toEqual(['Shanghai']);
    expect(await found('咖啡 shanghai')).toEqual(['Shanghai']);
    expect(await found('0%')).toEqual(['100% Shanghai']);
    expect(await found('shang', admin, { statuses: ['DRAFT'], accountType: null })).toEqual([
      '100% Shanghai',
    ]);
    expect(await found('me', marketer)).toEqual(['for me']);
    expect(await found('_')).toEqual([]);
    expect(await found('a\u0000')).toEqual([]);
    expect(await found(' ')).toHaveLength(4);
  });

  test('must ask for removed accounts', async () => {
    const admin = await qiao.caller({ site: 'removed' });
    const { id } = await addAccount(admin, { description: 'gone' });
    await sql(
      qiao,
      `update official_account set status = 'REMOVED', removed_at = now(), follower_data = 'ERASE' where id = $1`,
      [ownId(id)],
    );

    expect(await page(admin)).toMatchObject({ names: [], totalCount: 0 });
    expect(await page(admin, { filter: { statuses: ['REMOVED'] } })).toMatchObject({
      names: ['gone'],
      totalCount: 1,
    });
    expect(await accountOf(admin, id)).toMatchObject({ status: 'REMOVED', requirements: [] });
  });
});

describe('a marketer', () => {
  test('sees the accounts that their access allows, and the others do not exist', async () => {
    const admin = await qiao.caller({ site: 'access' });
    const forAll = await addAccount(admin, { description: 'for all' });
    const forMe = await addAccount(admin, {
      description: 'for me',
      access: { mode: 'SELECTED_USERS', userIds: ['11', '12'] },
    });
    const forOthers = await addAccount(admin, {
      description: 'for others',
      access: { mode: 'SELECTED_USERS', userIds: ['12'] },
    });
    const marketer = await qiao.caller({ site: 'access', user: '11', role: 'marketer' });

    expect(await page(marketer)).toMatchObject({ names: ['for all', 'for me'], totalCount: 2 });
    expect((await page(marketer, { last: 1 })).names).toEqual(['for me']);
    expect((await accountOf(marketer, forAll.id)).displayName).toBe('for all');
    expect((await accountOf(marketer, forMe.id)).displayName).toBe('for me');
    expect(await marketer.run(GetOfficialAccountDocument, { id: forOthers.id })).toEqual({
      officialAccount: null,
    });
    expect((await page(admin)).names).toEqual(['for all', 'for me', 'for others']);
  });

  test('is not shown a session, for its links let an account be connected', async () => {
    const admin = await qiao.caller({ site: 'no-session' });
    const { id } = await addAccount(admin);
    const session = await openSession(admin, id);
    const marketer = await qiao.caller({ site: 'no-session', role: 'marketer' });

    expect((await accountOf(marketer, id)).authorizationSession).toBeNull();
    expect((await accountOf(admin, id)).authorizationSession?.id).toBe(session.id);
  });
});
