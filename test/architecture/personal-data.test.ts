import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personalColumns } from '../../src/app/personal-data.ts';
import { SEALED_COLUMNS } from '../../src/app/reseal.ts';
import { openCallback } from '../../src/integrations/wechat/callback.ts';
import type { Module } from '../../src/kernel/module.ts';
import { MODULES } from '../../src/modules/index.ts';
import type { TestClient } from '../kit/client.ts';
import { allDelivered } from '../kit/deliveries.ts';
import {
  EraseFollowerDocument,
  ExportFollowerDocument,
  ListFollowersDocument,
  UpdateFollowerSettingsDocument,
} from '../kit/generated/operations.ts';
import { push, unixSeconds } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql, sqlUnseen } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';

/** Modules that hold data about followers. */
const OF_FOLLOWERS = ['followers', 'activities', 'deliveries', 'callbacks'];

/** Columns of their tables that could hold text of any kind, and why they say nothing about a person. */
const IMPERSONAL: Readonly<Record<string, string>> = {
  'activity.campaign_id': 'names a campaign',
  'activity.source': 'one of a few words',
  'activity.trace_id': 'the random id of a request',
  'binding_link.campaign_id': 'names a campaign',
  'binding_link.kind': 'one of a few words',
  'callback_receipt.kind': 'one of a few words',
  'contact_adoption.export_id': 'names an export of many contacts',
  'contact_adoption.failure': 'one of a few words',
  'contact_adoption.open_id_field': 'names a contact field',
  'contact_adoption.status': 'one of a few words',
  'contact_adoption.union_id_field': 'names a contact field',
  'delivery.activity_campaign_id': 'names a campaign',
  'delivery.activity_kind': 'one of a few words',
  'delivery.destination': 'one of a few words',
  'delivery.reason': 'one of a few words',
  'delivery.status': 'one of a few words',
  'delivery.subject': 'one of a few words',
  'delivery_import.platform_import_id': 'names an import of many contacts',
  'delivery_import.platform_run_id': 'names an import of many contacts',
  'delivery_import.reason': 'one of a few words',
  'delivery_import.subject': 'one of a few words',
  'follower_settings.after_unfollow': 'a setting of the account',
  'follower_settings.created_contact_domain': 'a setting of the account',
  'follower_settings.retention_basis': 'a setting of the account',
  'follower_settings.subscribed_value': 'a setting of the account',
  'follower_settings.unbound': 'a setting of the account',
  'follower_settings.unsubscribed_value': 'a setting of the account',
  'inbox_message.app_id': 'names the account',
  'inbox_message.outcome': 'one of a few words',
  'inbox_message.trace_id': 'the random id of a request',
  'privacy_receipt.cause': 'one of a few words',
  'privacy_receipt.kind': 'one of a few words',
  'privacy_receipt.platform_import_id': 'names an import of many contacts',
  'privacy_receipt.rows': 'numbers of rows',
  'scene_campaign.campaign_id': 'names a campaign',
  'scene_campaign.scene_key': 'names a QR code of the account',
  'synchronization.reason': 'one of a few words',
  'synchronization.status': 'one of a few words',
  'synchronization.step': 'one of a few words',
};

/** What is known of one follower. */
const KNOWN = {
  openId: 'o-known-to-everybody',
  unionId: 'u-known-to-everybody',
  words: 'words that nobody else writes',
  latitude: '23.137466',
  longitude: '113.352425',
  scene: 'scene-of-their-own',
  contactId: '990017',
  url: 'https://example.com/opened-by-them',
};

const lines: string[] = [];
let qiao: Qiao;
let admin: TestClient;
let accountId: string;
let appId: string;
let marked: Set<string>;

beforeAll(async () => {
  qiao = await startQiao({
    logTo: { write: (line: string) => void lines.push(line) },
    env: { LOG_LEVEL: 'debug' },
  });
  admin = await qiao.caller();
  ({ accountId, appId } = await authorized(qiao, admin, COMPLETE));
  await settled(qiao);
  marked = new Set(personalColumns(qiao.services.orm).map(({ table, column }) => `${table}.${column}`));
});
afterAll(() => qiao.close());

