import { globalId } from '../../src/graphql/global-id.ts';
import { NO_ID } from '../../src/kernel/ids.ts';
import type { ApiKeyScope } from '../kit/generated/operations.ts';

export const WHO = [
  /** Has no token. */
  'stranger',
  /** An API client with every scope whose key was revoked. */
  'revoked',
  /** Administrator of another installation. */
  'foreigner',
  'marketer',
  /** An API client with every scope but the one that counts. */
  'unscoped',
  /** An API client with the scope that counts, and no other. */
  'scoped',
  'administrator',
] as const;
export type Who = (typeof WHO)[number];

/** Ids of objects of the installation of everybody but the foreigner. */
export const ids = {
  open: '',
  closed: '',
  pending: '',
  ended: '',
  installation: '',
  apiKey: '',
  auditEntry: '',
  sender: '',
  follower: '',
  activity: '',
  bindingLink: '',
  contactAdoption: '',
  receipt: '',
  synchronization: '',
  notice: '',
};

/** What each is answered: the code of the error, or what `show` makes of the answer. */
export type Verdicts = Readonly<Record<Who, string>>;

export interface Case {
  readonly field: string;
  /** Of which object, where there are several. */
  readonly of?: string;
  /** The scope that an API client needs; ANY: none in particular; NEVER: no scope is enough. */
  readonly scope: ApiKeyScope | 'ANY' | 'NEVER';
  /** Asked anew for each caller. */
  readonly operation: () => string;
  /** What an answer without errors amounts to; default: whether it is null. */
  readonly show?: (value: never) => unknown;
  /** {@link expected} gives the answer for callers that are omitted. */
  readonly verdicts: Partial<Verdicts> & { readonly administrator: string };
}

/** For most fields: administrators and API clients with the scope may use them, in their own installation; nobody else may. */
export function expected({ scope, verdicts }: Case): Verdicts {
  const { administrator } = verdicts;
  return {
    stranger: 'UNAUTHENTICATED',
    revoked: 'UNAUTHENTICATED',
    foreigner: administrator,
    marketer: scope === 'ANY' ? administrator : 'FORBIDDEN',
    unscoped: scope === 'ANY' ? administrator : 'FORBIDDEN',
    scoped: scope === 'NEVER' ? 'FORBIDDEN' : administrator,
    ...verdicts,
  };
}

const hidden = { foreigner: 'null', marketer: 'null', unscoped: 'null' } as const;

export const given = (value: object | null) => (value === null ? null : 'given');
const outcome = (payload: Record<string, unknown> & { userErrors: { code: string }[] }) =>
  payload.userErrors.length > 0 ? payload.userErrors.map(({ code }) => code).join() : 'given';
const count = (nodes: readonly unknown[]) => nodes.filter((node) => node !== null).length;
const some = ({ edges }: { edges: unknown[] }) => (edges.length > 0 ? 'some' : 'none');
const node = (id: keyof typeof ids) => () => `{ node(id: "${ids[id]}") { id } }`;

