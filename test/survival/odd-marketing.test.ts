import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemContext } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { TestClient } from '../kit/client.ts';
import {
  CampaignsDocument,
  ContactFieldsDocument,
  GetCampaignDocument,
  InstallationStateDocument,
  MarketingUsersDocument,
  ViewerDocument,
} from '../kit/generated/operations.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { senderAccount } from '../kit/senders.ts';
import { outdateCatalogues, sql } from '../kit/stored.ts';
import { accountOf, COMPLETE, errorCodes } from '../kit/stories.ts';

const SITE = 'odd';
const CAMPAIGNS = '/api/rest/2.0/assets/campaigns';
const FIELDS = '/api/rest/1.0/assets/contact/fields';
const USERS = '/api/rest/2.0/system/users';
/** What the account names. */
const CAMPAIGN = '1234';
const FIELD = '100191';
const USER = '17';

const lines: string[] = [];
let qiao: Qiao;
let admin: TestClient;
let accountId: string;
beforeAll(async () => {
  qiao = await startQiao({ logTo: { write: (line) => void lines.push(line) } });
  admin = await qiao.caller({ site: SITE, user: '18' });
  const access = { mode: 'SELECTED_USERS' as const, userIds: [USER] };
  ({ accountId } = await senderAccount(qiao, admin, { ...COMPLETE, access }));
  await lists();
});
beforeEach(async () => {
  await qiao.eloqua.clearFaults();
  for (const table of ['campaign', 'contact_field', 'marketing_user'])
    await sql(qiao, `delete from ${table} where name like 'Other %'`);
  await sql(qiao, 'update catalogue_read set failed_at = null');
  await outdateCatalogues(qiao, 10);
});
afterAll(() => qiao.close());

const lists = () =>
  Promise.all([
    admin.run(CampaignsDocument, {}),
    admin.run(ContactFieldsDocument, {}),
    admin.run(MarketingUsersDocument, {}),
  ]);
const known = (table: string, id: string) =>
  sql(qiao, `select to_jsonb(t) - 'as_of' as known from ${table} t where id = $1`, [id]);
const others = (count: number, first = 1): object[] =>
  Array.from({ length: count }, (_, index) => ({
    id: String(700_000 + first + index),
    name: `Other ${index}`,
  }));
const statusOf = async () => (await accountOf(admin, accountId)).status;

const CUT = [{ body: { elements: others(3), total: 9 } }, { body: { elements: [], total: 9 } }];
const ODD = [{ body: { elements: [...others(3), null, {}, 'x', { id: null }], total: 7 } }];
const NOTHING = [{ body: {} }];

type Row = [what: string, path: string, table: string, id: string, pages: readonly object[]];

