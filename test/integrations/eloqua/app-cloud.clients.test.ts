import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BulkReportsClient } from '../../../src/integrations/eloqua/bulk-reports.client.ts';
import { BulkSyncsClient } from '../../../src/integrations/eloqua/bulk-syncs.client.ts';
import { InstancesClient } from '../../../src/integrations/eloqua/instances.client.ts';
import type { EloquaSession } from '../../../src/integrations/eloqua/rest.call.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { type Peer, startPeer } from '../../kernel/peer.ts';
import { answer, asked, errorOf } from './kit.ts';

const options = { timeoutMs: 20_000, retryWaitMs: 1 };
const instances = new InstancesClient(requestText, options);
const bulk = new BulkReportsClient(requestText, options);
const syncs = new BulkSyncsClient(requestText, options);

const GUID = '7b95fe48-6598-43e8-8fd1-dcb40cf83ef6';
const BARE = GUID.replaceAll('-', '');

let peer: Peer;
let session: EloquaSession;
beforeAll(async () => {
  peer = await startPeer();
  session = { baseUrl: peer.url, accessToken: 'T' };
});
afterAll(() => peer[Symbol.asyncDispose]());

describe('instances', () => {
  const configuration = { recordDefinition: { ContactId: '{{Contact.Id}}' }, requiresConfiguration: true };

  test.each([GUID, BARE, GUID.toUpperCase()])('are configured (%s)', async (instanceId) => {
    peer.replyWith({ status: 204 });
    await instances.update(session, instanceId, configuration);
    expect(asked(peer)).toEqual([
      { method: 'PUT', path: `/api/cloud/1.0/actions/instances/${GUID}`, body: configuration },
    ]);
    expect(peer.received[0]?.headers['content-type']).toBe('application/json');
  });

  test('are configured whether Eloqua answers with nothing or with the instance, but not with a page', async () => {
    peer.replyWith({ body: '' }, answer(configuration), { body: '<html>' });
    await instances.update(session, GUID, configuration);
    await instances.update(session, GUID, configuration);
    expect((await errorOf(instances.update(session, GUID, configuration))).kind).toBe('UNAVAILABLE');
  });

  const recorded = {
    recordDefinition: { ContactId: '{{Contact.Id}}' },
    requiresConfiguration: true,
    statement: `{{ActionInstance(${BARE})}}`,
    dependentAssetType: 'Campaign',
    dependentAssetId: 1234,
    uri: `/actions/instances/${GUID}`,
    createdBy: 'Mei.Lin',
  };
  const read = {
    instanceId: GUID,
    recordDefinition: { ContactId: '{{Contact.Id}}' },
    requiresConfiguration: true,
    dependentAssetType: 'Campaign',
    dependentAssetId: '1234',
  };

  test.each([
    ['in a bare list', [recorded]],
    ['in an envelope of Bulk', { items: [recorded], count: 1 }],
    ['in an envelope of REST', { elements: [recorded], total: 1 }],
    ['known by their statement alone', [{ ...recorded, uri: undefined }]],
    ['known by an id', [{ ...recorded, id: GUID, uri: undefined, statement: undefined }]],
  ])('are searched, and found %s', async (_how, body) => {
    peer.replyWith(answer(body));
    expect(await instances.search(session, [GUID])).toEqual([read]);
    expect(asked(peer)).toEqual([
      { method: 'POST', path: '/api/cloud/1.0/actions/instances', body: { ids: [GUID] } },
    ]);
    expect(peer.received[0]?.headers['x-http-method-override']).toBe('SEARCH');
  });

  test('are searched two hundred at a time, each once', async () => {
    const ids = Array.from({ length: 401 }, (_, n) => `${BARE.slice(0, 28)}${String(n).padStart(4, '0')}`);
    peer.replyWith(answer([recorded]), answer([]), answer([]));
    expect(await instances.search(session, [...ids, ...ids.map((id) => id.toUpperCase())])).toEqual([read]);
    expect(peer.received.map(({ body }) => JSON.parse(body).ids.length)).toEqual([200, 200, 1]);
  });

  test('are not searched for an empty list of ids', async () => {
    peer.replyWith();
    expect(await instances.search(session, [])).toEqual([]);
    expect(peer.received).toEqual([]);
  });
});