/** Reads first, then writes, since they run in this order. A new operation is one entry. */
export const CASES: readonly Case[] = [
  {
    field: 'Query.viewer',
    scope: 'ANY',
    operation: () => '{ viewer { userId role apiKey { name } installation { site } } }',
    show: (viewer: {
      userId: string | null;
      role: string | null;
      apiKey: { name: string } | null;
      installation: { site: string };
    }) =>
      [viewer.userId, viewer.role, viewer.apiKey?.name, viewer.installation.site].filter(Boolean).join(' '),
    verdicts: {
      administrator: '1 ADMINISTRATOR acme',
      marketer: '17 MARKETER acme',
      scoped: 'ACCOUNTS_READ only acme',
      unscoped: 'all but ACCOUNTS_READ acme',
      foreigner: '1 ADMINISTRATOR globex',
    },
  },
  {
    field: 'Query.installation',
    scope: 'ANY',
    operation: () => '{ installation { site } }',
    show: ({ site }: { site: string }) => site,
    verdicts: { administrator: 'acme', foreigner: 'globex' },
  },
  {
    field: 'Query.terms',
    scope: 'ANY',
    operation: () => '{ terms { version } }',
    verdicts: { administrator: 'given' },
  },
  {
    field: 'Query.timeZones',
    scope: 'ANY',
    operation: () => '{ timeZones(search: "shanghai") { name } }',
    show: count,
    verdicts: { administrator: '1' },
  },
  {
    field: 'Query.officialAccount',
    of: 'open to all users',
    scope: 'ACCOUNTS_READ',
    operation: () => `{ officialAccount(id: "${ids.open}") { id } }`,
    verdicts: { administrator: 'given', marketer: 'given', foreigner: 'null' },
  },
  {
    field: 'Query.officialAccount',
    of: 'open to selected users',
    scope: 'ACCOUNTS_READ',
    operation: () => `{ officialAccount(id: "${ids.closed}") { id } }`,
    verdicts: { administrator: 'given', marketer: 'null', foreigner: 'null' },
  },
  {
    field: 'Query.officialAccounts',
    scope: 'ACCOUNTS_READ',
    operation: () => '{ officialAccounts { totalCount edges { node { authorizationSession { id } } } } }',
    show: ({
      totalCount,
      edges,
    }: {
      totalCount: number;
      edges: { node: { authorizationSession: unknown } }[];
    }) =>
      `${edges.length} of ${totalCount}, ${count(edges.map((edge) => edge.node.authorizationSession))} sessions`,
    verdicts: {
      administrator: '2 of 2, 2 sessions',
      marketer: '1 of 1, 0 sessions',
      scoped: '2 of 2, 0 sessions',
      foreigner: '0 of 0, 0 sessions',
    },
  },
  {
    field: 'Query.contactFields',
    scope: 'ACCOUNTS_READ',
    operation: () => '{ contactFields { totalCount } }',
    show: ({ totalCount }: { totalCount: number }) => totalCount,
    verdicts: { administrator: '14', marketer: '14' },
  },
  {
    field: 'Query.marketingUsers',
    scope: 'ACCOUNTS_READ',
    operation: () => '{ marketingUsers { totalCount } }',
    show: ({ totalCount }: { totalCount: number }) => totalCount,
    verdicts: { administrator: '11', marketer: '11' },
  },
  {
    field: 'Query.campaigns',
    scope: 'ACCOUNTS_READ',
    operation: () => '{ campaigns { totalCount } }',
    show: ({ totalCount }: { totalCount: number }) => totalCount,
    verdicts: { administrator: '5', marketer: '5' },
  },
  {
    field: 'Query.campaign',
    scope: 'ACCOUNTS_READ',
    operation: () => '{ campaign(reference: "1234") { name } }',
    show: given,
    verdicts: { administrator: 'given', marketer: 'given' },
  },
  {
    field: 'Query.openPlatforms',
    scope: 'ACCOUNTS_READ',
    operation: () => '{ openPlatforms { appId } }',
    show: count,
    verdicts: { administrator: '0', marketer: '0' },
  },
  {
    field: 'Query.authorizationSession',
    scope: 'ACCOUNTS_WRITE',
    operation: () => `{ authorizationSession(id: "${ids.pending}") { id } }`,
    verdicts: { administrator: 'given', ...hidden },
  },
  {
    field: 'Query.auditEntries',
    scope: 'AUDIT_READ',
    operation: () => `{ auditEntries(filter: { subjectId: "${ids.open}" }) { edges { node { id } } } }`,
    show: some,
    verdicts: { administrator: 'some', foreigner: 'none' },
  },
  {
    field: 'Query.apiKeys',
    scope: 'NEVER',
    operation: () => '{ apiKeys { edges { node { id } } } }',
    show: some,
    verdicts: { administrator: 'some', foreigner: 'none' },
  },
  {
    field: 'Query.node',
    of: 'an installation',
    scope: 'ANY',
    operation: node('installation'),
    verdicts: { administrator: 'given', foreigner: 'null' },
  },
  {
    field: 'Query.node',
    of: 'an official account',
    scope: 'ACCOUNTS_READ',
    operation: node('open'),
    verdicts: { administrator: 'given', ...hidden, marketer: 'given' },
  },
  {
    field: 'Query.node',
    of: 'a session',
    scope: 'ACCOUNTS_WRITE',
    operation: node('pending'),
    verdicts: { administrator: 'given', ...hidden },
  },
  {
    field: 'Query.node',
    of: 'an audit entry',
    scope: 'AUDIT_READ',
    operation: node('auditEntry'),
    verdicts: { administrator: 'given', ...hidden },
  },
  {
    field: 'Query.node',
    of: 'an API key',
    scope: 'NEVER',
    operation: node('apiKey'),
    verdicts: { administrator: 'given', ...hidden, scoped: 'null' },
  },
  {
    field: 'Query.node',
    of: 'a message sender that nobody has configured',
    scope: 'ACCOUNTS_READ',
    operation: node('sender'),
    verdicts: { administrator: 'given', ...hidden, marketer: 'given' },
  },
  {
    field: 'Query.node',
    of: 'a follower',
    scope: 'ACCOUNTS_READ',
    operation: node('follower'),
    verdicts: { administrator: 'given', ...hidden, marketer: 'given' },
  },
  {
    field: 'Query.node',
    of: 'an activity',
    scope: 'ACCOUNTS_READ',
    operation: node('activity'),
    verdicts: { administrator: 'given', ...hidden, marketer: 'given' },
  },
  {
    field: 'Query.node',
    of: 'a binding link',
    scope: 'ACCOUNTS_READ',
    operation: node('bindingLink'),
    verdicts: { administrator: 'given', ...hidden, marketer: 'given' },
  },
  {
    field: 'Query.node',
    of: 'an adoption of contacts',
    scope: 'ACCOUNTS_READ',
    operation: node('contactAdoption'),
    verdicts: { administrator: 'given', ...hidden, marketer: 'given' },
  },
  {
    field: 'Query.node',
    of: 'a privacy receipt',
    scope: 'ACCOUNTS_READ',
    operation: node('receipt'),
    verdicts: { administrator: 'given', ...hidden, marketer: 'given' },
  },
  {
    field: 'Query.node',
    of: 'a synchronization',
    scope: 'ACCOUNTS_READ',
    operation: node('synchronization'),
    verdicts: { administrator: 'given', ...hidden, marketer: 'given' },
  },
  {
    field: 'Query.node',
    of: 'a notice',
    scope: 'ACCOUNTS_READ',
    operation: node('notice'),
    verdicts: { administrator: 'given', ...hidden },
  },
  {
    field: 'Query.installation',
    of: 'its notices',
    scope: 'ACCOUNTS_READ',
    operation: () => '{ installation { noticeSettings { language } notices { edges { node { id } } } } }',
    show: (installation: { noticeSettings: object | null; notices: { edges: unknown[] } }) =>
      `${some(installation.notices)}, settings ${given(installation.noticeSettings)}`,
    verdicts: {
      administrator: 'some, settings given',
      marketer: 'none, settings null',
      unscoped: 'none, settings null',
      foreigner: 'none, settings given',
    },
  },
  {
    field: 'Query.changeImpact',
    scope: 'ACCOUNTS_WRITE',
    operation: () => `{ changeImpact(accountId: "${ids.open}", change: REMOVE) { impactToken } }`,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Query.nodes',
    scope: 'ANY',
    operation: () => `{ nodes(ids: ${JSON.stringify(Object.values(ids))}) { id } }`,
    show: count,
    verdicts: { administrator: '15', marketer: '9', scoped: '11', unscoped: '4', foreigner: '0' },
  },
  {
    field: 'Mutation.authorizeAccount',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { authorizeAccount(input: { accountId: "${ids.open}" }) { authorizationSession { id } userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.cancelAuthorization',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { cancelAuthorization(input: { sessionId: "${ids.pending}" }) { authorizationSession { id } userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.addOfficialAccount',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      'mutation { addOfficialAccount(input: {}) { officialAccount { id } userErrors { code } } }',
    show: outcome,
    verdicts: { administrator: 'given' },
  },
  {
    field: 'Mutation.updateOfficialAccount',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { updateOfficialAccount(input: { accountId: "${ids.open}", description: "here" }) { userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.updateFieldMappings',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { updateFieldMappings(input: { accountId: "${ids.open}" }) { userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.updateAccess',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { updateAccess(input: { accountId: "${ids.open}", mode: ALL_USERS }) { userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.updateFollowerSettings',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { updateFollowerSettings(input: { accountId: "${ids.open}", location: true }) { userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.updateNoticeSettings',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      'mutation { updateNoticeSettings(input: { recipients: ["operations@example.com"] }) { userErrors { code } } }',
    show: outcome,
    verdicts: { administrator: 'given' },
  },
  {
    field: 'Mutation.linkFollower',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { linkFollower(input: { followerId: "${ids.follower}", contact: { emailAddress: "none" } }) { userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'INVALID', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.unlinkFollower',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { unlinkFollower(input: { followerId: "${ids.follower}" }) { userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.createBindingLink',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { createBindingLink(input: { accountId: "${ids.open}" }) { bindingLink { id } userErrors { code } } }`,
    show: outcome,
    // The account is not authorized.
    verdicts: { administrator: 'INVALID', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.deleteBindingLink',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { deleteBindingLink(input: { bindingLinkId: "${globalId('BindingLink', NO_ID)}" }) { userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.adoptExistingContacts',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { adoptExistingContacts(input: { accountId: "${ids.open}" }) { contactAdoption { id } userErrors { code } } }`,
    show: outcome,
    // It has no OpenID field.
    verdicts: { administrator: 'REQUIRED', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.exportFollower',
    scope: 'ACCOUNTS_READ',
    operation: () =>
      `mutation { exportFollower(input: { followerId: "${ids.follower}" }) { privacyReceipt { id } userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.eraseFollower',
    of: 'that never existed',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      'mutation { eraseFollower(input: { followerId: "x" }) { privacyReceipt { id } userErrors { code } } }',
    show: outcome,
    verdicts: { administrator: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.synchronizeSubscriptionStatus',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { synchronizeSubscriptionStatus(input: { accountId: "${ids.open}" }) { userErrors { code } } }`,
    show: outcome,
    // It is not authorized.
    verdicts: { administrator: 'CAPABILITY_MISSING', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.createContactField',
    scope: 'ACCOUNTS_WRITE',
    operation: () => 'mutation { createContactField(input: { purpose: OPEN_ID }) { userErrors { code } } }',
    show: outcome,
    verdicts: { administrator: 'given' },
  },
  {
    field: 'Mutation.createDefaultCampaign',
    scope: 'ACCOUNTS_WRITE',
    operation: () => 'mutation { createDefaultCampaign(input: {}) { userErrors { code } } }',
    show: outcome,
    verdicts: { administrator: 'given' },
  },
  {
    field: 'Mutation.renewDefaultCampaign',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { renewDefaultCampaign(input: { accountId: "${ids.open}" }) { userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'CAMPAIGN_NOT_FOUND', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.redeliver',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { redeliver(input: { accountId: "${ids.open}" }) { officialAccount { id } userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.setSceneCampaign',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { setSceneCampaign(input: { accountId: "${ids.open}", sceneKey: "shop-7" }) { officialAccount { id } userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.configureMessageSender',
    scope: 'SENDERS_WRITE',
    operation: () =>
      `mutation { configureMessageSender(input: { messageSenderId: "${ids.sender}", accountId: "${ids.open}" }) { messageSender { id } userErrors { code } } }`,
    show: outcome,
    // The account is not ACTIVE: who is told that may configure.
    verdicts: { administrator: 'INVALID', marketer: 'INVALID', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.createApiKey',
    scope: 'NEVER',
    operation: () =>
      'mutation { createApiKey(input: { name: "mine", scopes: [AUDIT_READ] }) { secret userErrors { code } } }',
    show: outcome,
    verdicts: { administrator: 'given' },
  },
  {
    field: 'Mutation.revokeApiKey',
    scope: 'NEVER',
    operation: () =>
      `mutation { revokeApiKey(input: { apiKeyId: "${ids.apiKey}" }) { apiKey { id } userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
  {
    field: 'Mutation.signOutUser',
    scope: 'NEVER',
    operation: () => 'mutation { signOutUser(input: { userId: "16" }) { userErrors { code } } }',
    show: outcome,
    verdicts: { administrator: 'given' },
  },
  {
    field: 'Mutation.removeOfficialAccount',
    scope: 'ACCOUNTS_WRITE',
    operation: () =>
      `mutation { removeOfficialAccount(input: { accountId: "${ids.closed}" }) { userErrors { code } } }`,
    show: outcome,
    verdicts: { administrator: 'given', foreigner: 'NOT_FOUND' },
  },
];
