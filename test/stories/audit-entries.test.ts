import { beforeAll, describe, expect, test, vi } from 'vitest';
import { firstIdAt } from '../../src/kernel/ids.ts';
import { apiClient } from '../kit/api-clients.ts';
import type { TestClient } from '../kit/client.ts';
import {
  AddOfficialAccountDocument,
  GetNodeDocument,
  ListAuditEntriesDocument,
  type ListAuditEntriesQueryVariables,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql } from '../kit/stored.ts';
import { addAccount, authorized, errorCodes, openSession } from '../kit/stories.ts';

const qiao = useQiao();

async function page(client: TestClient, variables: ListAuditEntriesQueryVariables = {}) {
  const { edges, pageInfo, totalCount } = (await client.run(ListAuditEntriesDocument, variables))
    .auditEntries;
  return {
    entries: edges.map(({ node }) => node),
    ids: edges.map(({ node }) => node.id),
    pageInfo,
    totalCount,
  };
}

describe('an entry tells', () => {
  test('who changed what, when, and under which request id', async () => {
    const admin = await qiao.caller({ site: 'telling', user: '42' });
    const { data } = await admin.ask(AddOfficialAccountDocument, { input: { description: '北京' } });
    const id = data?.addOfficialAccount.officialAccount?.id ?? '';

    const { entries } = await page(admin, { filter: { subjectId: id } });

    expect(entries).toEqual([
      {
        id: entries[0]?.id,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        actor: { kind: 'USER', id: '42', apiKey: null },
        action: 'addOfficialAccount',
        subjectType: 'OfficialAccount',
        subjectId: id,
        before: null,
        after: expect.objectContaining({ description: '北京', accessMode: 'ALL_USERS' }),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
    expect((await admin.run(GetNodeDocument, { id: entries[0]?.id ?? '' })).node).toEqual({
      __typename: 'AuditEntry',
      id: entries[0]?.id,
    });
  });

  test('which API client it was, by its key', async () => {
    const admin = await qiao.caller({ site: 'client' });
    const { client, apiKey } = await apiClient(qiao, admin, ['ACCOUNTS_WRITE'], { name: 'importer' });
    const { id } = await addAccount(client);

    const { entries } = await page(admin, { filter: { subjectId: id } });

    expect(entries.map(({ actor }) => actor)).toEqual([
      { kind: 'API_CLIENT', id: apiKey.id, apiKey: { id: apiKey.id, name: 'importer' } },
    ]);
  });

  test('what Qiao did by itself', async () => {
    const admin = await qiao.caller({ site: 'system' });
    const { accountId } = await authorized(qiao, admin);

    const { entries } = await page(admin, { filter: { subjectId: accountId, actorKind: 'SYSTEM' } });

    expect(entries).toMatchObject([
      { actor: { kind: 'SYSTEM', id: 'wechat', apiKey: null }, action: 'completeAuthorization' },
    ]);
  });

  test('that a key was created and revoked, and never the key', async () => {
    const admin = await qiao.caller({ site: 'keys' });
    const { apiKey, secret } = await apiClient(qiao, admin, ['AUDIT_READ'], { name: 'reader' });
    await admin.ask(`mutation { revokeApiKey(input: { apiKeyId: "${apiKey.id}" }) { userErrors { code } } }`);

    const { entries } = await page(admin, { filter: { subjectId: apiKey.id } });

    expect(entries).toMatchObject([
      { action: 'revokeApiKey', before: { revokedAt: null }, after: { revokedAt: expect.any(String) } },
      {
        action: 'createApiKey',
        before: null,
        after: { name: 'reader', prefix: apiKey.prefix, scopes: ['AUDIT_READ'], expiresAt: null },
      },
    ]);
    const text = JSON.stringify(entries);
    expect(text).not.toContain(secret.slice('qiao_12345678_'.length));
  });
});

describe('pages', () => {
  test('begin with the newest, and do not move when entries are added meanwhile', async () => {
    const admin = await qiao.caller({ site: 'pages' });
    for (let n = 0; n < 5; n += 1) await addAccount(admin);
    const all = await page(admin);
    expect(all.entries.map(({ action }) => action)).toEqual([
      ...Array.from({ length: 5 }, () => 'addOfficialAccount'),
      'connect',
      'install',
    ]);
    expect(all.totalCount).toBe(7);

    const read: string[] = [];
    let after: string | null = null;
    for (let n = 0; n < 4; n += 1) {
      const { ids, pageInfo }: Awaited<ReturnType<typeof page>> = await page(admin, { first: 2, after });
      expect(pageInfo.hasNextPage).toBe(n < 3);
      read.push(...ids);
      after = pageInfo.endCursor ?? null;
      await addAccount(admin);
    }

    expect(read).toEqual(all.ids);
    expect((await page(admin)).totalCount).toBe(11);
  });

  test('go back as well: what came since a cursor lies before it', async () => {
    const admin = await qiao.caller({ site: 'back' });
    await addAccount(admin);
    const { pageInfo } = await page(admin);
    await addAccount(admin);
    await addAccount(admin);
    const [newest, newer] = (await page(admin)).ids;

    expect((await page(admin, { before: pageInfo.startCursor })).ids).toEqual([newest, newer]);
    expect((await page(admin, { last: 1, before: pageInfo.startCursor })).ids).toEqual([newer]);
  });

  test.each<[string, ListAuditEntriesQueryVariables]>([
    [
      'a cursor of another list',
      { after: Buffer.from('cursor:apiKeys:01890000-0000-7000-8000-000000000000').toString('base64url') },
    ],
    ['an invalid cursor', { after: 'abc' }],
    ['more than a hundred', { first: 101 }],
  ])('%s is refused', async (_what, variables) => {
    const admin = await qiao.caller({ site: 'pages' });
    expect(errorCodes(await admin.ask(ListAuditEntriesDocument, variables))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('the filter', () => {
  const times = ['2026-01-01', '2026-01-02', '2026-01-03'].map((day) => `${day}T00:00:00.000Z`);
  let admin: TestClient;
  let accounts: string[];
  let keyId: string;

  /** Three days: one account added by user 17, the next by user 18 with a session, the third by an API client. */
  beforeAll(async () => {
    admin = await qiao.caller({ site: 'filter', user: '17' });
    const colleague = await qiao.caller({ site: 'filter', user: '18' });
    const { client, apiKey } = await apiClient(qiao, admin, ['ACCOUNTS_WRITE']);
    keyId = apiKey.id;
    accounts = [
      (await addAccount(admin)).id,
      (await addAccount(colleague)).id,
      (await addAccount(client)).id,
    ];
    await openSession(colleague, accounts[1] ?? '');
    // The time of an entry is in its id as well: of its 36 characters, the first 13.
    for (const [day, account] of accounts.entries())
      await sql(
        qiao,
        'update audit_entry set at = $1, id = overlay(id::text placing $2 from 1 for 13)::uuid where subject_id = $3',
        [times[day], firstIdAt(new Date(times[day] ?? '')).slice(0, 13), ownId(account)],
      );
  });

  const found = async (filter: ListAuditEntriesQueryVariables['filter']) => {
    const { entries, totalCount } = await page(admin, { filter });
    expect(totalCount).toBe(entries.length);
    return entries.map(({ action, subjectId }) => {
      const account = accounts.indexOf(subjectId);
      return account < 0 ? action : `${action} ${account + 1}`;
    });
  };
  const add = (account: number) => `addOfficialAccount ${account}`;

  test('by actions', async () => {
    expect(await found({ actions: ['addOfficialAccount'] })).toEqual([add(3), add(2), add(1)]);
    expect(await found({ actions: ['createApiKey', 'authorizeAccount'] })).toEqual([
      'authorizeAccount',
      'createApiKey',
    ]);
    expect(await found({ actions: [] })).toEqual([]);
    expect(await found({ actions: ["' or true --", '\0'] })).toEqual([]);
  });

  test('by the changed object', async () => {
    expect(await found({ subjectId: accounts[0] })).toEqual([add(1)]);
    expect(await found({ subjectId: 'nonsense' })).toEqual([]);
    expect(await found({ subjectId: Buffer.from('Campaign:1234').toString('base64url') })).toEqual([]);
  });

  test('by actor', async () => {
    expect(await found({ actorId: '18' })).toEqual(['authorizeAccount', add(2)]);
    expect(await found({ actorId: keyId })).toEqual([add(3)]);
    expect(await found({ actorKind: 'API_CLIENT' })).toEqual([add(3)]);
    expect(await found({ actorKind: 'SYSTEM', actorId: '18' })).toEqual([]);
    expect(await found({ actorId: '\0' })).toEqual([]);
  });

  test('by time: since a moment, and before another', async () => {
    const actions = ['addOfficialAccount'];
    expect(await found({ actions, since: times[1] })).toEqual([add(3), add(2)]);
    expect(await found({ actions, until: times[1] })).toEqual([add(1)]);
    expect(await found({ actions, until: '0000-01-01T00:00:00Z' })).toEqual([]);
    expect(await found({ actions, since: '0000-01-01T00:00:00Z' })).toEqual([add(3), add(2), add(1)]);
    expect(await found({ actions, since: times[1], until: times[2] })).toEqual([add(2)]);
  });

  test('by all of it together, and by nothing', async () => {
    const filter = {
      actions: ['addOfficialAccount'],
      actorId: '18',
      actorKind: 'USER',
      since: times[0],
    } as const;
    expect(await found({ ...filter, actions: [...filter.actions] })).toEqual([add(2)]);
    const everything = await found(null);
    expect(await found({ actions: null, subjectId: null, actorId: null, since: null })).toEqual(everything);
    expect(everything).toHaveLength(7);
  });
});

describe('the trail is for', () => {
  test('administrators, and API clients with the scope; nobody else', async () => {
    const admin = await qiao.caller({ site: 'acme' });
    const { client } = await apiClient(qiao, admin, ['AUDIT_READ']);
    const { client: other } = await apiClient(qiao, admin, ['ACCOUNTS_READ', 'ACCOUNTS_WRITE']);
    const marketer = await qiao.caller({ site: 'acme', role: 'marketer' });

    expect((await page(client)).ids).toEqual((await page(admin)).ids);
    for (const refused of [marketer, other])
      expect(errorCodes(await refused.ask(ListAuditEntriesDocument, {}))).toEqual(['FORBIDDEN']);
  });

  test('the own installation: what belongs to another does not exist', async () => {
    const admin = await qiao.caller({ site: 'acme' });
    const foreign = await qiao.caller({ site: 'globex' });
    const { id } = await addAccount(admin);
    const { entries } = await page(admin, { filter: { subjectId: id } });

    expect((await page(foreign, { filter: { subjectId: id } })).entries).toEqual([]);
    expect((await foreign.run(GetNodeDocument, { id: entries[0]?.id ?? '' })).node).toBeNull();
  });
});

test.each([1, 5])('a page of %i entries by API clients reads their keys at once', async (first) => {
  const admin = await qiao.caller({ site: 'batched' });
  for (let n = 0; n < first; n += 1)
    await addAccount((await apiClient(qiao, admin, ['ACCOUNTS_WRITE'])).client);
  const reads = vi.spyOn(qiao.services.apiKeys, 'byIds');

  const { entries } = await page(admin, { first, filter: { actorKind: 'API_CLIENT' } });

  expect(new Set(entries.map(({ actor }) => actor.apiKey?.id)).size).toBe(first);
  expect(reads).toHaveBeenCalledTimes(1);
  reads.mockRestore();
});
