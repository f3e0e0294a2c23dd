import { expect, test } from 'vitest';
import { globalId } from '../../src/graphql/global-id.ts';
import type { TestClient } from '../kit/client.ts';
import { CRASH, LOSE } from '../kit/events.ts';
import { eventually } from '../kit/eventually.ts';
import {
  OfficialAccountChangedDocument,
  type OfficialAccountChangedSubscription,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import {
  accountOf,
  addAccount,
  authorizeAs,
  COMPLETE,
  listeners,
  listening,
  openSession,
} from '../kit/stories.ts';

const qiao = useQiao();

type Change = OfficialAccountChangedSubscription['officialAccountChanged'];

/** Listens from now on; each call gives the next event. */
async function changesOf(client: TestClient, accountIds?: string[]): Promise<() => Promise<Change>> {
  const stream = await listening(qiao, 1, () =>
    client.subscribe(OfficialAccountChangedDocument, { accountIds }),
  );
  return async () => {
    const { value } = await stream.next();
    if (!value?.data) throw new Error(`no event: ${JSON.stringify(value)}`);
    return value.data.officialAccountChanged;
  };
}

const CONNECTED = [
  'displayName',
  'name',
  'avatarUrl',
  'originalId',
  'principalName',
  'accountType',
  'verified',
  'wechatStatus',
  'openPlatform',
  'capabilities',
  'appId',
  'credential',
  'status',
  'viewerCan',
  'requirements',
];

test('an account is told when it is added, connected and withdrawn, in that order', async () => {
  const admin = await qiao.caller({ site: 'life' });
  const next = await changesOf(await qiao.caller({ site: 'life', user: '18' }));
  const { appId } = await qiao.wechat.account();

  const { id } = await addAccount(admin, { ...COMPLETE, description: 'Flagship' });
  const added = await next();
  await authorizeAs(qiao, admin, id, appId);
  const connected = await next();
  await qiao.wechat.revoke(appId);
  const withdrawn = await next();

  expect(added).toEqual({
    cursor: added.cursor,
    kind: 'ADDED',
    accountId: id,
    changedPaths: [],
    account: { id, status: 'DRAFT', displayName: 'Flagship' },
  });
  expect(connected).toEqual({
    cursor: connected.cursor,
    kind: 'CHANGED',
    accountId: id,
    changedPaths: CONNECTED,
    account: { id, status: 'ACTIVE', displayName: '演示服务号 Flagship' },
  });
  expect(withdrawn).toEqual({
    cursor: withdrawn.cursor,
    kind: 'CHANGED',
    accountId: id,
    changedPaths: ['credential', 'capabilities', 'status', 'viewerCan', 'requirements'],
    account: { id, status: 'ACTION_REQUIRED', displayName: '演示服务号 Flagship' },
  });
  const cursors = [added, connected, withdrawn].map(({ cursor }) => cursor);
  expect(new Set(cursors).size).toBe(3);
});

test('changed paths are fields of an official account', async () => {
  const admin = await qiao.caller({ site: 'paths' });

  const { data } = await admin.ask<{ __type: { fields: { name: string }[] } }, never>(
    '{ __type(name: "OfficialAccount") { fields { name } } }',
  );

  expect(data?.__type.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(CONNECTED));
});

test('a session that begins, fails or is given up changes no account', async () => {
  const admin = await qiao.caller({ site: 'failures' });
  const { id } = await addAccount(admin);
  const { appId } = await qiao.wechat.account({ verified: false });
  const next = await changesOf(admin);

  await openSession(admin, id);
  await authorizeAs(qiao, admin, id, appId);
  const marker = await addAccount(admin);

  expect((await next()).accountId).toBe(marker.id);
});

test('a subscriber may name the accounts to be told of', async () => {
  const admin = await qiao.caller({ site: 'filter' });
  const [one, two] = [await addAccount(admin, COMPLETE), await addAccount(admin)];
  const next = await changesOf(admin, [two.id]);
  const [first, second] = [await qiao.wechat.account(), await qiao.wechat.account()];

  await authorizeAs(qiao, admin, one.id, first.appId);
  await authorizeAs(qiao, admin, two.id, second.appId);

  expect(await next()).toMatchObject({ kind: 'CHANGED', accountId: two.id });
});

test('a marketer is told of what they may see, and of nothing else', async () => {
  const admin = await qiao.caller({ site: 'access' });
  const next = await changesOf(await qiao.caller({ site: 'access', user: '12', role: 'marketer' }));

  await addAccount(admin, { access: { mode: 'SELECTED_USERS', userIds: ['13'] } });
  const selected = await addAccount(admin, { access: { mode: 'SELECTED_USERS', userIds: ['12'] } });
  await addAccount(admin, { access: { mode: 'SELECTED_USERS', userIds: ['13'] } });
  const open = await addAccount(admin);

  expect([(await next()).accountId, (await next()).accountId]).toEqual([selected.id, open.id]);
});

test('another installation is told nothing', async () => {
  const stranger = await qiao.caller({ site: 'stranger' });
  const next = await changesOf(stranger);

  await addAccount(await qiao.caller({ site: 'access' }));
  const own = await addAccount(stranger);

  expect((await next()).accountId).toBe(own.id);
});

test('where events may be missing, because PostgreSQL crashed, every account is told once more, without paths', async () => {
  const admin = await qiao.caller({ site: 'gap' });
  const accounts = [await addAccount(admin), await addAccount(admin)];
  const [all, one] = [
    await changesOf(admin),
    await changesOf(
      admin,
      accounts.slice(1).map(({ id }) => id),
    ),
  ];

  await sql(qiao, CRASH);

  // The second account may still be told as ADDED.
  const changed = async (next: typeof all) => {
    for (;;) {
      const event = await next();
      if (event.kind === 'CHANGED') return event;
    }
  };
  const told = [await changed(all), await changed(all)];
  expect(told).toEqual(
    accounts.map(({ id, displayName }, index) => ({
      cursor: told[index]?.cursor,
      kind: 'CHANGED',
      accountId: id,
      changedPaths: [],
      account: { id, status: 'DRAFT', displayName },
    })),
  );
  expect((await changed(one)).accountId).toBe(accounts[1]?.id);
});

test('what happens while the database connection that carries events is broken is told once it works again', async () => {
  const admin = await qiao.caller({ site: 'broken' });
  const next = await changesOf(admin);
  await sql(qiao, LOSE);

  const account = await addAccount(admin);

  expect(await next()).toMatchObject({ kind: 'ADDED', accountId: account.id });
});

test('for any number of accounts, also for subscribers that named them: each account once, then the next events', async () => {
  const admin = await qiao.caller({ site: 'many' });
  const installation = `(select installation_id from installation_site where site = 'many')`;
  const inserted = await sql<{ id: string }>(
    qiao,
    `insert into official_account (installation_id, id)
     select ${installation}, gen_random_uuid() from generate_series(1, 250) returning id`,
  );
  const ids = inserted.map(({ id }) => globalId('OfficialAccount', id)).toSorted();
  const named = ids.slice(0, 200);
  const [all, some] = [await changesOf(admin), await changesOf(admin, named)];

  await sql(qiao, CRASH);

  const many = async (next: typeof all, count: number) => {
    const events: Change[] = [];
    while (events.length < count) events.push(await next());
    return events;
  };
  const told = await many(all, 250);
  expect(told.map(({ accountId }) => accountId).toSorted()).toEqual(ids);
  expect(told.every(({ kind, account }) => kind === 'CHANGED' && account?.status === 'DRAFT')).toBe(true);
  expect((await many(some, 200)).map(({ accountId }) => accountId).toSorted()).toEqual(named);
  await sql(qiao, `delete from official_account where installation_id = ${installation}`);
  const added = await addAccount(admin);
  expect(await all()).toMatchObject({ kind: 'ADDED', accountId: added.id });
});

test('a subscriber who leaves is forgotten', async () => {
  const admin = await qiao.caller({ site: 'leaving' });
  const before = listeners(qiao);
  const stream = await listening(qiao, 1, () => admin.subscribe(OfficialAccountChangedDocument, {}));

  await stream.return?.();

  await eventually(() => listeners(qiao) === before);
});

test('what is told is what a query answers', async () => {
  const admin = await qiao.caller({ site: 'same' });
  const next = await changesOf(admin);
  const { id } = await addAccount(admin, COMPLETE);
  await next();
  const { appId } = await qiao.wechat.account();

  await authorizeAs(qiao, admin, id, appId);
  await settled(qiao);

  expect(await accountOf(admin, id)).toMatchObject({ ...(await next()).account });
});
