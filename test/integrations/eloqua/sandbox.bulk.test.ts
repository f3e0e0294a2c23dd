import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BulkExportsClient } from '../../../src/integrations/eloqua/bulk-exports.client.ts';
import { BulkImportsClient, inUploads } from '../../../src/integrations/eloqua/bulk-imports.client.ts';
import { BulkReportsClient } from '../../../src/integrations/eloqua/bulk-reports.client.ts';
import { BulkSyncsClient } from '../../../src/integrations/eloqua/bulk-syncs.client.ts';
import type { EloquaSession } from '../../../src/integrations/eloqua/rest.call.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { errorOf } from './kit.ts';
import { type Eloqua, options, startEloqua } from './sandbox.ts';

const bulk = new BulkReportsClient(requestText, options);
const syncs = new BulkSyncsClient(requestText, options);
const imports = new BulkImportsClient(requestText, options);
const exports = new BulkExportsClient(requestText, options);

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

describe('a report of what became of contacts', () => {
  const poll = { pollMs: 20, timeoutMs: 5_000 };

  async function notified() {
    const instanceId = await eloqua.drop();
    const { contacts } = await eloqua.control<{ contacts: { id: string }[] }>('GET', 'contacts');
    const contactIds = contacts.slice(0, 3).map(({ id }) => id);
    eloqua.app.replyWith({ status: 204 });
    const { executionId } = await eloqua.control<{ executionId: number }>(
      'POST',
      `message-senders/${instanceId}/notify`,
      { contactIds },
    );
    return { instanceId, executionId: String(executionId), contactIds };
  }

  async function members(instanceId: string) {
    const { instances: all } = await eloqua.control<{
      instances: { instanceId: string; members: Record<string, number> }[];
    }>('GET', 'instances');
    return all.find((one) => one.instanceId === instanceId)?.members;
  }

  test('takes them to the next step, or down the error path', async () => {
    const { instanceId, executionId, contactIds } = await notified();
    expect(await members(instanceId)).toEqual({ pending: 3, complete: 0, errored: 0 });
    const [first = '', ...others] = contactIds;
    const report = { instanceId, executionId };
    const done = await bulk.report(session, { ...report, status: 'complete', contactIds: others }, poll);
    const failed = await bulk.report(session, { ...report, status: 'errored', contactIds: [first] }, poll);
    expect([done.status, failed.status]).toEqual(['success', 'success']);
    expect(await members(instanceId)).toEqual({ pending: 0, complete: 2, errored: 1 });
  });

  test('tells how many of them are unknown', async () => {
    const { instanceId, executionId, contactIds } = await notified();
    const ids = [...contactIds, '1', '2'];
    const report = { instanceId, executionId, status: 'complete', contactIds: ids } as const;
    const { status, logs } = await bulk.report(session, report, poll);
    expect(status).toBe('warning');
    expect(logs.filter(({ severity }) => severity === 'warning')).toEqual([
      { statusCode: 'ELQ-00085', severity: 'warning', message: 'Contact does not exist.', count: 2 },
      { statusCode: 'ELQ-00060', severity: 'warning', message: 'Total records rejected.', count: 2 },
    ]);
    expect(await members(instanceId)).toEqual({ pending: 0, complete: 3, errored: 0 });
  });

  test.each(['contacts/syncActions', 'contacts/syncActions/*', 'syncs'])(
    'can be made again when the answer of %s was lost',
    async (path) => {
      const { instanceId, ...execution } = await notified();
      const report = { instanceId, ...execution, status: 'complete' } as const;
      await eloqua.control('POST', 'faults', { path: `/api/bulk/2.0/${path}`, when: 'AFTER', reset: true });
      expect((await errorOf(bulk.report(session, report, poll))).kind).toBe('UNAVAILABLE');
      expect((await bulk.report(session, report, poll)).status).toBe('success');
      expect(await members(instanceId)).toEqual({ pending: 0, complete: 3, errored: 0 });
    },
  );

  test('can be waited for in two parts', async () => {
    const { instanceId, ...execution } = await notified();
    await eloqua.settings({ syncMs: 500 });
    const report = { instanceId, ...execution, status: 'complete' } as const;
    const { uri, status } = await bulk.report(session, report, { pollMs: 10, timeoutMs: 50 });
    expect(['pending', 'active']).toContain(status);
    expect(await members(instanceId)).toEqual({ pending: 3, complete: 0, errored: 0 });
    expect(await syncs.result(session, uri, poll)).toEqual({ uri, status: 'success', logs: [] });
    expect(await members(instanceId)).toEqual({ pending: 0, complete: 3, errored: 0 });
  });

  test('about an execution that does not exist is refused', async () => {
    const { instanceId, contactIds } = await notified();
    const report = { instanceId, executionId: '1', status: 'complete', contactIds } as const;
    expect(await errorOf(bulk.report(session, report, poll))).toMatchObject({
      kind: 'INVALID',
      violations: [{ property: 'syncActions.destination', requirement: null }],
    });
  });
});