describe('a list does not prove that anything is gone', () => {
  test.each<Row>([
    [
      'with a page that repeats another one',
      CAMPAIGNS,
      'campaign',
      CAMPAIGN,
      [{ body: { elements: others(1_000), total: 1_001 } }, { body: { elements: others(1), total: 1_001 } }],
    ],
    [
      'of a full page without a total',
      CAMPAIGNS,
      'campaign',
      CAMPAIGN,
      [{ body: { elements: others(1_000) } }, { body: { elements: others(1, 1_000) } }],
    ],
    ['of a short page without a total', CAMPAIGNS, 'campaign', CAMPAIGN, [{ body: { elements: others(3) } }]],
    [
      'whose total is too low',
      CAMPAIGNS,
      'campaign',
      CAMPAIGN,
      [{ body: { elements: others(3), total: 1 } }],
    ],
    ['that is cut', CAMPAIGNS, 'campaign', CAMPAIGN, CUT],
    ['that is cut, of fields', FIELDS, 'contact_field', FIELD, CUT],
    ['that is cut, of users', USERS, 'marketing_user', USER, CUT],
    ['with odd elements', CAMPAIGNS, 'campaign', CAMPAIGN, ODD],
    ['with odd elements, of fields', FIELDS, 'contact_field', FIELD, ODD],
    ['with odd elements, of users', USERS, 'marketing_user', USER, ODD],
    ['that is empty', CAMPAIGNS, 'campaign', CAMPAIGN, [{ body: { elements: [], total: 0 } }]],
    ['that is a 204', CAMPAIGNS, 'campaign', CAMPAIGN, [{ httpStatus: 204 }]],
    ['that is {}', CAMPAIGNS, 'campaign', CAMPAIGN, NOTHING],
    ['that is {}, of fields', FIELDS, 'contact_field', FIELD, NOTHING],
    ['that is {}, of users', USERS, 'marketing_user', USER, NOTHING],
  ])('%s', async (_what, path, table, id, pages) => {
    const before = await known(table, id);
    for (const page of pages) await qiao.eloqua.fault({ path, times: 1, ...page });
    // Asked by id it cannot be read either.
    await qiao.eloqua.fault({ path: `${path.slice(0, -1)}/${id}`, times: 10, body: { id: [] } });

    await lists();

    expect(await known(table, id)).toEqual(before);
    expect(await statusOf()).toBe('ACTIVE');
  });

  test('and one line a minute tells', () => {
    const told = lines
      .map((line) => JSON.parse(line))
      .filter(({ level }) => level === 'warn' || level === 'error');
    const of = (text: string) => told.filter(({ msg }) => msg.includes(text));
    expect(
      of('not taken as gone')
        .map(({ catalogue }) => catalogue)
        .sort(),
    ).toEqual(['CAMPAIGNS', 'CONTACT_FIELDS', 'USERS']);
    expect(of('odd').map(({ call, fields }) => [call, fields])).toContainEqual([
      'GET /api/REST/2.0/assets/campaigns',
      ['elements[3]', 'elements[4]', 'elements[5]', 'elements[6]'],
    ]);
    expect(of('cannot be read').map(({ call, field }) => [call, field])).toContainEqual([
      'GET /api/REST/2.0/assets/campaign/…',
      'id',
    ]);
    expect(told.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('but a 404 for what is missing in it does', async () => {
    const id = await qiao.eloqua.addCampaign(SITE, { name: 'Deleted soon' });
    await lists();
    await qiao.eloqua.remove(SITE, 'campaigns', id);
    await outdateCatalogues(qiao, 10);
    await qiao.eloqua.fault({ path: CAMPAIGNS, times: 1, body: {} });

    await lists();

    expect(await gone('campaign')).toEqual([id]);
    expect(await statusOf()).toBe('ACTIVE');
    await sql(qiao, 'delete from campaign where id = $1', [id]);
  });
});

test('a list that says again minutes later that it is empty is believed; one with something in it ends the doubt', async () => {
  const empty = { path: CAMPAIGNS, times: 1, body: { elements: [], total: 0 } };
  await qiao.eloqua.fault(empty);
  await lists();
  await outdateCatalogues(qiao, 2);
  await lists();
  expect(await gone('campaign')).toEqual([]);
  await outdateCatalogues(qiao, 10);
  await qiao.eloqua.fault(empty);
  await lists();
  expect(await gone('campaign')).toEqual([]);
  const again = `select from graphile_worker._private_jobs where key like 'marketing.read-catalogues:%' and run_at > now() + interval '2 minutes'`;
  expect(await sql(qiao, again)).toHaveLength(1);

  await outdateCatalogues(qiao, 4);
  await qiao.eloqua.fault(empty);
  await lists();

  expect((await gone('campaign')).length).toBeGreaterThan(3);
  expect(await statusOf()).toBe('ACTION_REQUIRED');
  await outdateCatalogues(qiao, 10);
  await lists();
  expect(await gone('campaign')).toEqual([]);
  expect(await statusOf()).toBe('ACTIVE');
});

test('what an object does not say stays as it was known; of a new one, its id stands for its name', async () => {
  const list = (id: string, odd: object) => ({
    elements: [null, { id, ...odd }, { id: '800001' }],
    total: 99,
  });
  await qiao.eloqua.fault({
    path: CAMPAIGNS,
    times: 1,
    body: list(CAMPAIGN, { name: null, currentStatus: [] }),
  });
  await qiao.eloqua.fault({ path: FIELDS, times: 1, body: list(FIELD, { name: {}, isReadOnly: 'maybe' }) });
  await qiao.eloqua.fault({ path: USERS, times: 1, body: list(USER, { isDisabled: null, loginName: [] }) });

  const [{ campaigns }, { contactFields }, { marketingUsers }] = await lists();

  const named = <T extends { name: string }>(edges: readonly { node: T }[], name: string) =>
    edges.find(({ node }) => node.name === name)?.node;
  expect(named(campaigns.edges, 'WeChat default – Acme CN')?.status).toBe('ACTIVE');
  expect(named(contactFields.edges, 'WeChat OpenID A1')?.purposes).toContain('OPEN_ID');
  expect(named(marketingUsers.edges, 'Mei Lin')).toMatchObject({ loginName: 'Mei.Lin', disabled: false });
  expect(named(campaigns.edges, '800001')).toMatchObject({ status: 'DRAFT', endAt: null });
  expect(named(contactFields.edges, '800001')).toMatchObject({ dataType: '', purposes: [] });
  expect(named(marketingUsers.edges, '800001')).toMatchObject({ loginName: '800001', disabled: false });
  expect(await statusOf()).toBe('ACTIVE');
});

test('a change that names what an incomplete list lacks is decided by the answer of Eloqua about this object', async () => {
  const [installation] = await sql<{ id: string }>(qiao, 'select id from installation where site = $1', [
    SITE,
  ]);
  const ctx = systemContext(installation?.id ?? '', 'test', newId());
  const { contactFields } = qiao.services;
  const lacking = async () => {
    await outdateCatalogues(qiao, 10);
    for (const body of CUT.map((page) => page.body))
      await qiao.eloqua.fault({ path: FIELDS, times: 1, body });
  };
  // Known, new, and none.
  const added = await qiao.eloqua.addField(SITE, { name: 'Added' });
  await lacking();
  const found = await contactFields.forWriting(ctx, [FIELD, added, '999']);
  expect([...found.keys()].sort()).toEqual([FIELD, added].sort());

  await lacking();
  await qiao.eloqua.fault({ path: `${FIELDS.slice(0, -1)}/998`, times: 1, html: true });
  await expect(contactFields.forWriting(ctx, ['998'])).rejects.toMatchObject({
    faults: [{ code: 'UPSTREAM_UNAVAILABLE' }],
  });
});

describe('one campaign', () => {
  const ask = (reference: string) => admin.ask(GetCampaignDocument, { reference });

  test('is null only if Eloqua says that there is none', async () => {
    expect((await ask('999')).data).toEqual({ campaign: null });
    const another = { body: { id: CAMPAIGN, name: 'Other one' } };
    for (const fault of [
      { httpStatus: 500 },
      { html: true },
      { body: { id: null } },
      { httpStatus: 403 },
      another,
    ]) {
      await qiao.eloqua.fault({ path: '/api/rest/2.0/assets/campaign/999', times: 1, ...fault });
      const answer = await ask('999');
      expect([errorCodes(answer), answer.data?.campaign ?? null]).toEqual([['SERVICE_UNAVAILABLE'], null]);
    }
    expect(await known('campaign', CAMPAIGN)).toMatchObject([
      { known: { name: 'WeChat default – Acme CN' } },
    ]);
  });
});

describe('a user who was deleted', () => {
  test('is refused, but not because a list lacks them', async () => {
    const leaver = await qiao.caller({ site: SITE, user: '16' });
    const viewer = async () => errorCodes(await leaver.ask(ViewerDocument, {}));
    await lists();
    expect(await viewer()).toEqual([]);
    await outdateCatalogues(qiao, 10);
    for (const body of [{ elements: others(2), total: 14 }, {}])
      await qiao.eloqua.fault({ path: USERS, times: 1, body });
    await qiao.eloqua.fault({ path: '/api/rest/2.0/system/user/16', times: 1, httpStatus: 500 });
    await lists();
    expect(await viewer()).toEqual([]);

    await qiao.eloqua.remove(SITE, 'users', '16');
    await outdateCatalogues(qiao, 10);
    await lists();

    expect(await viewer()).toEqual(['UNAUTHENTICATED']);
  });
});

test('a page that is too large is asked for in smaller ones, and the connection is well', async () => {
  const body = { elements: [{ id: '1', name: 'x'.repeat(4 * 1024 * 1024) }], total: 1 };
  await qiao.eloqua.fault({ path: CAMPAIGNS, times: 1, body });
  await qiao.eloqua.forgetRequests();

  await lists();

  const asked = (await qiao.eloqua.requests(CAMPAIGNS)).map(({ query }) => query.count);
  expect(asked).toEqual(['1000', '500']);
  const { installation } = await admin.run(InstallationStateDocument, {});
  expect(installation.connection.state).toBe('CONNECTED');
  expect(await statusOf()).toBe('ACTIVE');
});

test('a refusal at the token endpoint is one line for the operator, however often it comes', async () => {
  const fault = {
    path: '/auth/oauth2/token',
    times: 10,
    httpStatus: 400,
    body: { error: 'invalid_request' },
  };
  await sql(qiao, 'update marketing_connection set access_token_usable_until = now()');
  await qiao.eloqua.fault(fault);

  await lists();

  const errors = lines
    .map((line) => JSON.parse(line))
    .filter(({ call }) => call === 'POST /auth/oauth2/token')
    .map(({ time: _time, service: _service, version: _version, ...line }) => line);
  expect(errors).toEqual([
    {
      ...{
        level: 'error',
        msg: expect.stringContaining('its operator must correct it'),
      },
      ...{ call: 'POST /auth/oauth2/token', kind: 'INVALID', status: 400, word: 'invalid_request' },
      eloquaRequestId: expect.any(String),
    },
  ]);
});

const gone = async (table: string) =>
  (await sql<{ id: string }>(qiao, `select id from ${table} where gone_at is not null`)).map(({ id }) => id);
