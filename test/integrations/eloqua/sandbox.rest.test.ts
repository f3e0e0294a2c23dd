import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CampaignsClient } from '../../../src/integrations/eloqua/campaigns.client.ts';
import { ContactFieldsClient } from '../../../src/integrations/eloqua/contact-fields.client.ts';
import type { EloquaSession } from '../../../src/integrations/eloqua/rest.call.ts';
import { UsersClient } from '../../../src/integrations/eloqua/users.client.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { errorOf } from './kit.ts';
import { type Eloqua, options, startEloqua } from './sandbox.ts';

const fields = new ContactFieldsClient(requestText, options);
const users = new UsersClient(requestText, options);
const campaigns = new CampaignsClient(requestText, options);

let eloqua: Eloqua;
let session: EloquaSession;
beforeAll(async () => {
  eloqua = await startEloqua();
});
beforeEach(async () => {
  await eloqua.reset();
  session = await eloqua.signIn();
});
afterAll(() => eloqua[Symbol.asyncDispose]());

describe('contact fields', () => {
  test('are listed with all that tells whether they are fit', async () => {
    const { found, proof } = await fields.list(session);
    expect([found.length, proof]).toEqual([14, 'COMPLETE']);
    expect(found[0]).toEqual({
      id: '100001',
      name: 'Email Address',
      internalName: 'C_EmailAddress',
      dataType: 'text',
      displayType: 'text',
      isReadOnly: false,
      isRequired: true,
      isStandard: true,
      createdAt: new Date(1_700_000_000_000),
      updatedAt: new Date(1_700_000_000_000),
    });
    expect(await fields.get(session, '100201')).toMatchObject({ dataType: 'date', isReadOnly: true });
    expect(await fields.get(session, '1')).toBe(null);
    expect((await errorOf(fields.get(session, 'x'))).violations).toEqual([
      { property: 'id', requirement: 'IdRequirement' },
    ]);
  });

  test.each([true, false])(
    'are created, under a name of their own (errors in a list: %s)',
    async (asArray) => {
      await eloqua.settings({ validationErrorsAsArray: asArray });
      const name = `WeChat OpenID ${asArray}`;
      const created = await fields.create(session, { name, dataType: 'text' });
      expect(created).toMatchObject({ name, dataType: 'text', displayType: 'text', isReadOnly: false });
      expect(await fields.get(session, created.id)).toEqual(created);
      expect(await errorOf(fields.create(session, { name, dataType: 'date' }))).toMatchObject({
        kind: 'INVALID',
        violations: [{ property: 'name', requirement: 'UniquenessRequirement' }],
      });
    },
  );

  test('are not created by somebody who may not', async () => {
    await eloqua.control('PATCH', 'users/17', { permissions: ['ConsumeAPI'] });
    const error = await errorOf(fields.create(session, { name: 'No', dataType: 'text' }));
    await eloqua.control('PATCH', 'users/17', {
      permissions: ['ConsumeAPI', 'ManageFields', 'ManageCampaigns', 'ManageContacts'],
    });
    expect(error.kind).toBe('FORBIDDEN');
    expect((await fields.list(session)).found.map(({ name }) => name)).not.toContain('No');
  });

  test('are asked for again when Eloqua is busy, and created only once', async () => {
    const path = '/api/rest/1.0/assets/contact/field*';
    await eloqua.control('POST', 'faults', { path, httpStatus: 503, times: 2 });
    expect((await fields.list(session)).found.length).toBeGreaterThan(13);
    await eloqua.control('POST', 'faults', { path, httpStatus: 503, times: 2 });
    expect((await errorOf(fields.create(session, { name: 'Once', dataType: 'text' }))).status).toBe(503);
    expect((await fields.list(session)).found.map(({ name }) => name)).not.toContain('Once');
  });
});

describe('users', () => {
  test('are listed, by their ids', async () => {
    const { found, proof } = await users.list(session);
    expect(proof).toBe('COMPLETE');
    expect(found.find(({ id }) => id === '17')).toEqual({
      id: '17',
      name: 'Mei Lin',
      loginName: 'Mei.Lin',
      emailAddress: 'mei.lin@acme.example',
      isDisabled: false,
      isDeleted: false,
    });
    const ids = found.map(({ id }) => Number(id));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  test.each([true, false])('that were deleted are marked or missing: %s', async (visible) => {
    await eloqua.settings({ deletedUsersVisible: visible });
    const { found } = await users.list(session);
    expect(found.find(({ id }) => id === '22')?.isDeleted).toBe(visible ? true : undefined);
    expect((await users.get(session, '22'))?.isDeleted).toBe(visible ? true : undefined);
    expect(await users.get(session, '21')).toMatchObject({ isDisabled: true });
    expect(await users.get(session, '999')).toBe(null);
  });
});

describe('campaigns', () => {
  test.each([
    ['1234', 'Active'],
    ['1236', 'Draft'],
    ['1237', 'Completed'],
  ])('are read: %s is %s', async (id, currentStatus) => {
    expect(await campaigns.get(session, id)).toMatchObject({ id, currentStatus });
  });

  test('have an end, or none, and may be missing', async () => {
    expect((await campaigns.get(session, '1234'))?.endAt).toEqual(new Date(2_051_222_400_000));
    expect((await campaigns.get(session, '1236'))?.endAt).toBe(null);
    expect(await campaigns.get(session, '9')).toBe(null);
  });

  test('are searched by a part of their name', async () => {
    const { found } = await campaigns.list(session, 'DEFAULT – ');
    expect(found.map(({ id }) => id)).toEqual(['1234', '1235']);
  });

  test.each([
    [false, 'EMPTY'],
    [true, 'NONE'],
  ])('that are not found are none, by an empty list or (%s) by a 204', async (emptyListIs204, proof) => {
    await eloqua.settings({ emptyListIs204 });
    expect(await campaigns.list(session, 'Nobody')).toEqual({ found: [], proof });
  });

  test('are created, activated, and their end is moved without losing anything', async () => {
    const [startAt, endAt] = [new Date('2025-01-01T00:00:00Z'), new Date('2035-01-01T00:00:00Z')];
    const created = await campaigns.create(session, { name: 'WeChat default', startAt, endAt });
    expect(created).toMatchObject({ name: 'WeChat default', currentStatus: 'Draft', startAt, endAt });
    expect(await campaigns.activate(session, created.id)).toEqual({ ...created, currentStatus: 'Active' });

    const later = new Date('2036-01-01T00:00:00Z');
    const before = await eloqua.control<Record<string, unknown>>('GET', `campaigns/${created.id}`);
    expect(await campaigns.updateEnd(session, created.id, later)).toMatchObject({ endAt: later });
    expect(await eloqua.control('GET', `campaigns/${created.id}`)).toEqual({
      ...before,
      endAt: later.getTime() / 1000,
      updatedAt: expect.any(Number),
    });
  });

  test('that would end before they begin are refused', async () => {
    const at = new Date('2035-01-01T00:00:00Z');
    expect(await errorOf(campaigns.create(session, { name: 'x', startAt: at, endAt: at }))).toMatchObject({
      kind: 'INVALID',
      violations: [{ property: 'endAt', requirement: 'DateRequirement' }],
    });
  });
});