describe('a report of what became of contacts', () => {
  const report = {
    instanceId: GUID,
    executionId: '12345',
    status: 'errored',
    contactIds: ['501', '502'],
  } as const;
  const poll = { pollMs: 1, timeoutMs: 2_000 };
  const started = { syncedInstanceUri: '/contacts/syncActions/456', status: 'pending', uri: '/syncs/789' };
  const begin = [answer({ uri: '/contacts/syncActions/456' }, 201), { status: 204 }, answer(started, 201)];

  test('is defined, uploaded, started and waited for', async () => {
    peer.replyWith(
      ...begin,
      answer({ ...started, status: 'active' }),
      answer({ ...started, status: 'success' }),
    );
    expect(await bulk.report(session, report, poll)).toEqual({
      uri: '/syncs/789',
      status: 'success',
      logs: [],
    });
    expect(asked(peer)).toEqual([
      {
        method: 'POST',
        path: '/api/bulk/2.0/contacts/syncActions',
        body: {
          name: 'Execution 12345: errored',
          fields: { ContactId: '{{Contact.Id}}' },
          identifierFieldName: 'ContactId',
          syncActions: [
            {
              action: 'setStatus',
              destination: `{{ActionInstance(${BARE}).Execution[12345]}}`,
              status: 'errored',
            },
          ],
          isSyncTriggeredOnImport: false,
        },
      },
      {
        method: 'POST',
        path: '/api/bulk/2.0/contacts/syncActions/456/data',
        body: [{ ContactId: '501' }, { ContactId: '502' }],
      },
      {
        method: 'POST',
        path: '/api/bulk/2.0/syncs',
        body: { syncedInstanceUri: '/contacts/syncActions/456' },
      },
      { method: 'GET', path: '/api/bulk/2.0/syncs/789' },
      { method: 'GET', path: '/api/bulk/2.0/syncs/789' },
    ]);
  });

  test.each(['warning', 'error'])('that ends with %s says why', async (status) => {
    const items = [
      { count: 2, severity: 'warning', statusCode: 'ELQ-00060', message: 'Rejected.', syncUri: '/syncs/789' },
      { severity: 'information', statusCode: 'ELQ-00130', message: 'Staged.' },
    ];
    peer.replyWith(...begin, answer({ ...started, status }), answer({ items, count: 2, hasMore: false }));
    expect(await bulk.report(session, report, poll)).toEqual({
      uri: '/syncs/789',
      status,
      logs: [
        { count: 2, severity: 'warning', statusCode: 'ELQ-00060', message: 'Rejected.' },
        { count: 0, severity: 'information', statusCode: 'ELQ-00130', message: 'Staged.' },
      ],
    });
    expect(asked(peer).at(-1)).toEqual({
      method: 'GET',
      path: '/api/bulk/2.0/syncs/789/logs',
      query: { limit: '1000' },
    });
  });

  test('that takes too long is given back unfinished, and can be asked for later', async () => {
    peer.replyWith(...begin, answer({ ...started, status: 'active' }));
    const result = await bulk.report(session, report, { pollMs: 1, timeoutMs: 20 });
    expect(result).toEqual({ uri: '/syncs/789', status: 'active', logs: [] });
    peer.replyWith(answer({ ...started, status: 'success' }));
    expect((await syncs.result(session, result.uri)).status).toBe('success');
  });

  test.each([
    ['the definition', 0],
    ['the upload', 1],
    ['the start', 2],
  ])('ends when %s fails', async (_what, step) => {
    peer.replyWith(...begin.slice(0, step), { status: 503 });
    expect((await errorOf(bulk.report(session, report, poll))).status).toBe(503);
    expect(peer.received).toHaveLength(step + 1);
  });

  test('does not follow a URL outside Bulk', async () => {
    peer.replyWith(answer({ uri: '//evil.example/x?y' }, 201));
    expect((await errorOf(bulk.report(session, report, poll))).kind).toBe('UNAVAILABLE');
  });

  test('stops waiting when the caller gives up', async () => {
    peer.replyWith(...begin, answer({ ...started, status: 'active' }));
    const caller = new AbortController();
    const waiting = bulk.report(session, report, {
      pollMs: 60_000,
      timeoutMs: 600_000,
      signal: caller.signal,
    });
    await expect.poll(() => peer.received.length).toBe(4);
    caller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'HttpFault', kind: 'ABORTED' });
  });
});
