import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  ExportPage,
  MarketingSession,
  PlatformContact,
} from '../../../src/modules/marketing/connection/marketing-platform.port.ts';
import type { EloquaAdapter } from '../../../src/platforms/eloqua/eloqua.adapter.ts';
import { eventually } from '../../kit/eventually.ts';
import { faultOf, LAST_ACTIVITY, OPEN_ID, type Site, STATUS, startSite } from './eloqua-site.ts';

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

const idsOf = (contacts: readonly PlatformContact[]) => contacts.map(({ id }) => id).sort();
const openIdOf = async (id: string) => (await site.contact(id)).fields.C_WeChat_OpenID_A11 ?? '';

describe('contacts are found', () => {
  test('by the value of a field, in its exact spelling', async () => {
    const openId = await openIdOf('504');
    await site.control('PATCH', 'contacts/501', { fields: { C_WeChat_OpenID_A11: openId.toUpperCase() } });
    expect(await adapter.findContacts(session, OPEN_ID, [openId, 'oUnknown', ''])).toEqual([
      { id: '504', emailAddress: 'contact4@customer.example', values: { [OPEN_ID]: openId } },
    ]);
  });

  test('by e-mail address, in any case', async () => {
    const addresses = ['Contact1@Customer.example', 'contact2@customer.example', 'no address', '*'];
    const found = await adapter.findContacts(session, null, addresses);
    expect(idsOf(found)).toEqual(['501', '502']);
    expect(found[0]?.values).toEqual({});
  });

  test('by values with characters of the search language, and no others', async () => {
    const [quoted, similar] = ['O\'Brien "Bo*"', 'O-Brien -Bob-'];
    await site.control('PATCH', 'contacts/505', { fields: { C_FirstName: quoted } });
    await site.control('PATCH', 'contacts/506', { fields: { C_FirstName: similar } });
    expect(idsOf(await adapter.findContacts(session, '100002', [quoted]))).toEqual(['505']);
    // It would match every contact.
    expect(await adapter.findContacts(session, '100002', ['*'])).toEqual([]);
    expect(await site.asked('/api/REST/2.0/data/contacts')).toBe(1);
  });

  test('by many values, with one export', async () => {
    await site.control('POST', 'contacts', {
      count: 30,
      emailAddress: 'many{n}@customer.example',
      fields: { C_WeChat_OpenID_A11: 'oMany{n}' },
    });
    const wanted = Array.from({ length: 21 }, (_, n) => `${n + 1}`);
    const byField = await adapter.findContacts(
      session,
      OPEN_ID,
      wanted.map((n) => `oMany${n}`),
    );
    const byAddress = await adapter.findContacts(
      session,
      null,
      wanted.map((n) => `MANY${n}@customer.example`),
    );
    expect(byField).toHaveLength(21);
    expect(idsOf(byAddress)).toEqual(idsOf(byField));
    expect(await site.asked('/api/REST/2.0/data/contacts')).toBe(0);
    expect(await site.asked('/api/bulk/2.0/contacts/exports')).toBe(2);
  });

  test('by their ids, with the fields that were asked for', async () => {
    const [first, ...others] = await adapter.contactsByIds(
      session,
      ['504', '501', '999999'],
      [OPEN_ID, LAST_ACTIVITY],
    );
    expect(first).toEqual({
      id: '504',
      emailAddress: 'contact4@customer.example',
      values: { [OPEN_ID]: await openIdOf('504'), [LAST_ACTIVITY]: '2023-11-15T02:13:20.000Z' },
    });
    expect(others.map(({ id }) => id)).toEqual(['501']);
    expect(await adapter.contactsByIds(session, ['504'], [])).toMatchObject([{ id: '504', values: {} }]);
    expect(await adapter.contactsByIds(session, [], [OPEN_ID])).toEqual([]);
  });

  test.each([
    ['found', () => adapter.findContacts(session, '999999', ['o'])],
    ['read', () => adapter.contactsByIds(session, ['504'], ['999999'])],
    ['exported', () => adapter.openExport(session, ['999999'])],
  ])('but are not %s by a field that does not exist', async (_how, call) => {
    expect((await faultOf(call())).kind).toBe('INVALID');
  });
});

