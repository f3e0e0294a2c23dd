import { describe, expect, test } from 'vitest';
import { apiClient } from '../kit/api-clients.ts';
import type { TestClient } from '../kit/client.ts';
import {
  type AddOfficialAccountInput,
  GetAccountDetailsDocument,
  GetOfficialAccountDocument,
  OfficialAccountChangedDocument,
  UpdateAccessDocument,
  type UpdateAccessInput,
  UpdateOfficialAccountDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { outdateCatalogues, ownId, sql, stored } from '../kit/stored.ts';
import { addAccount, authorized, COMPLETE, listening } from '../kit/stories.ts';

const qiao = useQiao();

async function update(client: TestClient, input: UpdateAccessInput) {
  return (await client.run(UpdateAccessDocument, { input })).updateAccess;
}

const codes = ({ userErrors }: Awaited<ReturnType<typeof update>>) =>
  userErrors.map(({ code, path }) => `${code} ${path?.join('.')}`);

const selected = (...userIds: string[]): AddOfficialAccountInput => ({
  access: { mode: 'SELECTED_USERS', userIds },
});

/** An account in an installation of its own. */
async function given(site: string, input = {}) {
  const admin = await qiao.caller({ site });
  return { admin, accountId: (await addAccount(admin, input)).id };
}

test('users are added and removed; the mode that is left out stays', async () => {
  const { admin, accountId } = await given('add and remove', selected('11', '12'));

  const changed = await update(admin, { accountId, addUserIds: ['13', '11'], removeUserIds: ['12', '18'] });

  expect(changed).toMatchObject({
    officialAccount: { version: 2, access: { mode: 'SELECTED_USERS', userIds: ['11', '13'] } },
    userErrors: [],
  });
  const [entry] = await sql(
    qiao,
    `select before, after from audit_entry where subject_id = $1 and action = 'updateAccess'`,
    [ownId(accountId)],
  );
  expect(entry).toEqual({
    before: { accessUserIds: ['11', '12'] },
    after: { accessUserIds: ['11', '13'] },
  });
});

test('a user is named by their number or their global id, and shown by name', async () => {
  const { admin, accountId } = await given('names');
  const globalId = Buffer.from('MarketingUser:13').toString('base64url');
  await update(admin, { accountId, mode: 'SELECTED_USERS', addUserIds: ['11', globalId] });
  const { officialAccount } = await admin.run(GetAccountDetailsDocument, { id: accountId });
  expect(officialAccount?.whoMayUse.users).toEqual([
    {
      id: Buffer.from('MarketingUser:11').toString('base64url'),
      name: 'Anna Weber',
      disabled: false,
      availability: 'AVAILABLE',
    },
    { id: globalId, name: 'Chen Wei', disabled: false, availability: 'AVAILABLE' },
  ]);
});

test('ALL_USERS clears the list', async () => {
  const { admin, accountId } = await given('all users', selected('11'));
  expect(await update(admin, { accountId, mode: 'ALL_USERS' })).toMatchObject({
    officialAccount: { access: { mode: 'ALL_USERS', userIds: [] } },
  });
  expect(await sql(qiao, 'select 1 from account_access where account_id = $1', [ownId(accountId)])).toEqual(
    [],
  );
});

describe('is refused', () => {
  test.each([
    ['ALL_USERS with a list', { mode: 'ALL_USERS', addUserIds: ['12'] }, ['INVALID addUserIds']],
    ['to leave nobody', { removeUserIds: ['11'] }, ['ACCESS_WOULD_BE_EMPTY removeUserIds']],
    ['a user who does not exist', { addUserIds: ['12', '999'] }, ['USER_NOT_FOUND addUserIds.1']],
    ['a user who is disabled', { addUserIds: ['21'] }, ['USER_NOT_FOUND addUserIds.0']],
    ['a user who was deleted', { addUserIds: ['22'] }, ['USER_NOT_FOUND addUserIds.0']],
    ['what is no id', { removeUserIds: ['12', 'Mei'] }, ['INVALID removeUserIds.1']],
    [
      'everything at once',
      { addUserIds: ['Mei', '999'], removeUserIds: ['x'] },
      ['INVALID addUserIds.0', 'USER_NOT_FOUND addUserIds.1', 'INVALID removeUserIds.0'],
    ],
  ] as [string, Omit<UpdateAccessInput, 'accountId'>, string[]][])('%s', async (_what, input, expected) => {
    const { admin, accountId } = await given('refused', selected('11'));
    const before = await stored(qiao);
    const refused = await update(admin, { accountId, ...input });
    expect(refused.officialAccount).toBeNull();
    expect(codes(refused)).toEqual(expected);
    expect(await stored(qiao)).toEqual(before);
  });

  test('SELECTED_USERS without anybody', async () => {
    const { admin, accountId } = await given('nobody');
    expect(codes(await update(admin, { accountId, mode: 'SELECTED_USERS' }))).toEqual([
      'ACCESS_WOULD_BE_EMPTY addUserIds',
    ]);
  });

  test('a marketing platform that is away, unless nobody is added', async () => {
    const { admin, accountId } = await given('users away', selected('11', '12'));
    await outdateCatalogues(qiao, 1);
    await qiao.eloqua.fault({ path: '/api/REST/2.0/system/users', times: 9, httpStatus: 503 });
    const refused = await update(admin, { accountId, addUserIds: ['13'] });
    const removed = await update(admin, { accountId, removeUserIds: ['12'] });
    await qiao.eloqua.clearFaults();
    expect(refused.userErrors.map(({ code }) => code)).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect(removed).toMatchObject({ officialAccount: { access: { userIds: ['11'] } }, userErrors: [] });
  });
});

test('who was deleted can be taken off the list all the same, and until then it is advised', async () => {
  const site = 'gone';
  const { admin, accountId } = await given(site, selected('11', '12'));
  await qiao.eloqua.change(site, 'users', '12', { isDisabled: true });
  await outdateCatalogues(qiao, 10);
  await admin.run(GetAccountDetailsDocument, { id: accountId });

  const advised = await admin.run(GetAccountDetailsDocument, { id: accountId });
  expect(advised.officialAccount?.requirements).toContainEqual({
    code: 'ACCESS_USER_DISABLED',
    severity: 'ADVICE',
    mutation: 'updateAccess',
    path: ['removeUserIds'],
  });
  const removed = await update(admin, { accountId, removeUserIds: ['12'] });
  expect(removed.officialAccount?.requirements.map(({ code }) => code)).not.toContain('ACCESS_USER_DISABLED');
});

describe('who loses access', () => {
  const marketer = (site: string, user: string) => qiao.caller({ site, user, role: 'marketer' });
  const listen = (client: TestClient) => client.subscribe(OfficialAccountChangedDocument, {});
  const next = async (events: ReturnType<typeof listen>) => (await events.next()).value?.data;

  test('is told so, and nobody else; the account does not exist for them any more', async () => {
    const site = 'losing';
    const { admin, accountId } = await given(site, selected('11', '12'));
    const [loser, keeper] = [await marketer(site, '12'), await marketer(site, '11')];
    const [lost, kept, seen] = await listening(qiao, 3, () => [loser, keeper, admin].map(listen));
    if (!lost || !kept || !seen) throw new Error('three subscribe');

    await update(admin, { accountId, removeUserIds: ['12'] });

    expect(await next(lost)).toMatchObject({
      officialAccountChanged: {
        kind: 'ACCESS_LOST',
        accountId,
        account: null,
        changedPaths: ['access', 'viewerCan'],
      },
    });
    for (const events of [kept, seen])
      expect(await next(events)).toMatchObject({
        officialAccountChanged: { kind: 'CHANGED', accountId, changedPaths: ['access', 'viewerCan'] },
      });
    expect(await loser.run(GetOfficialAccountDocument, { id: accountId })).toEqual({ officialAccount: null });
    // Nobody was told twice: what comes next is what happens next, and to who lost it nothing does.
    await admin.run(UpdateOfficialAccountDocument, { input: { accountId, description: 'next' } });
    for (const events of [kept, seen])
      expect(await next(events)).toMatchObject({
        officialAccountChanged: { changedPaths: ['description', 'displayName'] },
      });
    await update(admin, { accountId, addUserIds: ['12'] });
    expect(await next(lost)).toMatchObject({ officialAccountChanged: { kind: 'CHANGED', accountId } });
    for (const events of [lost, kept, seen]) await events.return?.(undefined);
  });

  test('is everybody who is not selected, where everybody might use it before', async () => {
    const site = 'closing';
    const { admin, accountId } = await given(site);
    const client = await marketer(site, '12');
    const events = await listening(qiao, 1, () => listen(client));

    await update(admin, { accountId, mode: 'SELECTED_USERS', addUserIds: ['11'] });

    expect(await next(events)).toMatchObject({
      officialAccountChanged: { kind: 'ACCESS_LOST', accountId, account: null },
    });
    await events.return?.(undefined);
  });
});

describe('what the viewer may do', () => {
  test('follows from their role and from the access', async () => {
    const site = 'permissions';
    const admin = await qiao.caller({ site });
    const { accountId } = await authorized(qiao, admin, {
      ...COMPLETE,
      access: { mode: 'SELECTED_USERS', userIds: ['11'] },
    });
    const marketer = await qiao.caller({ site, user: '11', role: 'marketer' });
    const { client: reader } = await apiClient(qiao, admin);
    const can = async (client: TestClient) => {
      const { officialAccount } = await client.run(GetAccountDetailsDocument, { id: accountId });
      return [officialAccount?.viewerCan, officialAccount?.whoMayUse.viewerMayUse];
    };
    const nothing = {
      configure: false,
      authorize: false,
      remove: false,
      use: false,
      configureSenders: false,
    };
    const configure = { ...nothing, configure: true, authorize: true, remove: true };

    expect(await can(admin)).toEqual([configure, false]);
    expect(await can(marketer)).toEqual([{ ...nothing, use: true, configureSenders: true }, true]);
    expect(await can(reader)).toEqual([{ ...nothing, use: true }, true]);
  });
});

test('two changes in one operation each show who has access after them', async () => {
  const admin = await qiao.caller();
  const { id } = await addAccount(admin, {});
  const { data } = await admin.ask(
    `mutation Twice($id: ID!) {
      first: updateAccess(input: { accountId: $id, mode: SELECTED_USERS, addUserIds: ["17"] }) {
        officialAccount { access { userIds } }
      }
      second: updateAccess(input: { accountId: $id, addUserIds: ["18"] }) { officialAccount { access { userIds } } }
    }`,
    { id },
  );
  expect(data).toEqual({
    first: { officialAccount: { access: { userIds: ['17'] } } },
    second: { officialAccount: { access: { userIds: ['17', '18'] } } },
  });
});
