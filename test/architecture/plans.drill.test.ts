import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { globalId } from '../../src/graphql/global-id.ts';
import { apiClient } from '../kit/api-clients.ts';
import type { TestClient } from '../kit/client.ts';
import { createDatabase, query } from '../kit/database.ts';
import { addBindings, addFollowers } from '../kit/followers.ts';
import { accountAt, enlarge, LARGE } from '../kit/large-installation.ts';
import { type Executed, executedIn, readingsOf, tellPlans } from '../kit/plans.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { drop, senderIdOf } from '../kit/senders.ts';
import { addAccount, openSession } from '../kit/stories.ts';
import { operationOf } from './kit/slots.ts';
import { CASES, ids } from './permissions.cases.ts';

/** More than any page with all that it shows. What grows with the installation is a hundred times as much. */
const ROWS = 2_000;

/** A text inside names is found by looking at each name: PostgreSQL uses no index of texts behind row-level security. */
const SEARCHES = /ilike/;

const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const queries = Object.entries(schema.getQueryType()?.getFields() ?? {});

let qiao: Qiao;
let statements = 0;
let admin: TestClient;
let marketer: TestClient;

beforeAll(async () => {
  const database = await createDatabase();
  await tellPlans(database);
  qiao = await startQiao({ database });
  admin = await qiao.caller({ user: '1' });
  marketer = await qiao.caller({ user: '17', role: 'marketer' });
  const installationId = (await qiao.services.installations.idOfSite('acme')) ?? '';
  ids.open = (await addAccount(admin, {})).id;
  ids.closed = (await addAccount(admin, { access: { mode: 'SELECTED_USERS', userIds: ['18'] } })).id;
  ids.ended = (await openSession(admin, ids.closed)).id;
  ids.pending = (await openSession(admin, ids.open)).id;
  ids.apiKey = (await apiClient(qiao, admin)).apiKey.id;
  ({ follower: ids.follower, activity: ids.activity } = await addFollowers(qiao, ids.open));
  ({ bindingLink: ids.bindingLink, contactAdoption: ids.contactAdoption } = await addBindings(
    qiao,
    ids.open,
  ));
  ids.sender = await senderIdOf(qiao, (await drop(qiao, 'acme')).instanceId);
  await admin.ask('{ contactFields { totalCount } campaigns { totalCount } marketingUsers { totalCount } }');
  await enlarge(database, installationId);
  await query(database, `update catalogue_read set read_at = now() + interval '1 year'`);
});
afterAll(() => qiao.close());

/** What a statement reads too much of; the plan decides, so this is what PostgreSQL really did. */
const tooMuch = (executed: readonly Executed[]): string[] => [
  ...new Set(
    executed
      .filter(({ sql }) => !SEARCHES.test(sql))
      .flatMap((one) =>
        readingsOf(one)
          .filter(({ rows, isCount }) => rows > ROWS && !isCount)
          .map(({ table, how, rows }) => `${how} of ${rows} rows of ${table}: ${one.sql}`),
      ),
  ),
];

/** Fails with what grows. Nothing that a caller is refused reads anything. */
async function expectBounded(client: TestClient, operation: string, variables: object = {}): Promise<void> {
  const executed = await executedIn(() => client.ask(operation, variables));
  expect(tooMuch(executed), operation).toEqual([]);
  statements += executed.length;
}

