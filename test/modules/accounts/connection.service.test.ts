import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { systemContext } from '../../../src/kernel/context.ts';
import { newId } from '../../../src/kernel/ids.ts';
import type { UnitOfWork } from '../../../src/kernel/unit-of-work.ts';
import { ConnectionService } from '../../../src/modules/accounts/connecting/connection.service.ts';
import { AccountStatusService } from '../../../src/modules/accounts/requirements/account-status.service.ts';
import { CredentialService } from '../../../src/modules/connections/credential/credential.service.ts';
import type { WeChatAccount } from '../../../src/modules/connections/facts/wechat-account.rules.ts';
import { useDatabase } from '../../kit/shared-database.ts';
import { newAppId, Rows } from '../kit/rows.ts';
import { newKeys, openWork } from '../kit/work.ts';

const database = useDatabase();
let rows: Rows;
let close: () => Promise<void>;
let work: UnitOfWork;
let openAppId: string;
let connections: ConnectionService;
let credentials: CredentialService;

beforeAll(async () => {
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  ({ work, close } = await openWork(database.url));
  credentials = new CredentialService(work, newKeys(), systemClock);
  const statuses = new AccountStatusService(systemClock);
  const dependents = { check: async () => [], endTrust: async () => [] };
  connections = new ConnectionService(credentials, statuses, dependents);
});
beforeEach(() => {
  openAppId = newAppId();
});
afterAll(async () => {
  await close();
  await rows.client.end();
});

interface Draft {
  readonly installationId: string;
  readonly accountId: string;
  readonly appId: string;
}

async function draft(installationId: string, appId = newAppId()): Promise<Draft> {
  return { installationId, accountId: await rows.account(installationId), appId };
}

/** What the end of an authorization does: lock, connect, commit. Null: the account or the app id was not free. */
function complete(
  { installationId, accountId, appId }: Draft,
  changes: Partial<WeChatAccount> = {},
  { authorizedAt = new Date(), accessToken = 'access' } = {},
): Promise<boolean | null> {
  const ctx = systemContext(installationId, 'test', newId());
  const wechat: WeChatAccount = {
    appId,
    originalId: `gh_${appId}`,
    name: '演示',
    avatarUrl: null,
    principalName: null,
    accountType: 'SERVICE',
    verified: true,
    wechatStatus: 'NORMAL',
    openPlatformBinding: 'BOUND',
    openAppId,
    permissionSets: [1, 2, 7],
    unconfirmedSets: [],
    ...changes,
  };
  const tokens = { accessToken, accessTokenExpiresAt: new Date(), refreshToken: 'refresh' };
  return work.write(ctx, 'completeAuthorization', async (tx) => {
    const found = await connections.lock(tx, ctx, accountId, appId);
    if (!found || found.ownedByAnother) return null;
    return connections.connect(tx, found, wechat, { tokens, authorizedAt });
  });
}

async function fourInstallations(): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < 4) ids.push(await rows.installation());
  return ids;
}

const slots = async (group = openAppId): Promise<Record<string, number>> => {
  const { rows: found } = await rows.client.query<{ app_id: string; slot: number }>(
    'select app_id, slot from authorizer where slot_group = $1 order by slot',
    [group],
  );
  return Object.fromEntries(found.map(({ app_id, slot }) => [app_id, slot]));
};

const free = (appId: string) =>
  rows.client.query('update authorizer set slot_group = null, slot = null where app_id = $1', [appId]);

test('twenty accounts of four installations, connected at once, take the slots 1 to 5 exactly', async () => {
  const installations = await fourInstallations();
  const drafts: Draft[] = [];
  for (let index = 0; index < 20; index += 1) drafts.push(await draft(installations[index % 4] ?? ''));
  const outcomes = await Promise.all(drafts.map((one) => complete(one)));
  expect(outcomes.filter((connected) => connected === true)).toHaveLength(5);
  expect(outcomes.filter((connected) => connected === false)).toHaveLength(15);
  const winners = drafts.filter((_, index) => outcomes[index]).map(({ appId }) => appId);
  const taken = await slots();
  expect(Object.values(taken)).toEqual([1, 2, 3, 4, 5]);
  expect(Object.keys(taken).toSorted()).toEqual(winners.toSorted());
});

test('who finds no free slot changes nothing: no authorizer, no credential, no audit', async () => {
  const installationId = await rows.installation();
  for (let index = 0; index < 5; index += 1) await complete(await draft(installationId));
  const late = await draft(installationId);
  const { slot_group: _groups, ...before } = await rows.everything();
  expect(await complete(late)).toBe(false);
  const { slot_group: _after, ...after } = await rows.everything();
  expect(after).toEqual(before);
});

