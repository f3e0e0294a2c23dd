import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CampaignsClient } from '../../../src/integrations/eloqua/campaigns.client.ts';
import { ContactFieldsClient } from '../../../src/integrations/eloqua/contact-fields.client.ts';
import type { EloquaSession } from '../../../src/integrations/eloqua/rest.call.ts';
import { contains } from '../../../src/integrations/eloqua/search-term.ts';
import { UsersClient } from '../../../src/integrations/eloqua/users.client.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { type Peer, startPeer } from '../../kernel/peer.ts';
import { answer, asked, errorOf, list } from './kit.ts';

const options = { timeoutMs: 20_000, retryWaitMs: 1 };
const fields = new ContactFieldsClient(requestText, options);
const users = new UsersClient(requestText, options);
const campaigns = new CampaignsClient(requestText, options);

let peer: Peer;
let session: EloquaSession;
beforeAll(async () => {
  peer = await startPeer();
  session = { baseUrl: peer.url, accessToken: 'T' };
});
afterAll(() => peer[Symbol.asyncDispose]());

describe('contact fields', () => {
  const recorded = {
    type: 'ContactField',
    id: '100457',
    depth: 'complete',
    name: 'WeChat OpenID A1',
    internalName: 'C_WeChat_OpenID_A11',
    dataType: 'text',
    displayType: 'text',
    isReadOnly: 'false',
    isRequired: 'true',
    isStandard: 'False',
    updateType: 'always',
    createdAt: '1700000000',
    updatedAt: '1700000060',
  };
  const read = {
    id: '100457',
    name: 'WeChat OpenID A1',
    internalName: 'C_WeChat_OpenID_A11',
    dataType: 'text',
    displayType: 'text',
    isReadOnly: false,
    isRequired: true,
    isStandard: false,
    createdAt: new Date('2023-11-14T22:13:20Z'),
    updatedAt: new Date('2023-11-14T22:14:20Z'),
  };

  test('are listed page after page, by their ids', async () => {
    peer.replyWith(list([recorded], 2), list([{ ...recorded, id: 100458 }], 2));
    expect(await fields.list(session)).toEqual({
      found: [read, { ...read, id: '100458' }],
      proof: 'COMPLETE',
    });
    const query = { depth: 'complete', orderBy: 'id', count: '1000' };
    expect(asked(peer)).toEqual([
      { method: 'GET', path: '/api/REST/1.0/assets/contact/fields', query: { ...query, page: '1' } },
      { method: 'GET', path: '/api/REST/1.0/assets/contact/fields', query: { ...query, page: '2' } },
    ]);
  });

  test('are not asked for again when all have come', async () => {
    peer.replyWith(list([recorded]));
    expect((await fields.list(session)).found).toEqual([read]);
    expect(peer.received).toHaveLength(1);
  });

  test('of more than four megabytes come in smaller pages', async () => {
    peer.replyWith({ body: `[${' '.repeat(4 * 1024 * 1024)}]` }, list([recorded]));
    expect(await fields.list(session)).toEqual({ found: [read], proof: 'COMPLETE' });
    expect(peer.received.map(({ query }) => query.count)).toEqual(['1000', '500']);
  });

  test('are read one by one; what is missing is null', async () => {
    peer.replyWith(answer(recorded), { status: 404 });
    expect(await fields.get(session, '100457')).toEqual(read);
    expect(await fields.get(session, '../9')).toBe(null);
    expect(asked(peer).map(({ path }) => path)).toEqual([
      '/api/REST/1.0/assets/contact/field/100457',
      '/api/REST/1.0/assets/contact/field/..%2F9',
    ]);
  });

  test('are created', async () => {
    peer.replyWith(answer(recorded, 201));
    expect(await fields.create(session, { name: 'WeChat OpenID A1', dataType: 'text' })).toEqual(read);
    expect(asked(peer)).toEqual([
      {
        method: 'POST',
        path: '/api/REST/1.0/assets/contact/field',
        body: { name: 'WeChat OpenID A1', dataType: 'text', displayType: 'text', updateType: 'always' },
      },
    ]);
  });

  test('whose name is taken are refused', async () => {
    const violation = { property: 'name', requirement: { type: 'UniquenessRequirement' }, value: 'x' };
    peer.replyWith(answer([violation], 400));
    const error = await errorOf(fields.create(session, { name: 'x', dataType: 'date' }));
    expect(error.violations).toEqual([{ property: 'name', requirement: 'UniquenessRequirement' }]);
  });
});

describe('users', () => {
  const recorded = (id: number) => ({
    type: 'User',
    id: String(id),
    loginName: `Login.${id}`,
    name: `User ${id}`,
    emailAddress: `${id}@acme.example`,
    isDisabled: id === 9 ? 'true' : 'false',
  });
  const read = (id: number) => ({
    id: String(id),
    loginName: `Login.${id}`,
    name: `User ${id}`,
    emailAddress: `${id}@acme.example`,
    isDisabled: id === 9,
    isDeleted: null,
  });

  test('are all listed', async () => {
    peer.replyWith(list([recorded(1), recorded(9)]));
    expect(await users.list(session)).toEqual({ found: [read(1), read(9)], proof: 'COMPLETE' });
    expect(asked(peer)).toEqual([
      {
        method: 'GET',
        path: '/api/REST/2.0/system/users',
        query: { depth: 'partial', orderBy: 'id', page: '1', count: '1000' },
      },
    ]);
  });

  test('are read one by one; what is missing is null', async () => {
    peer.replyWith(answer(recorded(1)), { status: 404 });
    expect(await users.get(session, '1')).toEqual(read(1));
    expect(await users.get(session, '2')).toBe(null);
  });
});