describe('no statement reads more where an installation has more', () => {
  test.each(CASES)('$field $of', async ({ field, operation }) => {
    await expectBounded(admin, operation());
    if (field.startsWith('Query')) await expectBounded(marketer, operation());
  });

  test.each(queries)('%s, with all that it shows', async (_name, field) => {
    const account = globalId('OfficialAccount', accountAt(LARGE));
    const { query: operation, variables } = operationOf({ operation: 'query', path: [field] }, [], {
      ...{
        OfficialAccount: account,
        AuthorizationSession: globalId('AuthorizationSession', accountAt(LARGE)),
      },
      ...{
        MarketingUser: 'user1',
        ContactField: 'open1',
        MessageSender: globalId('MessageSender', accountAt(LARGE)),
      },
    });
    for (const client of [admin, marketer]) await expectBounded(client, operation, variables);
  });

  const STATUSES = [null, ['DRAFT'], ['ACTIVE'], ['ACTION_REQUIRED'], ['REMOVED'], ['DRAFT', 'ACTIVE']];
  const TYPES = [null, 'SERVICE', 'SUBSCRIPTION'];
  const filters = STATUSES.flatMap((statuses) => TYPES.map((accountType) => ({ statuses, accountType })));

  test.each(filters)('official accounts of statuses $statuses and type $accountType', async (filter) => {
    const list = (page: string) =>
      `query($filter: OfficialAccountFilter) { officialAccounts(filter: $filter, ${page}) { totalCount edges { node { id } } } }`;
    for (const client of [admin, marketer])
      for (const page of ['first: 20', 'last: 20']) await expectBounded(client, list(page), { filter });
  });

  const MINUTE = 60_000;
  const now = Date.now();
  test.each([
    { actions: ['addOfficialAccount', 'removeOfficialAccount'] },
    { actions: ['unknown'] },
    { subjectId: globalId('OfficialAccount', accountAt(LARGE)) },
    { actorKind: 'SYSTEM' },
    { actorId: 'nobody' },
    { since: new Date(now - MINUTE), until: new Date(now + MINUTE) },
    { since: new Date(now + MINUTE) },
    { until: new Date('2026-01-01') },
  ])('audit entries by %o', async (filter) => {
    const list = (page: string) =>
      `query($filter: AuditFilter) { auditEntries(filter: $filter, ${page}) { edges { node { id } } } }`;
    for (const page of ['first: 20', 'last: 20']) await expectBounded(admin, list(page), { filter });
  });

  test.each([
    'followers(first: 20) { totalCount edges { node { id account { id } } } }',
    'followers(first: 20, filter: { subscribed: false }) { totalCount edges { node { id } } }',
    'followers(filter: { openId: "o77777" }) { totalCount edges { node { id activities { totalCount edges { node { id } } } } } }',
    'followers(first: 20, filter: { binding: HELD }) { totalCount edges { node { id } } }',
    'bindingLinks(first: 20) { totalCount edges { node { id } } }',
    'activities(first: 20) { totalCount edges { node { id follower { id } } } }',
    'activities(filter: { kinds: [SCAN, MESSAGE] }) { totalCount edges { node { id } } }',
    'activities(filter: { kinds: [FOLLOW], since: "2026-01-01T00:00:00Z" }) { totalCount edges { node { id } } }',
    'activities(filter: { until: "2000-01-01T00:00:00Z" }) { totalCount edges { node { id } } }',
    'followerStatistics(days: 90) { day follows unfollows bound }',
  ])('of an account %s', async (list) => {
    const account = globalId('OfficialAccount', accountAt(LARGE));
    for (const client of [admin, marketer])
      await expectBounded(client, `{ officialAccount(id: "${account}") { ${list} } }`);
  });

  test.each(['OPEN_ID', 'LAST_ACTIVITY'])('contact fields that suit %s', (purpose) =>
    expectBounded(
      admin,
      `{ contactFields(purpose: ${purpose}, first: 20) { totalCount edges { node { id } } } }`,
    ),
  );

  test('an account that takes and shares contact fields', async () => {
    const add =
      'mutation($input: AddOfficialAccountInput!) { addOfficialAccount(input: $input) { userErrors { code } } }';
    const shared = { unionIdFieldId: 'union1', subscriptionStatusFieldId: 'status1' };
    await expectBounded(admin, add, {
      input: { ...shared, openIdFieldId: 'open1', lastActivityFieldId: 'last1' },
    });
    await expectBounded(admin, add, { input: shared });
    const change =
      'mutation($input: UpdateFieldMappingsInput!) { updateFieldMappings(input: $input) { userErrors { code } } }';
    const accountId = globalId('OfficialAccount', accountAt(LARGE));
    await expectBounded(admin, change, { input: { accountId, unionIdFieldId: 'union1' } });
  });
});

test('the plans are told', () => expect(statements).toBeGreaterThan(500));
