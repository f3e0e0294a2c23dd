import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GraphContext } from '../../../src/graphql/context.ts';
import { externalId } from '../../../src/graphql/global-id.ts';
import { type RequestContext, systemContext } from '../../../src/kernel/context.ts';
import { createLogger } from '../../../src/kernel/logger.ts';
import { digest } from '../../../src/kernel/secrets.ts';
import type { UnitOfWork } from '../../../src/kernel/unit-of-work.ts';
import { accessOf, saveAccess } from '../../../src/modules/accounts/access/account-access.repository.ts';
import { OfficialAccount } from '../../../src/modules/accounts/account/official-account.entity.ts';
import {
  accountsNaming,
  sharingFacts,
} from '../../../src/modules/accounts/account/official-account.repository.ts';
import { SettingsCheckService } from '../../../src/modules/accounts/settings/settings-check.service.ts';
import { CampaignService, campaignKind } from '../../../src/modules/marketing/campaigns/campaign.service.ts';
import { toCampaignType } from '../../../src/modules/marketing/campaigns/campaign.type.ts';
import { CatalogueService } from '../../../src/modules/marketing/catalogue/catalogue.service.ts';
import { MarketingLoaders } from '../../../src/modules/marketing/catalogue/marketing.loaders.ts';
import type { MarketingConnectionService } from '../../../src/modules/marketing/connection/marketing-connection.service.ts';
import type { MarketingPlatform } from '../../../src/modules/marketing/connection/marketing-platform.port.ts';
import {
  ContactFieldService,
  contactFieldKind,
} from '../../../src/modules/marketing/fields/contact-field.service.ts';
import { toContactFieldType } from '../../../src/modules/marketing/fields/contact-field.type.ts';
import {
  MarketingUserService,
  marketingUserKind,
} from '../../../src/modules/marketing/users/marketing-user.service.ts';
import { toMarketingUserType } from '../../../src/modules/marketing/users/marketing-user.type.ts';
import { addExecution } from '../../../src/modules/senders/executions/sender-execution.repository.ts';
import { createDatabase, type TestDatabase } from '../../kit/database.ts';
import { attempt } from '../kit/refusals.ts';
import { Rows } from '../kit/rows.ts';
import { callerContext, openWork } from '../kit/work.ts';

const FIELD = 'fld-äÖ/1';
const OTHER_FIELD = 'fld-{"2"},\\';
const CAMPAIGN = 'cmp:收/1';
const USER = 'usr-"a",{b}\\';

const whole = <T>(...found: T[]) => ({ found, deleted: [], proof: 'COMPLETE' as const });

/** A marketing platform whose ids are no numbers. */
const platform = {
  idIn: (kind, reference) =>
    reference.startsWith(
      { CONTACT_FIELD: 'fld', CAMPAIGN: 'cmp', USER: 'usr', SENDER: 'step', CONTACT: 'con' }[kind],
    )
      ? reference
      : null,
  contactFields: async () =>
    whole(
      ...[FIELD, OTHER_FIELD].map((id) => ({
        id,
        name: 'The same name',
        internalName: id,
        dataType: 'text',
        displayType: 'text',
        type: 'TEXT' as const,
        plain: true,
        readOnly: false,
        standard: false,
      })),
    ),
  users: async () => whole({ id: USER, name: 'Mei', loginName: 'mei', emailAddress: null, disabled: false }),
  campaigns: async () => whole(campaign),
  campaign: async (_session, id) => (id === CAMPAIGN ? campaign : null),
} as Partial<MarketingPlatform> as MarketingPlatform;
const campaign = { id: CAMPAIGN, name: 'C', status: 'ACTIVE', startAt: null, endAt: null } as const;

const log = createLogger('silent');
const clock = { now: () => new Date() };
let database: TestDatabase;
let rows: Rows;
let ctx: RequestContext;
let work: UnitOfWork;
let close: () => Promise<void>;
let fields: ContactFieldService;
let users: MarketingUserService;
let campaigns: CampaignService;

beforeAll(async () => {
  database = await createDatabase();
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  const opened = await openWork(database.url);
  work = opened.work;
  close = () => opened.close();
  ctx = callerContext(await rows.installation(), 'ADMINISTRATOR', USER);
  const session = { baseUrl: 'https://platform.example', accessToken: 'token' };
  const connections = {
    platform,
    idIn: platform.idIn,
    call: (_installationId: string, ask: (s: typeof session) => unknown) => ask(session),
  } as unknown as MarketingConnectionService;
  fields = new ContactFieldService(
    new CatalogueService(contactFieldKind(platform), connections, work, clock, log),
  );
  users = new MarketingUserService(
    new CatalogueService(marketingUserKind(platform), connections, work, clock, log),
  );
  campaigns = new CampaignService(
    new CatalogueService(campaignKind(platform), connections, work, clock, log),
  );
});
afterAll(async () => {
  await close();
  await rows.client.end();
  await database.drop();
});

test('lists are paged by any ids, where all names are equal', async () => {
  const [first] = await fields.list(ctx, {}, { after: null, limit: 1 });
  const [second, ...more] = await fields.list(
    ctx,
    {},
    { after: [first?.name ?? '', first?.id ?? ''], limit: 9 },
  );

  expect([first?.id, second?.id].sort()).toEqual([FIELD, OTHER_FIELD].sort());
  expect(more).toEqual([]);
});