describe('campaigns', () => {
  const recorded = {
    type: 'Campaign',
    id: '1234',
    name: 'WeChat default – Acme CN',
    currentStatus: 'Active',
    startAt: '1735689600',
    endAt: '2051222400',
    depth: 'minimal',
  };
  const read = {
    id: '1234',
    name: 'WeChat default – Acme CN',
    currentStatus: 'Active',
    startAt: new Date('2025-01-01T00:00:00Z'),
    endAt: new Date('2035-01-01T00:00:00Z'),
    isReadOnly: null,
  };

  test('are read; what is missing is null', async () => {
    peer.replyWith(answer(recorded), { status: 404 });
    expect(await campaigns.get(session, '1234')).toEqual(read);
    expect(await campaigns.get(session, '1')).toBe(null);
    expect(asked(peer)[0]).toEqual({
      method: 'GET',
      path: '/api/REST/2.0/assets/campaign/1234',
      query: { depth: 'partial' },
    });
  });

  test.each([
    ['active', 'Active'],
    ['DRAFT', 'Draft'],
    ['Paused', 'OTHER'],
    ['', null],
  ])('of status "%s" are %s', async (currentStatus, status) => {
    peer.replyWith(answer({ ...recorded, currentStatus }));
    expect((await campaigns.get(session, '1234'))?.currentStatus).toBe(status);
  });

  test('may have no end', async () => {
    peer.replyWith(answer({ ...recorded, endAt: '' }));
    expect((await campaigns.get(session, '1234'))?.endAt).toBe(null);
  });

  test('are searched by a part of their name', async () => {
    peer.replyWith(list([recorded]));
    expect((await campaigns.list(session, "Mei's 50%")).found).toEqual([read]);
    expect(asked(peer)[0]).toEqual({
      method: 'GET',
      path: '/api/REST/2.0/assets/campaigns',
      query: {
        ...{ depth: 'partial', search: "name='*Mei*s 50%*'" },
        ...{ orderBy: 'id', page: '1', count: '1000' },
      },
    });
  });

  test('are created as drafts without steps, and activated', async () => {
    peer.replyWith(answer({ ...recorded, currentStatus: 'Draft' }, 201), answer(recorded, 201));
    const created = await campaigns.create(session, {
      name: read.name,
      startAt: read.startAt,
      endAt: read.endAt,
    });
    expect(created).toEqual({ ...read, currentStatus: 'Draft' });
    expect(await campaigns.activate(session, created.id)).toEqual(read);
    expect(asked(peer)).toEqual([
      {
        method: 'POST',
        path: '/api/REST/2.0/assets/campaign',
        body: {
          name: read.name,
          campaignCategory: 'contact',
          startAt: '1735689600',
          endAt: '2051222400',
          elements: [],
        },
      },
      { method: 'POST', path: '/api/REST/2.0/assets/campaign/active/1234', query: { activateNow: 'true' } },
    ]);
  });

  test('keep everything but their end when that is moved', async () => {
    const whole = {
      ...recorded,
      depth: 'complete',
      folderId: '7',
      elements: [{ type: 'CampaignSegment', id: '-1' }],
    };
    peer.replyWith(answer(whole), answer({ ...whole, endAt: '2082758400' }));
    const endAt = new Date('2036-01-01T00:00:00Z');
    expect(await campaigns.updateEnd(session, '1234', endAt)).toEqual({ ...read, endAt });
    expect(asked(peer)).toEqual([
      { method: 'GET', path: '/api/REST/2.0/assets/campaign/1234', query: { depth: 'complete' } },
      { method: 'PUT', path: '/api/REST/2.0/assets/campaign/1234', body: { ...whole, endAt: '2082758400' } },
    ]);
  });

  test('that are missing are not updated', async () => {
    peer.replyWith({ status: 404 });
    expect((await errorOf(campaigns.updateEnd(session, '1', read.endAt))).kind).toBe('NOT_FOUND');
    expect(peer.received).toHaveLength(1);
  });
});

describe('a search term', () => {
  test.each([
    ['Mei Lin', "name='*Mei Lin*'"],
    ["O'Brien", "name='*O*Brien*'"],
    [`' OR name='x`, "name='* OR name=*x*'"],
    ['a"b\\c\n**d', "name='*a*b*c*d*'"],
    ['微信', "name='*微信*'"],
    ['', "name='*'"],
  ])('of %o cannot be left by what is searched', (text, term) => {
    expect(contains('name', text)).toBe(term);
  });

  test('is not longer than it has to be', () => {
    expect(contains('name', 'x'.repeat(1000))).toBe(`name='*${'x'.repeat(100)}*'`);
  });
});

describe('an answer about another object than the one that was asked for', () => {
  test.each([
    ['a field', () => fields.get(session, '7')],
    ['a user', () => users.get(session, '7')],
    ['a campaign', () => campaigns.get(session, '7')],
    ['a campaign that is activated', () => campaigns.activate(session, '7')],
    ['a campaign that is changed', () => campaigns.updateEnd(session, '7', new Date())],
  ])('says nothing: %s', async (_what, ask) => {
    peer.replyWith(answer({ id: '8', name: 'Another' }));
    expect(await errorOf(ask())).toMatchObject({ kind: 'UNAVAILABLE', field: 'id' });
  });
});

test('of a page that has far more than it was asked for, the rest counts as odd', async () => {
  const odd: string[] = [];
  const told = new UsersClient(requestText, { ...options, onOdd: (_call, fields) => odd.push(...fields) });
  const elements = Array.from({ length: 5_002 }, (_, index) => ({ id: index + 1 }));
  peer.replyWith(answer({ elements, total: 5_002 }), answer({ elements: [], total: 5_002 }));
  const { found, proof } = await told.list(session);
  expect([found.length, proof, odd]).toEqual([5_000, 'NONE', ['elements[5000…]']]);
});
