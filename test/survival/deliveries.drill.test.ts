import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  activitiesOf,
  addContact,
  bind,
  contactOf,
  hurryDeliveries,
  LAST_ACTIVITY,
} from '../kit/deliveries.ts';
import { eventually } from '../kit/eventually.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { sql } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';

const SITE = 'deliverydrill';
const OPEN_ID = 'o-drill';
let qiao: Processes;
let appId: string;
let contactId: string;

beforeAll(async () => {
  qiao = await startProcesses();
  await qiao.eloqua.settings({ syncMs: 1 });
  const admin = await qiao.caller({ site: SITE });
  const made = await authorized(qiao, admin, COMPLETE);
  appId = made.appId;
  contactId = await addContact(qiao, SITE, 'drill@customer.example');
  await does('subscribe');
  await eventually(async () => (await sql(qiao, 'select id from follower')).length === 1);
  await bind(qiao, made.accountId, OPEN_ID, contactId);
  await delivered();
});
afterAll(() => qiao.close());

let clicks = 0;
function does(type: string): Promise<unknown> {
  clicks += 1;
  const own = type === 'CLICK' ? { eventKey: `K${clicks}` } : {};
  return qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, { type, openId: OPEN_ID, ...own });
}

const delivered = () =>
  eventually(
    async () => {
      await hurryDeliveries(qiao);
      const open = await sql(qiao, `select id from delivery where status <> 'DELIVERED'`);
      const messages = await sql(qiao, 'select number from inbox_message where outcome is null');
      return open.length === 0 && messages.length === 0;
    },
    45_000,
    100,
  );

/** Kills the worker while an import of this subject is under way and waits for an answer, and starts another one. */
async function killWhile(
  subject: string,
  path: string,
  when: 'BEFORE' | 'AFTER',
  step: string,
): Promise<void> {
  // For both subjects: the other one may come first.
  await qiao.eloqua.fault({ path, times: 2, latencyMs: 60_000, when });
  await does('CLICK');
  await eventually(async () => {
    if (step.includes('run_id is not null')) await hurryDeliveries(qiao);
    const { length } = await sql(
      qiao,
      `select id from delivery_import where subject = $1 and ended_at is null and lease > now() and ${step}`,
      [subject],
    );
    return length === 1 && (await qiao.eloqua.requests(path)).length > 0;
  });
  await qiao.worker.kill();
  await qiao.eloqua.clearFaults();
  await qiao.eloqua.forgetRequests();
  await sql(qiao, 'update delivery_import set lease = now() where lease is not null');
  await qiao.worker.start();
  await delivered();
}

const STAGED = 'platform_import_id is not null and platform_run_id is null';
const UNSTAGED = 'platform_import_id is null';

test.each([
  ['ACTIVITY', 'while it uploads', '/api/bulk/2.0/activities/imports/*', 'BEFORE', UNSTAGED],
  ['ACTIVITY', 'before the import runs', '/api/bulk/2.0/syncs', 'BEFORE', STAGED],
  ['ACTIVITY', 'after the import has run', '/api/bulk/2.0/syncs', 'AFTER', STAGED],
  ['FOLLOWER', 'while it uploads', '/api/bulk/2.0/contacts/imports/*', 'AFTER', UNSTAGED],
] as const)('a worker that delivers %s and is killed %s', async (subject, _moment, path, when, step) => {
  await qiao.eloqua.forgetRequests();
  await killWhile(subject, path, when, step);
  const activities = await activitiesOf(qiao, SITE, contactId);
  const booked = await sql<{ count: number; latest: string }>(
    qiao,
    'select count(*)::int as count, extract(epoch from max(occurred_at))::bigint::text as latest from activity',
  );
  expect(activities.length).toBe(booked[0]?.count);
  expect((await contactOf(qiao, SITE, contactId)).fields[LAST_ACTIVITY]).toBe(booked[0]?.latest);
});