test('every column of text in the tables of followers is marked, sealed, or impersonal for a reason', async () => {
  const modules: readonly Module[] = MODULES;
  const own = modules.filter(({ name }) => OF_FOLLOWERS.includes(name));
  const metadata = qiao.services.orm.getMetadata();
  const tables = own.flatMap(({ tenantEntities = [], platformEntities = [], personalTables = [] }) => [
    ...[...tenantEntities, ...platformEntities].map((entity) => metadata.get<object>(entity).tableName),
    ...personalTables.map(({ table }) => table),
  ]);
  const sealed = [...SEALED_COLUMNS.platform, ...SEALED_COLUMNS.tenant].map(({ entity, property }) => {
    const { tableName, properties } = metadata.get<object>(entity);
    return `${tableName}.${Reflect.get(properties, property).fieldNames[0]}`;
  });
  const found = await sql<{ name: string }>(
    qiao,
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = any($1) and data_type in ('text', 'jsonb', 'json', 'ARRAY') order by 1`,
    [tables],
  );
  const open = found.map(({ name }) => name).filter((name) => !marked.has(name) && !sealed.includes(name));
  expect(open, 'mark new columns with @Personal, or say here why they say nothing about a person').toEqual(
    Object.keys(IMPERSONAL).toSorted(),
  );
});

function tell(fields: Readonly<Record<string, string>>, secondsAgo: number) {
  const all = { FromUserName: KNOWN.openId, CreateTime: unixSeconds() - secondsAgo, ...fields };
  const elements = Object.entries(all).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return push(qiao, `<xml>${elements.join('')}</xml>`, {
    path: `/wechat/messages/${appId}`,
    more: { openid: KNOWN.openId },
  });
}
async function tellAll(secondsAgo: number): Promise<void> {
  const [account] = await sql<{ id: string }>(qiao, 'select original_id as id from official_account');
  const own = { ToUserName: account?.id ?? '' };
  const event = (Event: string, fields: Readonly<Record<string, string>> = {}) =>
    tell({ ...own, MsgType: 'event', Event, ...fields }, secondsAgo);
  await event('subscribe', { EventKey: `qrscene_${KNOWN.scene}`, Ticket: 'ticket' });
  await event('SCAN', { EventKey: KNOWN.scene });
  await event('CLICK', { EventKey: 'HELP' });
  await event('VIEW', { EventKey: KNOWN.url, MenuId: '1' });
  await event('LOCATION', { Latitude: KNOWN.latitude, Longitude: KNOWN.longitude, Precision: '65' });
  await event('TEMPLATESENDJOBFINISH', { MsgID: '1', Status: 'success' });
  await event('user_info_modified', { OpenID: KNOWN.openId, UnionID: KNOWN.unionId });
  await event('a kind that nobody knows', { UnionID: KNOWN.unionId });
  const place = { Location_X: KNOWN.latitude, Location_Y: KNOWN.longitude, Label: KNOWN.words };
  await tell({ ...own, MsgType: 'location', MsgId: '11', ...place }, secondsAgo);
  await tell({ ...own, MsgType: 'text', MsgId: '12', Content: KNOWN.words }, secondsAgo);
  await settled(qiao);
}

/** `table.column`, of a partition its table, wherever something of the follower is stored, in any schema. */
async function places(): Promise<string[]> {
  const tables = await sql<{ name: string }>(
    qiao,
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and nspname !~ '^pg_' and nspname <> 'information_schema'`,
  );
  const found = await sql<{ place: string }>(
    qiao,
    tables
      .map(
        ({
          name,
        }) => `select '${name}.' || column_of.key as place from ${name} t, jsonb_each_text(to_jsonb(t)) column_of
          where exists (select from unnest($1::text[]) known where strpos(column_of.value, known) > 0)`,
      )
      .join(' union '),
    [Object.values(KNOWN)],
  );
  const names = found.map(({ place }) =>
    place.replace(/^inbox_message_(default|\d{4}_\d\d_\d\d)/, 'inbox_message'),
  );
  return [...new Set(names)].toSorted();
}

/** What can still be read with WeChat's AES key. */
async function decrypted(): Promise<string> {
  const kept = await sql<{ query: Record<string, string>; body: string }>(
    qiao,
    `select query, body from inbox_message where body <> '' union all select query, body from callback_receipt`,
  );
  const { componentKeys, clock } = qiao.services;
  const open = (one: (typeof kept)[number]) =>
    openCallback(one, componentKeys, clock, { windowMs: Number.POSITIVE_INFINITY }).text;
  return kept.map(open).join('\n');
}

const followerId = async () => {
  const filter = { openId: KNOWN.openId };
  const { officialAccount } = await admin.run(ListFollowersDocument, { account: accountId, filter });
  return officialAccount?.followers.edges[0]?.node.id ?? '';
};

describe('what is known of one follower', () => {
  test('is only in columns that are marked, and what they wrote is nowhere', async () => {
    await admin.run(UpdateFollowerSettingsDocument, { input: { accountId, location: true } });
    await tellAll(30);
    await sqlUnseen(
      qiao,
      `update follower set union_id = $1, contact_id = $2, binding_state = 'BOUND', binding_how = 'LINK', bound_at = now()`,
      [KNOWN.unionId, KNOWN.contactId],
    );
    const input = { followerId: await followerId() };
    const { exportFollower } = await admin.run(ExportFollowerDocument, { input });
    expect(JSON.stringify(exportFollower.export)).toContain(KNOWN.openId);

    const found = await places();

    expect(found).toEqual([
      ...[
        'activity.detail',
        'follower.contact_id',
        'follower.open_id',
        'follower.scene_key',
        'follower.union_id',
      ],
    ]);
    expect(found.filter((place) => !marked.has(place))).toEqual([]);
    expect(await decrypted()).not.toContain(KNOWN.openId);
  });

  test('is nowhere after they are erased: no table, job, receipt, stored answer, line of the log or kept push has it', async () => {
    await admin.run(EraseFollowerDocument, { input: { followerId: await followerId() } });
    await allDelivered(qiao);

    expect(await places()).toEqual([]);
    expect(await decrypted()).not.toContain(KNOWN.openId);
    const log = lines.join('\n');
    expect(Object.values(KNOWN).filter((known) => log.includes(known))).toEqual([]);
  });

  test('and one id leads from the push through the log to what is booked', async () => {
    lines.length = 0;
    // Later than the erasure.
    await tellAll(-60);

    const [activity] = await sql<{ trace: string }>(
      qiao,
      `select trace_id as trace from activity where kind = 'FOLLOW'`,
    );
    const told = lines.map((line) => JSON.parse(line)).filter(({ traceId }) => traceId === activity?.trace);
    expect(told.map(({ msg }) => msg)).toEqual([
      'a message of WeChat is stored',
      'a message of WeChat is processed',
    ]);
  });
});