test('loaders find what the global ids of lists name', async () => {
  const loaders = new MarketingLoaders(fields, users, campaigns);
  const context = { request: ctx } as GraphContext;
  const window = { after: null, limit: 9 };
  const field = (await fields.list(ctx, {}, window)).map(toContactFieldType)[0];
  const user = (await users.list(ctx, {}, window)).map(toMarketingUserType)[0];
  const found = (await campaigns.list(ctx, {}, window)).map(toCampaignType)[0];

  const ids = await Promise.all([
    loaders.contactField.load(context, externalId('ContactField', field?.id ?? '')),
    loaders.marketingUser.load(context, externalId('MarketingUser', user?.id ?? '')),
    loaders.campaign.load(context, externalId('Campaign', found?.id ?? '')),
  ]);

  expect(ids.map((view) => [view?.id, view?.availability])).toEqual([
    [expect.stringMatching(/^fld-/), 'AVAILABLE'],
    [USER, 'AVAILABLE'],
    [CAMPAIGN, 'AVAILABLE'],
  ]);
});

test('settings may name things by any ids, and what the platform cannot have is not asked for', async () => {
  const checks = new SettingsCheckService(fields, users, campaigns);
  const named = {
    mappings: { openIdField: FIELD },
    campaign: CAMPAIGN,
    userIds: [USER],
    usersPath: ['users'],
  };

  expect(await checks.check(ctx, named)).toEqual({ faults: [], campaignId: CAMPAIGN });
  expect([FIELD, '17', USER].map(checks.isFieldId)).toEqual([true, false, false]);
  expect([USER, '17', FIELD].map(checks.isUserId)).toEqual([true, false, false]);
  const wrong = await checks.check(ctx, {
    ...named,
    mappings: { openIdField: '17' },
    userIds: ['17'],
    campaign: '17',
  });
  expect(wrong.faults.map(({ code, path }) => [code, path])).toEqual([['INVALID', ['defaultCampaign']]]);
});

test('an account keeps any ids, and is found by them', async () => {
  const { installationId } = ctx;
  const columns = { open_id_field: FIELD, last_activity_field: OTHER_FIELD, default_campaign: CAMPAIGN };
  const id = await rows.account(installationId, { ...columns, access_mode: 'SELECTED_USERS' });
  const none = { fieldIds: [], campaignIds: [], userIds: [] };

  await work.write(ctx, 'test', async ({ em }) => {
    const account = await em.findOneOrFail(OfficialAccount, { id });
    await saveAccess(em, account, [], [USER, 'usr-2']);
    await saveAccess(em, account, [USER, 'usr-2'], [USER]);
    expect(await accessOf(em, account)).toEqual({ mode: 'SELECTED_USERS', userIds: [USER] });

    const naming = (ids: object) => accountsNaming(em, installationId, { ...none, ...ids });
    expect(await naming({ fieldIds: ['fld-x', OTHER_FIELD] })).toEqual([{ id, paths: ['fieldMappings'] }]);
    expect(await naming({ campaignIds: [CAMPAIGN] })).toEqual([{ id, paths: ['defaultCampaign'] }]);
    expect(await naming({ userIds: [USER] })).toEqual([{ id, paths: ['access'] }]);
    expect(await naming({ fieldIds: ['fld-'], campaignIds: ['cmp'], userIds: ['usr-2'] })).toEqual([]);

    const other = { installationId, id: installationId, appId: null, openAppId: null };
    const sharing = await sharingFacts(em, other, { openIdField: FIELD, unionIdField: OTHER_FIELD });
    expect(sharing.taken).toEqual(['openIdField', 'unionIdField']);
  });
});

test('a step may have any id, and so may its executions and contacts', async () => {
  const { installationId } = ctx;
  const senderId = await rows.sender(installationId, { instance_id: 'step/äÖ', campaign_id: CAMPAIGN });
  const contactIds = ['c,1', 'c"2', '{c}\\3'];
  const arrival = {
    installationId,
    id: senderId,
    senderId,
    executionId: 'run-äÖ/1',
    contactIds,
    contactCount: 3,
    contactsDigest: digest(contactIds.join()),
  };

  await work.write(systemContext(installationId, 'test', ctx.requestId), 'test', async ({ em }) => {
    expect(await addExecution(em, arrival)).toBe(true);
    expect(await addExecution(em, arrival)).toBe(false);
  });
  const { rows: stored } = await rows.client.query('select contact_ids from sender_execution where id = $1', [
    senderId,
  ]);
  expect(stored).toEqual([{ contact_ids: contactIds }]);
});

test.each(['contact_field', 'campaign', 'marketing_user'])('nothing else is an id in %s', async (table) => {
  const { installationId } = ctx;
  for (const wrong of ['', 'x'.repeat(101), 'a\nb', 'a\x7F', 'a\x85']) {
    const sql = `update ${table} set id = $1`;
    const tried = { by: 'superuser', installationId, sql, values: [wrong] } as const;
    expect(await attempt(database, tried)).toBe(`${table}_has_external_id`);
  }
});
