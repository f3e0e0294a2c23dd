import { readFileSync } from 'node:fs';
import { buildSchema, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, TestClient } from '../kit/client.ts';
import { CancelAuthorizationDocument } from '../kit/generated/operations.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { stored } from '../kit/stored.ts';
import { addAccount, openSession, outcome } from '../kit/stories.ts';

const WHO = ['stranger', 'marketer', 'administrator', 'foreigner'] as const;
type Who = (typeof WHO)[number];

let qiao: Qiao;
/** A stranger has no token; a foreigner is administrator of another installation. */
let callers: Record<Who, TestClient>;
/** Ids of objects of the installation of marketer 17 and their administrator. */
const ids: Record<'open' | 'closed' | 'pending' | 'ended' | 'installation', string> = {
  open: '',
  closed: '',
  pending: '',
  ended: '',
  installation: '',
};

beforeAll(async () => {
  qiao = await startQiao();
  callers = {
    stranger: new TestClient(`${qiao.url}/graphql`, null),
    marketer: await qiao.caller({ role: 'marketer' }),
    administrator: await qiao.caller({ user: '1' }),
    foreigner: await qiao.caller({ user: '1', site: 'globex' }),
  };
  const { administrator } = callers;
  ids.open = (await addAccount(administrator, {})).id;
  ids.closed = (await addAccount(administrator, { access: { mode: 'SELECTED_USERS', userIds: ['18'] } })).id;
  ids.ended = (await openSession(administrator, ids.closed)).id;
  await administrator.run(CancelAuthorizationDocument, { input: { sessionId: ids.ended } });
  ids.pending = (await openSession(administrator, ids.open)).id;
  const { data } = await administrator.ask<{ installation: { id: string } }, object>(
    '{ installation { id } }',
  );
  ids.installation = data?.installation.id ?? '';
});
afterAll(async () => {
  callers.stranger.close();
  await qiao.close();
});

type Verdicts = Readonly<Record<Who, string>>;
interface Case {
  readonly field: string;
  /** Of which object, where there are several. */
  readonly of?: string;
  readonly operation: () => string;
  /** What an answer without errors amounts to. */
  readonly show?: (value: never) => unknown;
  readonly verdicts: Verdicts;
}

const everybody = (verdict: string): Verdicts => ({
  stranger: 'UNAUTHENTICATED',
  marketer: verdict,
  administrator: verdict,
  foreigner: verdict,
});
const administrators = (verdict: string, foreigner = 'null', marketer = foreigner): Verdicts => ({
  stranger: 'UNAUTHENTICATED',
  marketer,
  administrator: verdict,
  foreigner,
});

const given = (value: object | null) => (value === null ? null : 'given');
const outcomeOf = (payload: Record<string, unknown> & { userErrors: { code: string }[] }) =>
  payload.userErrors.length > 0 ? payload.userErrors.map(({ code }) => code).join() : 'given';
const count = (nodes: readonly unknown[]) => nodes.filter((node) => node !== null).length;

/** Reads first, then writes, since they run in this order. Where nothing may be given, it must not be said that it exists. */
const CASES: readonly Case[] = [
  {
    field: 'Query.viewer',
    operation: () => '{ viewer { userId role installation { site } } }',
    show: ({
      userId,
      role,
      installation,
    }: {
      userId: string;
      role: string;
      installation: { site: string };
    }) => `${userId} ${role} ${installation.site}`,
    verdicts: {
      stranger: 'UNAUTHENTICATED',
      marketer: '17 MARKETER acme',
      administrator: '1 ADMINISTRATOR acme',
      foreigner: '1 ADMINISTRATOR globex',
    },
  },
  {
    field: 'Query.installation',
    operation: () => '{ installation { site } }',
    show: ({ site }: { site: string }) => site,
    verdicts: { ...everybody('acme'), foreigner: 'globex' },
  },
  {
    field: 'Query.terms',
    operation: () => '{ terms { version } }',
    show: given,
    verdicts: everybody('given'),
  },
  {
    field: 'Query.officialAccount',
    of: 'open to all users',
    operation: () => `{ officialAccount(id: "${ids.open}") { id } }`,
    show: given,
    verdicts: { ...everybody('given'), foreigner: 'null' },
  },
  {
    field: 'Query.officialAccount',
    of: 'open to selected users',
    operation: () => `{ officialAccount(id: "${ids.closed}") { id } }`,
    show: given,
    verdicts: administrators('given'),
  },
  {
    field: 'Query.officialAccounts',
    operation: () => '{ officialAccounts { totalCount edges { node { authorizationSession { id } } } } }',
    show: ({
      totalCount,
      edges,
    }: {
      totalCount: number;
      edges: { node: { authorizationSession: unknown } }[];
    }) =>
      `${edges.length} of ${totalCount}, ${count(edges.map(({ node }) => node.authorizationSession))} sessions`,
    verdicts: {
      stranger: 'UNAUTHENTICATED',
      marketer: '1 of 1, 0 sessions',
      administrator: '2 of 2, 2 sessions',
      foreigner: '0 of 0, 0 sessions',
    },
  },
  {
    field: 'Query.openPlatforms',
    operation: () => '{ openPlatforms { appId } }',
    show: count,
    verdicts: everybody('0'),
  },
  {
    field: 'Query.authorizationSession',
    operation: () => `{ authorizationSession(id: "${ids.pending}") { id } }`,
    show: given,
    verdicts: administrators('given'),
  },
  {
    field: 'Query.node',
    of: 'an installation',
    operation: () => `{ node(id: "${ids.installation}") { id } }`,
    show: given,
    verdicts: { ...everybody('given'), foreigner: 'null' },
  },
  {
    field: 'Query.node',
    of: 'a session',
    operation: () => `{ node(id: "${ids.pending}") { id } }`,
    show: given,
    verdicts: administrators('given'),
  },
  {
    field: 'Query.nodes',
    operation: () => `{ nodes(ids: ${JSON.stringify(Object.values(ids))}) { id } }`,
    show: count,
    verdicts: { stranger: 'UNAUTHENTICATED', marketer: '2', administrator: '5', foreigner: '0' },
  },
  {
    field: 'Mutation.authorizeAccount',
    operation: () =>
      `mutation { authorizeAccount(input: { accountId: "${ids.open}" }) { authorizationSession { id } userErrors { code } } }`,
    show: outcomeOf,
    verdicts: administrators('given', 'NOT_FOUND', 'FORBIDDEN'),
  },
  {
    field: 'Mutation.cancelAuthorization',
    operation: () =>
      `mutation { cancelAuthorization(input: { sessionId: "${ids.pending}" }) { authorizationSession { id } userErrors { code } } }`,
    show: outcomeOf,
    verdicts: administrators('given', 'NOT_FOUND', 'FORBIDDEN'),
  },
  {
    field: 'Mutation.addOfficialAccount',
    operation: () =>
      'mutation { addOfficialAccount(input: {}) { officialAccount { id } userErrors { code } } }',
    show: outcomeOf,
    verdicts: administrators('given', 'given', 'FORBIDDEN'),
  },
];

