import { beforeAll, describe, expect, test } from 'vitest';
import { AccountListDocument } from '../../console/src/accounts/generated/operations.ts';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { ListAccountDetailsDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { statementsOf } from '../kit/statements.ts';
import { outdateCatalogues, sql } from '../kit/stored.ts';
import { addAccount, TERMS } from '../kit/stories.ts';

const qiao = useQiao();

const list = async (client: TestClient, first = 100) => {
  const { officialAccounts } = await client.run(ListAccountDetailsDocument, { first });
  return officialAccounts.edges.map(({ node }) => node);
};

const KINDS = [
  '/api/REST/1.0/assets/contact/fields',
  '/api/REST/2.0/system/users',
  '/api/REST/2.0/assets/campaigns',
];
/** How often the marketing platform was asked for each kind. */
const asked = async () => Promise.all(KINDS.map(async (path) => (await qiao.eloqua.requests(path)).length));

describe('a list of a hundred accounts, with everything that they name', () => {
  const site = 'hundred';
  let admin: TestClient;

  beforeAll(async () => {
    admin = await qiao.caller({ site });
    const settings = {
      defaultCampaign: '1234',
      acceptedTermsVersion: TERMS,
      subscriptionStatusFieldId: '100194',
    };
    const access = { mode: 'SELECTED_USERS', userIds: ['11', '12'] } as const;
    for (let index = 0; index < 100; index += 1)
      await addAccount(admin, { ...settings, access: { mode: access.mode, userIds: [...access.userIds] } });
    await sql(
      qiao,
      `insert into message_sender (installation_id, id, instance_id, status, cause, account_id)
       select installation_id, gen_random_uuid(), gen_random_uuid(), 'NEEDS_CONFIGURATION', 'COPIED', id
       from official_account, generate_series(1, 3)`,
    );
  });

  test('takes the same number of statements however many accounts there are', async () => {
    const counts: number[] = [];
    await list(admin);
    for (const first of [1, 10, 100]) counts.push(await statementsOf(qiao, () => list(admin, first)));
    expect(new Set(counts).size).toBe(1);
    // A transaction each, of three: accounts, whom they let in, whether that is the caller; then of fields, users and
    // campaigns the rows and how fresh they are; whether the installation is available; and of senders two lists of pages,
    // of four, and two of counts.
    expect(counts[0]).toBeLessThanOrEqual(39);
    const [first] = await list(admin, 1);
    expect(first).toMatchObject({
      messageSenders: { totalCount: 3, edges: [{}, {}] },
      configured: { totalCount: 0 },
    });
  });

  test('of the console stays within the cost of an operation, and the followers of all are counted at once', async () => {
    const read = async (first: number) => {
      const { officialAccounts } = await admin.run(AccountListDocument, { first });
      expect(officialAccounts.edges).toHaveLength(first);
      expect(officialAccounts.edges[0]?.node).toMatchObject({ followerCount: 0, bindingRate: null });
    };
    await read(1);
    const ofOne = await statementsOf(qiao, () => read(1));
    expect(await statementsOf(qiao, () => read(100))).toBe(ofOne);
  });

  test('asks the marketing platform once for each kind, and not at all while that is fresh', async () => {
    await outdateCatalogues(qiao, 10);
    await qiao.eloqua.forgetRequests();
    const nodes = await list(admin);
    expect(nodes).toHaveLength(100);
    expect(await asked()).toEqual([1, 1, 1]);
    await list(admin);
    expect(await asked()).toEqual([1, 1, 1]);
    expect(nodes[99]).toMatchObject({
      mapped: [{ lastKnownName: 'WeChat Subscription Status', contactField: { availability: 'AVAILABLE' } }],
      campaign: { name: 'WeChat default – Acme CN', availability: 'AVAILABLE' },
      whoMayUse: { users: [{ name: 'Anna Weber' }, { name: 'Ben Carter' }] },
      termsAcceptance: { version: TERMS, acceptedBy: { kind: 'USER', id: '17' } },
    });
  });

  test('is answered with what is known while the marketing platform is away, and says so', async () => {
    for (const path of KINDS) await qiao.eloqua.fault({ path, times: 999, httpStatus: 503 });
    // A reading that the test before began may end in between; what it brings is outdated as well.
    let nodes: Awaited<ReturnType<typeof list>> = [];
    await eventually(async () => {
      await outdateCatalogues(qiao, 10);
      nodes = await list(admin);
      return !JSON.stringify(nodes[0]).includes('"AVAILABLE"');
    });
    await qiao.eloqua.clearFaults();

    expect(nodes).toHaveLength(100);
    expect(nodes[0]).toMatchObject({
      mapped: [{ lastKnownName: 'WeChat Subscription Status', contactField: { availability: 'STALE' } }],
      campaign: { availability: 'STALE' },
      whoMayUse: { users: [{ availability: 'STALE' }, { availability: 'STALE' }] },
    });
    expect(nodes[0]?.requirements.map(({ code }) => code)).not.toContain('DEFAULT_CAMPAIGN_NOT_ACTIVE');
  });
});
