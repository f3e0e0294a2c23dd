import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { type AccountChange, ChangeImpactDocument } from '../kit/generated/operations.ts';
import { CAMPAIGN, configuredStep, drop, senderAccount } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, settled, sql, stored } from '../kit/stored.ts';
import { COMPLETE, errorCodes } from '../kit/stories.ts';

const SITE = 'impact';
const qiao = useQiao();
let admin: TestClient;
let accountId: string;
let otherId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  ({ accountId } = await senderAccount(qiao, admin));
  const second = { ...COMPLETE, openIdFieldId: '100192', lastActivityFieldId: '100196' };
  ({ accountId: otherId } = await senderAccount(qiao, admin, second));
});

async function impactOf(account: string, change: AccountChange = 'REMOVE', page: object = {}) {
  const { changeImpact } = await admin.run(ChangeImpactDocument, { accountId: account, change, ...page });
  return changeImpact;
}

describe('changeImpact', () => {
  test('of an account without senders names none, and gives a token all the same', async () => {
    const impact = await impactOf(otherId);
    expect(impact).toMatchObject({
      change: 'REMOVE',
      impactToken: expect.stringMatching(/^v1\.\d+\.[\w-]{43}$/),
      messageSenders: { totalCount: 0, edges: [] },
      campaigns: { totalCount: 0, edges: [] },
    });
    const minutes = (Date.parse(impact.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14.8);
    expect(minutes).toBeLessThanOrEqual(15);
  });

  test.each(['REMOVE', 'REPLACE_WECHAT_ACCOUNT', 'CHANGE_OPEN_ID_FIELD'] as const)(
    'for %s names the configured senders and their campaigns, and changes nothing',
    async (change) => {
      const hit = await configuredStep(qiao, admin, SITE, accountId);
      await configuredStep(qiao, admin, SITE, otherId);
      await drop(qiao, SITE);
      await settled(qiao);
      const before = await stored(qiao);
      const { messageSenders, campaigns } = await impactOf(accountId, change);
      const senders = messageSenders.edges.map(({ node }) => node);
      expect(senders.at(-1)).toMatchObject({ id: hit.id, status: 'CONFIGURED', account: { id: accountId } });
      for (const sender of senders) expect(sender.account?.id).toBe(accountId);
      expect(messageSenders.totalCount).toBe(senders.length);
      expect(campaigns.edges.map(({ node }) => ({ ...node, id: ownId(node.id) }))).toEqual([
        { id: CAMPAIGN, name: 'Spring launch' },
      ]);
      expect(await stored(qiao)).toEqual(before);
    },
  );

  test('asks Eloqua where the senders stand now', async () => {
    const own = await freshAccount();
    const { instanceId } = await configuredStep(qiao, own.client, own.site, own.accountId);
    await sql(
      qiao,
      'update message_sender set campaign_id = null, campaign_name = null where instance_id = $1',
      [instanceId],
    );
    const { changeImpact } = await own.client.run(ChangeImpactDocument, {
      accountId: own.accountId,
      change: 'REMOVE',
    });
    expect(changeImpact.campaigns.edges.map(({ node }) => ownId(node.id))).toEqual([CAMPAIGN]);
    expect(changeImpact.messageSenders.edges[0]?.node.campaign?.name).toBe('Spring launch');
  });

  test.each([
    { httpStatus: 500 },
    { httpStatus: 429 },
    { html: true },
    { empty: true },
    { reset: true },
    { latencyMs: 30_000 },
  ])('answers with what was last known where Eloqua gives %o', async (fault) => {
    await qiao.eloqua.call('POST', '/_sandbox/faults', {
      path: '/api/cloud/1.0/actions/instances',
      times: 5,
      ...fault,
    });
    const { messageSenders, campaigns } = await impactOf(accountId);
    await qiao.eloqua.call('DELETE', '/_sandbox/faults', {});
    expect(messageSenders.edges.length).toBeGreaterThan(0);
    expect(campaigns.edges.map(({ node }) => ownId(node.id))).toEqual([CAMPAIGN]);
  });

  test('does not wait long for campaigns that nobody knows, however many, and then not again for a while', async () => {
    const own = await freshAccount();
    for (let campaign = 1; campaign <= 12; campaign += 1) {
      const { instanceId } = await configuredStep(qiao, own.client, own.site, own.accountId);
      await sql(qiao, 'update message_sender set campaign_id = $2 where instance_id = $1', [
        instanceId,
        `77${campaign}`,
      ]);
    }
    const one = '/api/REST/2.0/assets/campaign/*';
    await qiao.eloqua.fault({ path: '/api/cloud/1.0/actions/instances', times: 1, httpStatus: 503 });
    await qiao.eloqua.fault({ path: one, times: 99, latencyMs: 30_000 });
    await qiao.eloqua.forgetRequests();
    const ask = async () => {
      const change = { accountId: own.accountId, change: 'REMOVE' } as const;
      return (await own.client.run(ChangeImpactDocument, change)).changeImpact;
    };
    // Eloqua would take longer than an operation may.
    const first = await ask();
    expect(first.messageSenders.totalCount).toBe(12);
    expect(first.campaigns).toMatchObject({ totalCount: 0, edges: [] });
    expect(await qiao.eloqua.requests(one)).toHaveLength(10);
    const second = await ask();
    expect(await qiao.eloqua.requests(one)).toHaveLength(10);
    expect(second.campaigns.totalCount).toBe(0);
    await qiao.eloqua.clearFaults();
  });

  test('gives its senders page by page', async () => {
    await configuredStep(qiao, admin, SITE, accountId);
    const all = (await impactOf(accountId)).messageSenders;
    const first = (await impactOf(accountId, 'REMOVE', { first: 1 })).messageSenders;
    expect(first).toMatchObject({
      totalCount: all.edges.length,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const after = first.edges[0]?.cursor;
    const rest = (await impactOf(accountId, 'REMOVE', { after })).messageSenders;
    expect([...first.edges, ...rest.edges]).toEqual(all.edges);
    expect(rest.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true });
    const wrong = { accountId, change: 'REMOVE' as const, after: 'x' };
    expect(errorCodes(await admin.ask(ChangeImpactDocument, wrong))).toContain('BAD_USER_INPUT');
  });

  test('is for administrators, and of their own accounts', async () => {
    const marketer = await qiao.caller({ site: SITE, role: 'marketer' });
    const foreign = await qiao.caller({ site: 'foreign' });
    const ask = async (client: TestClient, id: string) =>
      errorCodes(await client.ask(ChangeImpactDocument, { accountId: id, change: 'REMOVE' }));
    expect(await ask(marketer, accountId)).toEqual(['FORBIDDEN']);
    expect(await ask(foreign, accountId)).toEqual(['NOT_FOUND']);
    expect(await ask(admin, Buffer.from(`OfficialAccount:${randomUUID()}`).toString('base64url'))).toEqual([
      'NOT_FOUND',
    ]);
  });
});

let sites = 0;
async function freshAccount() {
  sites += 1;
  const site = `impact${sites}`;
  const client = await qiao.caller({ site });
  const { accountId: id, appId } = await senderAccount(qiao, client);
  return { site, client, accountId: id, appId };
}
