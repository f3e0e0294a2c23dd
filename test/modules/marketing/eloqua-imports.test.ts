import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  ContactWrite,
  MarketingSession,
} from '../../../src/modules/marketing/connection/marketing-platform.port.ts';
import type { EloquaAdapter } from '../../../src/platforms/eloqua/eloqua.adapter.ts';
import { faultOf, imported, LAST_ACTIVITY, OPEN_ID, type Site, STATUS, startSite } from './eloqua-site.ts';

let site: Site;
let session: MarketingSession;
let adapter: EloquaAdapter;
beforeAll(async () => {
  site = await startSite();
  session = await site.session();
});
beforeEach(async () => {
  await site.reset();
  adapter = site.adapter();
});
afterAll(() => site[Symbol.asyncDispose]());

const DONE = { outcome: 'DONE', rejected: [] };
const definitions = '/api/bulk/2.0/contacts/imports';

/** Both ways in which records can name contacts. */
const NAMINGS = [
  ['by id', {}],
  [
    'by address, where ids are refused',
    { importsIdentifyByContactId: false, activitiesNameContactById: false },
  ],
] as const;

describe('an import of contacts', () => {
  test.each(NAMINGS)('%s writes and clears the named fields and no others', async (_way, settings) => {
    await site.settings(settings);
    const at = new Date('2026-11-01T08:30:00Z');
    const importId = await adapter.stageContacts(session, 'ID', [
      { contact: '504', values: { [STATUS]: 'Unsubscribed', [LAST_ACTIVITY]: at } },
      { contact: '508', values: { [LAST_ACTIVITY]: null, [STATUS]: null } },
    ]);
    const before = (await site.contact('508')).fields;
    expect(before).toHaveProperty('C_WeChat_Last_Activity_A11');
    expect(await imported(adapter, session, importId)).toEqual(DONE);
    expect((await site.contact('504')).fields).toMatchObject({
      C_WeChat_OpenID_A11: expect.stringMatching(/^o/),
      C_WeChat_Subscription_Status1: 'Unsubscribed',
      C_WeChat_Last_Activity_A11: '1793521800',
    });
    const { C_WeChat_Last_Activity_A11: _time, C_WeChat_Subscription_Status1: _status, ...rest } = before;
    expect((await site.contact('508')).fields).toEqual(rest);
    await site.control('PATCH', 'contacts/508', { fields: before });
  });

  test.each(NAMINGS)('%s says which records were refused, in their places', async (_way, settings) => {
    await site.settings(settings);
    const importId = await adapter.stageContacts(session, 'ID', [
      { contact: '999999', values: { [STATUS]: 'Subscribed' } },
      { contact: '501', values: { [STATUS]: 'Subscribed' } },
      { contact: '502', values: { [STATUS]: 'x'.repeat(101) } },
      { contact: '999998', values: { [STATUS]: 'Subscribed' } },
    ]);
    expect(await imported(adapter, session, importId)).toEqual({
      outcome: 'DONE',
      rejected: [
        { index: 0, reason: 'CONTACT_MISSING' },
        { index: 2, reason: 'VALUE_REFUSED' },
        { index: 3, reason: 'CONTACT_MISSING' },
      ],
    });
    expect((await site.contact('501')).fields).toMatchObject({ C_WeChat_Subscription_Status1: 'Subscribed' });
    expect((await site.contact('502')).fields).not.toHaveProperty('C_WeChat_Subscription_Status1');
  });

  test('tries ids once for a site', async () => {
    await site.settings({ importsIdentifyByContactId: false });
    for (const value of ['a', 'b']) {
      await adapter.stageContacts(session, 'ID', [{ contact: '501', values: { [STATUS]: value } }]);
    }
    expect(await site.asked(definitions)).toBe(3);
  });

  test('by e-mail address creates contacts that are missing', async () => {
    const importId = await adapter.stageContacts(session, 'EMAIL_ADDRESS', [
      { contact: 'CONTACT9@customer.example', values: { [OPEN_ID]: 'oNine' } },
      { contact: 'fresh@customer.example', values: { [OPEN_ID]: 'oFresh' } },
      { contact: 'no address', values: { [OPEN_ID]: 'oNobody' } },
    ]);
    expect(await imported(adapter, session, importId)).toEqual({
      outcome: 'DONE',
      rejected: [{ index: 2, reason: 'VALUE_REFUSED' }],
    });
    expect((await site.contact('509')).fields).toMatchObject({ C_WeChat_OpenID_A11: 'oNine' });
    expect(await site.find('oFresh')).toMatchObject([{ emailAddress: 'fresh@customer.example' }]);
    expect(await site.find('oNobody')).toEqual([]);
  });

  test('changes nothing until it runs, and uploads stay a day', async () => {
    await adapter.stageContacts(session, 'ID', [{ contact: '503', values: { [STATUS]: 'Subscribed' } }]);
    expect((await site.contact('503')).fields).not.toHaveProperty('C_WeChat_Subscription_Status1');
    const { requests } = await site.control<{ requests: { body: unknown }[] }>(
      'GET',
      `requests?path=${definitions}`,
    );
    expect(requests[0]?.body).toEqual({
      name: 'Qiao: contacts',
      fields: { contact: '{{Contact.Id}}', f100194: '{{Contact.Field(C_WeChat_Subscription_Status1)}}' },
      identifierFieldName: 'contact',
      updateRule: 'always',
      isSyncTriggeredOnImport: false,
      areSystemTimestampsInUTC: true,
      dataRetentionDuration: 'P1D',
      autoDeleteDuration: 'P1D',
    });
  });

  test.each<[string, ContactWrite[]]>([
    ['no records', []],
    ['no fields', [{ contact: '501', values: {} }]],
    [
      'different fields',
      [
        { contact: '501', values: { [STATUS]: 'a' } },
        { contact: '502', values: { [OPEN_ID]: 'o' } },
      ],
    ],
    ['a field that does not exist', [{ contact: '501', values: { 999999: 'a' } }]],
    ['a field that is read-only', [{ contact: '501', values: { 100198: 'a' } }]],
  ])('with %s is refused, and nothing is staged', async (_what, writes) => {
    expect((await faultOf(adapter.stageContacts(session, 'ID', writes))).kind).toBe('INVALID');
    expect(await site.asked(`${definitions}/*`)).toBe(0);
  });

  test('with a field that was deleted meanwhile is refused, once what was known is read again', async () => {
    const { id } = await site.control<{ id: string }>('POST', 'fields', { name: 'Gone' });
    const write = { contact: '501', values: { [id]: 'x' } };
    await adapter.stageContacts(session, 'ID', [write]);
    await site.control('DELETE', `fields/${id}`);
    expect((await faultOf(adapter.stageContacts(session, 'ID', [write]))).kind).toBe('INVALID');
    expect(await site.asked('/api/REST/1.0/assets/contact/fields')).toBe(2);
    expect(await site.asked('/api/REST/1.0/assets/contact/field/*')).toBe(1);
  });
});