describe('a contact is created', () => {
  const create = (emailAddress: string) =>
    adapter.createContact(session, emailAddress, {
      [OPEN_ID]: 'oCreated',
      [LAST_ACTIVITY]: new Date('2026-11-03T00:00:00Z'),
      [STATUS]: null,
    });

  test('with its values', async () => {
    const { id, ...rest } = await create('new@customer.example');
    expect(rest).toEqual({
      emailAddress: 'new@customer.example',
      values: { [OPEN_ID]: 'oCreated', [LAST_ACTIVITY]: '2026-11-03T00:00:00.000Z' },
    });
    expect((await site.contact(id)).fields).toEqual({
      C_EmailAddress: 'new@customer.example',
      C_WeChat_OpenID_A11: 'oCreated',
      C_WeChat_Last_Activity_A11: '1793664000',
    });
  });

  test.each([409, 400])('but not with an address that is taken (%s)', async (duplicateEmailStatus) => {
    await site.settings({ duplicateEmailStatus });
    expect(await faultOf(create('CONTACT1@customer.example'))).toMatchObject({
      kind: 'CONFLICT',
      mayHaveChanged: false,
    });
    expect((await site.find('contact1@')).map(({ id }) => id)).toEqual(['501']);
  });

  const lost = () => site.fault({ path: '/api/REST/2.0/data/contact', when: 'AFTER', reset: true });

  test('once, although the answer was lost', async () => {
    await lost();
    const { id } = await create('lost@customer.example');
    expect((await site.find('lost@')).map((contact) => contact.id)).toEqual([id]);
  });

  test('but another contact is not taken for the one whose answer was lost', async () => {
    await lost();
    expect(await faultOf(create('contact2@customer.example'))).toMatchObject({
      kind: 'UNAVAILABLE',
      mayHaveChanged: true,
    });
  });
});

describe('an export', () => {
  const read = async (exportId: string) => {
    const pages: ExportPage[] = [];
    await eventually(async () => {
      const page = await adapter.exportPage(session, exportId, 0);
      if (page) pages.push(page);
      return page !== null;
    });
    return pages[0];
  };

  test('has the contacts with a value in one of the fields', async () => {
    await site.settings({ syncMs: 60_000 });
    expect(await adapter.exportPage(session, await adapter.openExport(session, [OPEN_ID]), 0)).toBe(null);
    await site.settings({ syncMs: 4 });
    const exportId = await adapter.openExport(session, ['100193', LAST_ACTIVITY]);
    const page = await read(exportId);
    expect(page?.next).toBe(null);
    const numbers = Array.from({ length: 200 }, (_, n) => n + 1);
    const wanted = numbers.filter((n) => n % 4 === 0 || n % 10 === 0).map((n) => String(500 + n));
    expect(page?.contacts.map(({ id }) => id).filter((id) => Number(id) <= 700)).toEqual(wanted);
    expect(page?.contacts.find(({ id }) => id === '520')).toEqual({
      id: '520',
      emailAddress: 'contact20@customer.example',
      values: { 100193: expect.stringMatching(/^o/), [LAST_ACTIVITY]: '2023-11-15T18:13:20.000Z' },
    });
    expect(await adapter.exportPage(session, exportId, 199_999)).toEqual({ contacts: [], next: null });
  });

  test('of more fields than a filter can name has no other contacts either', async () => {
    const long = 'A_name_as_long_as_a_name_of_a_field_can_be_in_a_site_with_many_fields'.repeat(4);
    const fields = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        site.control<{ id: string }>('POST', 'fields', { name: `Long ${n}`, internalName: `C_${long}${n}` }),
      ),
    );
    await site.control('PATCH', 'contacts/503', { fields: { [`C_${long}4`]: 'x' } });
    const ids = fields.map(({ id }) => id);
    expect(await read(await adapter.openExport(session, ids))).toMatchObject({
      contacts: [{ id: '503', values: { [ids[3] ?? '']: 'x' } }],
      next: null,
    });
  });

  test('that failed is no fault of the connection', async () => {
    await site.settings({ syncFailsWith: 'ELQ-00145', syncCallback: 'BEFORE_ANSWER' });
    const exportId = await adapter.openExport(session, [OPEN_ID]);
    expect(await faultOf(adapter.exportPage(session, exportId, 0))).toMatchObject({
      kind: 'UNAVAILABLE',
      failure: null,
    });
  });
});
