import { readFileSync } from 'node:fs';
import { buildSchema, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_KEY_SCOPES } from '../../src/kernel/context.ts';
import { apiClient, revoke } from '../kit/api-clients.ts';
import { type Answer, TestClient } from '../kit/client.ts';
import { addBindings, addFollowers, addSynchronization } from '../kit/followers.ts';
import {
  type ApiKeyScope,
  CancelAuthorizationDocument,
  ExportFollowerDocument,
  GetInstallationDocument,
  ListAuditEntriesDocument,
} from '../kit/generated/operations.ts';
import { addNotice } from '../kit/notices.ts';
import { drop, senderIdOf } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { storedButCatalogues } from '../kit/stored.ts';
import { addAccount, listening, openSession, outcome } from '../kit/stories.ts';
import { CASES, type Case, expected, given, ids, WHO, type Who } from './permissions.cases.ts';

const qiao = useQiao();
let callers: Record<Exclude<Who, 'scoped' | 'unscoped'>, TestClient>;
/** For each scope, an API client with nothing else, and one with everything else. */
let clients: Record<ApiKeyScope, { scoped: TestClient; unscoped: TestClient }>;

beforeAll(async () => {
  const administrator = await qiao.caller({ user: '1' });
  const revoked = await apiClient(qiao, administrator, API_KEY_SCOPES);
  await revoke(administrator, revoked.apiKey.id);
  callers = {
    stranger: new TestClient(`${qiao.url}/graphql`, null),
    revoked: revoked.client,
    foreigner: await qiao.caller({ user: '1', site: 'globex' }),
    marketer: await qiao.caller({ role: 'marketer' }),
    administrator,
  };
  const client = async (name: string, scopes: readonly ApiKeyScope[]) =>
    (await apiClient(qiao, administrator, scopes, { name })).client;
  const pairs = API_KEY_SCOPES.map(async (scope) => {
    const scoped = await client(`${scope} only`, [scope]);
    const others = API_KEY_SCOPES.filter((other) => other !== scope);
    return [scope, { scoped, unscoped: await client(`all but ${scope}`, others) }] as const;
  });
  clients = Object.fromEntries(await Promise.all(pairs)) as typeof clients;

  ids.open = (await addAccount(administrator, {})).id;
  ids.closed = (await addAccount(administrator, { access: { mode: 'SELECTED_USERS', userIds: ['18'] } })).id;
  ids.ended = (await openSession(administrator, ids.closed)).id;
  await administrator.run(CancelAuthorizationDocument, { input: { sessionId: ids.ended } });
  ids.pending = (await openSession(administrator, ids.open)).id;
  ids.installation = (await administrator.run(GetInstallationDocument, {})).installation.id;
  ids.apiKey = (await apiClient(qiao, administrator)).apiKey.id;
  const { auditEntries } = await administrator.run(ListAuditEntriesDocument, { first: 1 });
  ids.auditEntry = auditEntries.edges[0]?.node.id ?? '';
  ({ follower: ids.follower, activity: ids.activity } = await addFollowers(qiao, ids.open));
  ({ bindingLink: ids.bindingLink, contactAdoption: ids.contactAdoption } = await addBindings(
    qiao,
    ids.open,
  ));
  const { follower: exported } = await addFollowers(qiao, ids.open);
  const { exportFollower } = await administrator.run(ExportFollowerDocument, {
    input: { followerId: exported },
  });
  ids.receipt = exportFollower.privacyReceipt?.id ?? '';
  ids.synchronization = await addSynchronization(qiao, ids.open);
  ids.notice = await addNotice(qiao, ids.open);
  ids.sender = await senderIdOf(qiao, (await drop(qiao, 'acme')).instanceId);
});
afterAll(async () => {
  callers.stranger.close();
});

/** Where no scope counts, a client of the first scope and one of all others stand for all. */
const callerOf = (who: Who, scope: Case['scope']): TestClient => {
  if (who !== 'scoped' && who !== 'unscoped') return callers[who];
  return clients[scope === 'ANY' || scope === 'NEVER' ? 'ACCOUNTS_READ' : scope][who];
};

const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const rootFields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
  (type) =>
    Object.values(type?.getFields() ?? {}).map(
      ({ name, description }) => [`${type?.name}.${name}`, description ?? ''] as const,
    ),
);

const SUBSCRIPTIONS: readonly Pick<Case, 'field' | 'scope'>[] = [
  { field: 'Subscription.authorizationCompleted', scope: 'ACCOUNTS_WRITE' },
  { field: 'Subscription.officialAccountChanged', scope: 'ACCOUNTS_READ' },
  { field: 'Subscription.followerActivity', scope: 'ACCOUNTS_READ' },
  { field: 'Subscription.synchronizationProgress', scope: 'ACCOUNTS_READ' },
];