describe('a run', () => {
  const stage = (value: string) =>
    adapter.stageContacts(session, 'ID', [{ contact: '505', values: { [STATUS]: value } }]);

  test('whose answer was lost is found, and not repeated', async () => {
    const importId = await stage('once');
    await site.fault({ path: '/api/bulk/2.0/syncs', when: 'AFTER', reset: true });
    const before = await site.imports();
    const lost = await faultOf(adapter.runImport(session, importId, false));
    expect(lost).toMatchObject({ kind: 'UNAVAILABLE', mayHaveChanged: true });
    expect(await site.imports()).toBe(before + 1);
    const run = await adapter.runImport(session, importId, true);
    await expect.poll(() => adapter.importResult(session, run)).toEqual(DONE);
    expect(await site.imports()).toBe(before + 1);
  });

  test('that never began is begun', async () => {
    const importId = await stage('begun');
    await site.fault({ path: '/api/bulk/2.0/syncs', when: 'BEFORE', reset: true });
    await faultOf(adapter.runImport(session, importId, false));
    const run = await adapter.runImport(session, importId, true);
    await expect.poll(() => adapter.importResult(session, run)).toEqual(DONE);
    expect((await site.contact('505')).fields).toMatchObject({ C_WeChat_Subscription_Status1: 'begun' });
  });

  test('that is under way is not begun a second time', async () => {
    await site.settings({ syncMs: 60_000 });
    const importId = await stage('slow');
    const run = await adapter.runImport(session, importId, false);
    expect(await adapter.runImport(session, importId, false)).toBe(run);
    expect(await adapter.importResult(session, run)).toEqual({ outcome: 'PENDING' });
  });

  test.each(['ELQ-00105', 'ELQ-00107', 'ELQ-00136', 'ELQ-00145', 'ELQ-00146'])(
    'that fails with %s may work later',
    async (syncFailsWith) => {
      await site.settings({ syncFailsWith });
      expect(await imported(adapter, session, await stage('never'))).toEqual({
        outcome: 'FAILED',
        retryable: true,
      });
      expect((await site.contact('505')).fields.C_WeChat_Subscription_Status1).not.toBe('never');
    },
  );

  test('that fails for another reason does not', async () => {
    await site.settings({ syncFailsWith: 'ELQ-00122' });
    expect(await imported(adapter, session, await stage('never'))).toEqual({
      outcome: 'FAILED',
      retryable: false,
    });
  });

  test('of uploads that have expired may work later, once they are staged again', async () => {
    const importId = await stage('late');
    await imported(adapter, session, importId);
    expect(await imported(adapter, session, importId)).toEqual({ outcome: 'FAILED', retryable: true });
  });
});