const SUBSCRIPTIONS = ['Subscription.authorizationCompleted', 'Subscription.officialAccountChanged'];

test('every root field of the schema stands in the matrix', () => {
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
  );
  const tested = [...new Set(CASES.map(({ field }) => field)), ...SUBSCRIPTIONS];
  expect(tested.toSorted()).toEqual(fields.toSorted());
});

function verdict({ data, errors }: Answer<Record<string, unknown>>, show: Case['show'] = given): string {
  const [error] = errors ?? [];
  if (error) return error.extensions?.code ?? error.message;
  const [value] = Object.values(data ?? {});
  return String(show(value as never));
}

describe.each(CASES)('$field $of', ({ operation, show, verdicts }) => {
  // The administrator last: theirs are the writes that succeed.
  test.each(['stranger', 'foreigner', 'marketer', 'administrator'] as const)('%s', async (who) => {
    const before = await stored(qiao);
    const answer = await callers[who].ask<Record<string, unknown>, object>(operation());
    expect(verdict(answer, show)).toBe(verdicts[who]);
    const mayWrite = verdicts[who] === 'given' && operation().startsWith('mutation');
    if (!mayWrite) expect(await stored(qiao)).toEqual(before);
  });
});

describe('Subscription.authorizationCompleted', () => {
  test('tells the administrator', async () => {
    expect((await outcome(callers.administrator, ids.ended)).status).toBe('CANCELLED');
  });

  test.each(['marketer', 'foreigner'] as const)('does not know the session for the %s', async (who) => {
    const document = parse(`subscription { authorizationCompleted(sessionId: "${ids.ended}") { id } }`);
    const { value } = await callers[who].subscribe(document as never, {}).next();
    expect(value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(value?.data ?? null).toBeNull();
  });
});

describe('Subscription.officialAccountChanged', () => {
  const EVENTS = parse('subscription { officialAccountChanged { kind account { id access { userIds } } } }');

  test('tells each caller of what they may see, and of nothing else', async () => {
    const streams = (['marketer', 'administrator', 'foreigner'] as const).map((who) =>
      callers[who].subscribe(EVENTS as never, {}),
    );
    const first = streams.map(async (stream) => {
      const { value } = await stream.next();
      return (value?.data as { officialAccountChanged: { account: { id: string } } } | undefined)
        ?.officialAccountChanged.account.id;
    });
    // A subscriber is told from the moment the server listens for it.
    const listeners = () => (Reflect.get(qiao.services.push, 'subscribers') as Set<unknown>).size;
    const { eventually } = await import('../kit/eventually.ts');
    await eventually(() => listeners() === 3);
    const hidden = await addAccount(callers.administrator, {
      access: { mode: 'SELECTED_USERS', userIds: ['18'] },
    });
    const shown = await addAccount(callers.administrator, {});
    const theirs = await addAccount(callers.foreigner, {});
    expect(await Promise.all(first)).toEqual([shown.id, hidden.id, theirs.id]);
    await Promise.all(streams.map((stream) => stream.return?.()));
  });
});

test('a stranger cannot subscribe to anything: the socket is closed with 4403', async () => {
  for (const field of [
    'officialAccountChanged { kind }',
    `authorizationCompleted(sessionId: "${ids.ended}") { id }`,
  ]) {
    const stream = callers.stranger.subscribe(parse(`subscription { ${field} }`) as never, {});
    await expect(stream.next()).rejects.toMatchObject({ code: 4403 });
  }
});