test('every root field of the schema stands in the matrix', () => {
  const tested = new Set([...CASES, ...SUBSCRIPTIONS].map(({ field }) => field));
  expect([...tested].toSorted()).toEqual(rootFields.map(([field]) => field).toSorted());
});

test.each(rootFields)('the description of %s says which callers it is for', (field, description) => {
  // `node` needs what it finds to be allowed, and itself nothing.
  const isNode = field === 'Query.node';
  const scope = [...CASES, ...SUBSCRIPTIONS].find((one) => one.field === field)?.scope;
  const told =
    scope === 'ANY' || isNode
      ? 'Allowed for every caller.'
      : scope === 'NEVER'
        ? 'never for API clients.'
        : scope;
  expect(description.split('Allowed for ').at(-1)).toMatch(/^(every caller|administrators)/);
  expect(description).toContain(told);
});

function verdict({ data, errors }: Answer<Record<string, unknown>>, show: Case['show'] = given): string {
  const [error] = errors ?? [];
  if (error) return error.extensions?.code ?? error.message;
  const [value] = Object.values(data ?? {});
  return String(show(value as never));
}

describe.each(CASES)('$field $of', (one) => {
  const verdicts = expected(one);

  // The administrator last: theirs are the writes that must succeed.
  test.each(WHO)('%s', async (who) => {
    const operation = one.operation();
    const before = await storedButCatalogues(qiao);
    const answer = await callerOf(who, one.scope).ask<Record<string, unknown>, object>(operation);
    expect(verdict(answer, one.show)).toBe(verdicts[who]);
    const mayWrite = verdicts[who] === 'given' && operation.startsWith('mutation');
    if (!mayWrite) expect(await storedButCatalogues(qiao)).toEqual(before);
  });
});

/** The first thing that a subscription tells, or why it tells nothing. */
async function told(client: TestClient, document: string): Promise<unknown> {
  const { value } = await client.subscribe(parse(document) as never, {}).next();
  return value?.errors?.[0]?.extensions?.code ?? value?.data ?? null;
}

describe('Subscription.authorizationCompleted', () => {
  const completed = () => `subscription { authorizationCompleted(sessionId: "${ids.ended}") { id } }`;

  test('tells the administrator, and an API client with the scope', async () => {
    expect((await outcome(callers.administrator, ids.ended)).status).toBe('CANCELLED');
    expect((await outcome(clients.ACCOUNTS_WRITE.scoped, ids.ended)).status).toBe('CANCELLED');
  });

  test.each(['marketer', 'foreigner', 'unscoped'] as const)(
    'does not know the session for the %s',
    async (who) => {
      expect(await told(callerOf(who, 'ACCOUNTS_WRITE'), completed())).toBe('NOT_FOUND');
    },
  );
});

describe('Subscription.officialAccountChanged', () => {
  const EVENTS = 'subscription { officialAccountChanged { kind account { id access { userIds } } } }';

  test('tells each caller of what they may see, and of nothing else', async () => {
    const whos = ['marketer', 'administrator', 'scoped', 'foreigner'] as const;
    const first = await listening(qiao, whos.length, () =>
      whos.map((who) => told(callerOf(who, 'ACCOUNTS_READ'), EVENTS)),
    );
    const hidden = await addAccount(callers.administrator, {
      access: { mode: 'SELECTED_USERS', userIds: ['18'] },
    });
    const shown = await addAccount(callers.administrator, {});
    const theirs = await addAccount(callers.foreigner, {});
    const accounts = (await Promise.all(first)).map(
      (event) =>
        (event as { officialAccountChanged: { account: { id: string } } }).officialAccountChanged.account.id,
    );
    expect(accounts).toEqual([shown.id, hidden.id, hidden.id, theirs.id]);
  });

  test('refuses an API client without the scope', async () => {
    expect(await told(clients.ACCOUNTS_READ.unscoped, EVENTS)).toBe('FORBIDDEN');
  });
});

test.each(['stranger', 'revoked'] as const)(
  'a %s cannot subscribe to anything: the socket is closed with 4403',
  async (who) => {
    for (const field of [
      'officialAccountChanged { kind }',
      `authorizationCompleted(sessionId: "${ids.ended}") { id }`,
      `followerActivity(accountId: "${ids.open}") { cursor }`,
      `synchronizationProgress(accountId: "${ids.open}") { id }`,
    ]) {
      const stream = callers[who].subscribe(parse(`subscription { ${field} }`) as never, {});
      await expect(stream.next()).rejects.toMatchObject({ code: 4403 });
    }
  },
);
