import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionOptions,
  type IntrospectionQuery,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/graphql/limits.ts';
import { BothWays, type Told } from '../kit/both-ways.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { addAccount, COMPLETE, openSession } from '../kit/stories.ts';

const qiao = useQiao();
let ways: BothWays;
beforeAll(async () => {
  ways = await BothWays.open(`${qiao.url}/graphql`, await qiao.token());
});
afterAll(() => ways.close());

/** The same answer over both transports, without errors, within the limit. */
async function answered(query: string): Promise<Told> {
  const http = await ways.overHttp({ query });
  const socket = await ways.overWebSocket({ query });
  expect([http.errors, socket.errors, http.status]).toEqual([[], [], 200]);
  expect(socket.data).toEqual(http.data);
  expect(http.cost?.requestedQueryCost).toBeLessThanOrEqual(LIMITS.cost);
  return http;
}

describe('tools read the whole schema, for less than half of what an operation may cost', () => {
  test.each<[tool: string, options: IntrospectionOptions]>([
    ['graphql-js', {}],
    [
      'graphql-js, with everything that it can ask for',
      {
        descriptions: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      },
    ],
    ['GraphiQL', { schemaDescription: true, inputValueDeprecation: true }],
    [
      'code generators',
      { descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true },
    ],
    ['Rover', { descriptions: true, specifiedByUrl: false, inputValueDeprecation: true }],
    ['old tools', { descriptions: false, directiveIsRepeatable: false }],
  ])('%s', async (_tool, options) => {
    const { data, cost } = await answered(getIntrospectionQuery(options));
    expect(cost?.requestedQueryCost).toBeLessThan(LIMITS.cost / 2);
    expect(cost?.actualQueryCost).toBe(cost?.requestedQueryCost);
    expect(buildClientSchema(data as IntrospectionQuery).getQueryType()?.name).toBe('Query');
  });

  test('one type costs one point', async () => {
    const { cost } = await answered(
      '{ __type(name: "OfficialAccount") { fields { name type { name kind } } } }',
    );
    expect(cost?.requestedQueryCost).toBe(1);
  });
});

test('a page of 100 accounts with everything below them costs less than an operation may', async () => {
  const caller = await qiao.caller();
  const { id } = await addAccount(caller, COMPLETE);
  await openSession(caller, id);
  const query = `{ officialAccounts(first: 100) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node {
      id status displayName name description note appId originalId principalName accountType verified version avatarUrl
      createdAt updatedAt defaultTimezone
      access { mode userIds viewerMayUse users { id name loginName emailAddress disabled availability asOf } }
      authorizationSession { id status step launchUrl mobileUrl expiresAt failure { code message nextStep } }
      capabilities { kind available reason }
      credential { state stateReason revision authorizedAt nextRefreshAt missingPermissions }
      defaultCampaign { id name status startAt endAt availability asOf }
      fieldMappings { purpose lastKnownName contactField { id name internalName dataType displayType readOnly purposes } }
      messageSenders { totalCount edges { node {
        id instanceId status cause campaignName configuredAt createdAt upToDate
        campaign { id name } configuredBy { id name }
      } } }
      openPlatform { id appId slotLimit slotsTaken }
      removal { removedAt followerData retentionBasis nextStep }
      requirements { code message mutation path severity }
      termsAcceptance { version acceptedAt acceptedBy { kind id apiKey { id } } }
      viewerCan { authorize configure configureSenders remove use }
    } }
  } }`;

  const { data, cost } = await answered(query);

  expect(data).toMatchObject({
    officialAccounts: {
      totalCount: 1,
      edges: [{ node: { id, authorizationSession: { status: 'PENDING' } } }],
    },
  });
  // For each account: itself, 10 users, a session, a campaign, 6 fields, a key, and 20 senders with a campaign and a user.
  const objects = 100 * (1 + 10 + 1 + 1 + 6 + 1 + 20 * 3);
  // The account itself, its session and campaign, and the three fields that it maps.
  expect(cost).toMatchObject({ requestedQueryCost: objects / 10, actualQueryCost: 1 });
});

test('five hundred small operations of one installation at once are all answered', async () => {
  const token = await qiao.token();
  const ask = () =>
    fetch(`${qiao.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ officialAccounts(first: 1) { totalCount } }' }),
    }).then((response) => response.status);
  const statuses = await Promise.all(Array.from({ length: 500 }, ask));
  expect(new Set(statuses)).toEqual(new Set([200]));
});