describe('an import of activities', () => {
  const activity = {
    contactId: '504',
    campaignId: '1234',
    type: 'Follow',
    assetName: 'Acme 旗舰店',
    occurredAt: new Date('2026-11-02T09:00:00Z'),
  };

  test.each(NAMINGS)('%s books them, and says which were refused', async (way, settings) => {
    await site.settings(settings);
    const type = `Type ${way}`;
    const importId = await adapter.stageActivities(session, [
      { ...activity, type, contactId: '999999' },
      { ...activity, type, campaignId: '999999' },
      { ...activity, type },
      { ...activity, type, campaignId: '1236' },
    ]);
    expect(await imported(adapter, session, importId)).toEqual({
      outcome: 'DONE',
      rejected: [
        { index: 0, reason: 'CONTACT_MISSING' },
        { index: 1, reason: 'CAMPAIGN_MISSING' },
        { index: 3, reason: 'CAMPAIGN_NOT_ACTIVE' },
      ],
    });
    expect((await site.activities()).filter(({ activityType }) => activityType === type)).toMatchObject([
      {
        contactId: '504',
        campaignId: '1234',
        assetType: 'WeChat',
        assetName: 'Acme 旗舰店',
        activityDate: 1_793_610_000,
      },
    ]);
  });

  const types = '/api/REST/2.0/assets/external/type';
  const calls = () => site.asked(`${types}*`);

  test('gives the site its types once', async () => {
    await adapter.stageActivities(session, [{ ...activity, type: 'Menu click' }]);
    const asked = await calls();
    await adapter.stageActivities(session, [{ ...activity, type: 'Menu click' }]);
    expect(await calls()).toBe(asked);
    await adapter.stageActivities(session, [{ ...activity, type: 'Scan' }]);
    // It looks, reads the whole, writes it back, and looks again.
    expect(await calls()).toBe(asked + 4);
  });

  test('finds types whose answer was lost', async () => {
    await site.control('POST', 'sites', { name: 'other' });
    const other = { ...session, accessToken: (await site.authorize('other')).accessToken };
    await site.fault({ path: types, when: 'AFTER', reset: true });
    const staged = await adapter.stageActivities(other, [{ ...activity, type: 'First' }]);
    expect(staged).toMatch(/^\/activities\/imports\/\d+$/);
  });

  test('whose types someone deletes is staged again, and then has them', async () => {
    const stage = () => adapter.stageActivities(session, [{ ...activity, type: 'Deleted' }]);
    const importId = await stage();
    const rest = async (method: string, path: string) => {
      const headers = { authorization: `Bearer ${session.accessToken}` };
      const response = await fetch(`${session.baseUrl}${types}${path}`, { method, headers });
      return (await response.json().catch(() => ({}))) as { elements: { id: string; name: string }[] };
    };
    for (const { id } of (await rest('GET', 's')).elements) await rest('DELETE', `/${id}`);
    expect(await imported(adapter, session, importId)).toEqual({ outcome: 'FAILED', retryable: true });
    expect(await imported(adapter, session, await stage())).toEqual(DONE);
  });

  test('of callers at once, each gets its types, as soon as no other writes over them', async () => {
    const names = ['One', 'Two', 'Three'];
    const result = async (type: string) =>
      imported(adapter, session, await site.adapter().stageActivities(session, [{ ...activity, type }]));
    const delivered = async (type: string) => {
      const first = await result(type);
      if (first.outcome === 'DONE') return first;
      expect(first).toEqual({ outcome: 'FAILED', retryable: true });
      return result(type);
    };
    expect(await Promise.all(names.map(delivered))).toEqual([DONE, DONE, DONE]);
  });
});