describe('an import of contacts', () => {
  const email = '{{Contact.Field(C_EmailAddress)}}';
  const definition = { name: 'Import', fields: { email }, identifierFieldName: 'email' };

  test('tells every record that was refused, with its place', async () => {
    await eloqua.settings({ syncMs: 4 });
    const uri = await imports.createForContacts(session, definition);
    const records = Array.from({ length: 1_002 }, (_, n) => ({
      email: n === 1 ? 'a@b.example' : `none ${n}`,
    }));
    await imports.upload(session, uri, records);
    const { uri: syncUri } = await syncs.start(session, uri);
    expect(await syncs.latestOf(session, uri)).toMatchObject({ uri: syncUri });
    expect(await syncs.latestOf(session, '/contacts/imports/1')).toBe(null);
    await syncs.result(session, syncUri, { pollMs: 5, timeoutMs: 20_000 });
    const rejects = await syncs.rejects(session, syncUri);
    expect(rejects).toHaveLength(1_001);
    expect(rejects.slice(0, 2)).toEqual([
      { recordIndex: 1, statusCode: 'ELQ-00002' },
      { recordIndex: 3, statusCode: 'ELQ-00002' },
    ]);
    expect(rejects.at(-1)?.recordIndex).toBe(1_002);
  });

  test('larger than Eloqua takes is uploaded in parts, in order', () => {
    const rows = [{ a: '12345' }, { a: '收' }, { a: 'x'.repeat(60) }, { a: '' }, { a: '' }];
    const uploads = inUploads(rows, 32);
    expect(uploads).toEqual([rows.slice(0, 2), rows.slice(2, 3), rows.slice(3)]);
    for (const upload of [uploads[0], uploads[2]]) {
      expect(Buffer.byteLength(JSON.stringify(upload))).toBeLessThanOrEqual(32);
    }
    expect(inUploads([], 32)).toEqual([]);
  });
});

describe('an export of contacts', () => {
  test('is read page by page', async () => {
    await eloqua.settings({ syncMs: 4 });
    const uri = await exports.create(session, {
      name: 'Export',
      fields: { id: '{{Contact.Id}}', open: '{{Contact.Field(C_WeChat_OpenID_A11)}}' },
      filter: `'{{Contact.Id}}' > '501' AND '{{Contact.Id}}' <= '504'`,
    });
    const { uri: syncUri } = await syncs.start(session, uri);
    await syncs.result(session, syncUri, { pollMs: 5, timeoutMs: 20_000 });
    expect(await exports.rows(session, syncUri, { offset: 0, limit: 2 })).toEqual({
      rows: [{ id: '502' }, { id: '503' }],
      next: 2,
    });
    expect(await exports.rows(session, syncUri, { offset: 2, limit: 2 })).toEqual({
      rows: [{ id: '504', open: expect.stringMatching(/^o/) }],
      next: null,
    });
  });
});
