/** One operation of the API that is measured. */
export interface Operation {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export const LIST = `{ officialAccounts(first: 20) { edges { node {
  id displayName status version createdAt
  fieldMappings { purpose contactField { name } }
  defaultCampaign { name endAt }
  access { mode userIds }
  requirements { code message }
} } pageInfo { hasNextPage endCursor } } }`;
export const FEW = '{ officialAccounts(first: 20) { edges { node { id displayName status } } } }';
export const NODE =
  'query ($id: ID!) { node(id: $id) { ... on OfficialAccount { id displayName status version } } }';
export const TINY = '{ viewer { __typename } }';

export const UPDATE = `mutation ($input: UpdateOfficialAccountInput!) { updateOfficialAccount(input: $input) {
  officialAccount { id description } userErrors { code }
} }`;

export const globalId = (type: string, id: string): string =>
  Buffer.from(`${type}:${id}`).toString('base64url');

export const readsOf = (accountId: string): Operation[] => [
  { name: 'list of 20, with mappings, campaign, access, requirements', query: LIST },
  { name: 'list of 20, three fields', query: FEW },
  { name: 'node(id)', query: NODE, variables: { id: globalId('OfficialAccount', accountId) } },
  { name: '{ viewer { __typename } }', query: TINY },
];

/** Changes the description of an account, to another one each time. */
export const updateOf = (accountId: string): Operation => ({
  name: 'updateOfficialAccount(description)',
  query: UPDATE,
  variables: { input: { accountId: globalId('OfficialAccount', accountId), description: 'change {change}' } },
});