test('a freed slot is taken again, the lowest first', async () => {
  const installationId = await rows.installation();
  const five: Draft[] = [];
  for (let index = 0; index < 5; index += 1) five.push(await draft(installationId));
  for (const one of five) expect(await complete(one)).toBe(true);
  expect(Object.values(await slots())).toEqual([1, 2, 3, 4, 5]);
  await free(five[3]?.appId ?? '');
  await free(five[1]?.appId ?? '');
  const [next, last, none] = [
    await draft(installationId),
    await draft(installationId),
    await draft(installationId),
  ];
  expect([await complete(next), await complete(last), await complete(none)]).toEqual([true, true, false]);
  expect(await slots()).toEqual({
    [five[0]?.appId ?? '']: 1,
    [next.appId]: 2,
    [five[2]?.appId ?? '']: 3,
    [last.appId]: 4,
    [five[4]?.appId ?? '']: 5,
  });
});

test('an account that is connected again keeps its slot, though the open platform is full', async () => {
  const installationId = await rows.installation();
  const five: Draft[] = [];
  for (let index = 0; index < 5; index += 1) five.push(await draft(installationId));
  for (const one of five) await complete(one);
  const before = await slots();
  expect(await Promise.all(five.map((one) => complete(one)))).toEqual([true, true, true, true, true]);
  expect(await slots()).toEqual(before);
});

test('an account that moves to another open platform frees its slot and takes one there', async () => {
  const installationId = await rows.installation();
  const moving = await draft(installationId);
  await complete(moving);
  const elsewhere = newAppId();
  expect(await complete(moving, { openAppId: elsewhere })).toBe(true);
  expect(await slots()).toEqual({});
  expect(await slots(elsewhere)).toEqual({ [moving.appId]: 1 });
});

test('an account bound to no open platform takes no slot; unknown ones share those of their installation', async () => {
  const installationId = await rows.installation();
  const unbound = await draft(installationId);
  expect(await complete(unbound, { openPlatformBinding: 'NOT_BOUND', openAppId: null })).toBe(true);
  const unknown = { openPlatformBinding: 'UNKNOWN', openAppId: null } as const;
  const outcomes = [];
  for (let index = 0; index < 6; index += 1)
    outcomes.push(await complete(await draft(installationId), unknown));
  expect(outcomes).toEqual([true, true, true, true, true, false]);
  expect(Object.values(await slots(`installation:${installationId}`))).toEqual([1, 2, 3, 4, 5]);
});

test('twenty accounts that scan one WeChat account at once: one owns it, nineteen are told', async () => {
  const installations = await fourInstallations();
  const appId = newAppId();
  const drafts: Draft[] = [];
  for (let index = 0; index < 20; index += 1) drafts.push(await draft(installations[index % 4] ?? '', appId));
  const outcomes = await Promise.all(drafts.map((one) => complete(one)));
  expect(outcomes.filter((connected) => connected === true)).toHaveLength(1);
  expect(outcomes.filter((connected) => connected === null)).toHaveLength(19);
  expect(await slots()).toEqual({ [appId]: 1 });
});

describe('an authorization that was confirmed before the latest one, and completes after it', () => {
  const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);
  const stored = async ({ appId }: Draft) => {
    const credential = await credentials.find(appId);
    const { rows: found } = await rows.client.query(
      `select a.authorized_at as authorizer, o.authorized_at as account, o.name from authorizer a
         join official_account o on o.id = a.account_id where a.app_id = $1`,
      [appId],
    );
    return { token: credential?.accessToken, version: credential?.version, ...found[0] };
  };

  test('brings what WeChat says by now, and leaves the newer tokens', async () => {
    const one = await draft(await rows.installation());
    const [earlier, later] = [secondsAgo(60), secondsAgo(30)];
    await complete(one, {}, { authorizedAt: later, accessToken: 'newer' });

    expect(await complete(one, { name: '新名字' }, { authorizedAt: earlier, accessToken: 'older' })).toBe(
      true,
    );

    const kept = { token: 'newer', version: 1, authorizer: later, account: later, name: '新名字' };
    expect(await stored(one)).toEqual(kept);
  });

  test('of the same second: whichever completes last has the tokens that WeChat gave last', async () => {
    const one = await draft(await rows.installation());
    const second = new Date('2026-11-25T08:00:00.900Z');
    await complete(one, {}, { authorizedAt: second, accessToken: 'first' });

    const same = new Date('2026-11-25T08:00:00.000Z');
    expect(await complete(one, {}, { authorizedAt: same, accessToken: 'second' })).toBe(true);

    expect(await stored(one)).toMatchObject({ token: 'second', version: 2 });
  });

  test('connects an account whose tokens are gone', async () => {
    const one = await draft(await rows.installation());
    await complete(one, {}, { authorizedAt: secondsAgo(30), accessToken: 'lost' });
    await rows.client.query(
      `update official_account set credential_app_id = null, status = 'DRAFT' where id = $1`,
      [one.accountId],
    );
    await rows.client.query('delete from credential where app_id = $1', [one.appId]);

    expect(await complete(one, {}, { authorizedAt: secondsAgo(60), accessToken: 'all there is' })).toBe(true);

    expect(await stored(one)).toMatchObject({ token: 'all there is' });
  });
});
