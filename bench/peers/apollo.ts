import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import { globalId } from '../operations.ts';
import { localId, requirementsOf } from './raw-rows.ts';
import { TYPES } from './schema.ts';

/** Apollo Server and MikroORM's entities, as their guides show them. Nobody is authenticated, and nothing is limited. */
const ContactField = defineEntity({
  name: 'ContactField',
  tableName: 'contact_field',
  properties: {
    installationId: p.uuid().primary(),
    id: p.text().primary(),
    name: p.text(),
  },
});
const Campaign = defineEntity({
  name: 'Campaign',
  properties: {
    installationId: p.uuid().primary(),
    id: p.text().primary(),
    name: p.text(),
    endAt: p.datetime().nullable(),
  },
});
const field = (column: string) => () =>
  p.manyToOne(ContactField).joinColumns('installation_id', column).ownColumns(column).nullable();
const OfficialAccount = defineEntity({
  name: 'OfficialAccount',
  tableName: 'official_account',
  properties: {
    installationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text().nullable(),
    description: p.text().nullable(),
    status: p.text(),
    version: p.integer(),
    accessMode: p.text(),
    termsVersion: p.text().nullable(),
    credentialAppId: p.text().nullable(),
    createdAt: p.datetime(),
    openIdField: field('open_id_field'),
    unionIdField: field('union_id_field'),
    subscriptionStatusField: field('subscription_status_field'),
    lastActivityField: field('last_activity_field'),
    defaultCampaign: () =>
      p
        .manyToOne(Campaign)
        .joinColumns('installation_id', 'default_campaign')
        .ownColumns('default_campaign')
        .nullable(),
    access: () => p.oneToMany(AccountAccess).mappedBy('account'),
  },
});
const AccountAccess = defineEntity({
  name: 'AccountAccess',
  tableName: 'account_access',
  properties: {
    account: () => p.manyToOne(OfficialAccount).joinColumns('installation_id', 'account_id').primary(),
    userId: p.text().primary(),
  },
});

const orm = await MikroORM.init({
  clientUrl: process.env.DATABASE_URL ?? '',
  entities: [OfficialAccount, AccountAccess, ContactField, Campaign],
  pool: { min: 0, max: 10 },
});
const installationId = process.env.INSTALLATION ?? '';
const RELATIONS = [
  'openIdField',
  'unionIdField',
  'subscriptionStatusField',
  'lastActivityField',
  'defaultCampaign',
  'access',
] as const;

interface Context {
  readonly em: typeof orm.em;
}
type Account = Awaited<ReturnType<typeof findAccounts>>[number];

const findAccounts = (em: Context['em'], limit: number, whole: boolean) =>
  em.find(
    OfficialAccount,
    { installationId, status: { $ne: 'REMOVED' } },
    { orderBy: { id: 'asc' }, limit, populate: whole ? RELATIONS : [] },
  );

const server = new ApolloServer<Context>({
  typeDefs: TYPES,
  resolvers: {
    Query: {
      viewer: () => ({ userId: '17' }),
      node: async (_root, { id }: { id: string }, { em }) => {
        const account = await em.findOne(OfficialAccount, { installationId, id: localId(id) });
        return account && Object.assign(account, { __typename: 'OfficialAccount' });
      },
      officialAccounts: async (_root, { first = 20 }: { first?: number }, { em }, info) => {
        const whole = info.operation.loc?.source.body.includes('fieldMappings') ?? false;
        const found = await findAccounts(em, first + 1, whole);
        const page = found.slice(0, first);
        return {
          edges: page.map((node) => ({ node })),
          pageInfo: {
            hasNextPage: found.length > first,
            endCursor: Buffer.from(`cursor:officialAccounts:${page.at(-1)?.id}`).toString('base64url'),
          },
        };
      },
    },
    OfficialAccount: {
      id: ({ id }: Account) => globalId('OfficialAccount', id),
      displayName: ({ id, name, description }: Account) =>
        [name, description].filter(Boolean).join(' ') || `Official account ${id.slice(-6)}`,
      createdAt: ({ createdAt }: Account) => createdAt.toISOString(),
      fieldMappings: (account: Account) =>
        Object.entries({
          OPEN_ID: account.openIdField,
          UNION_ID: account.unionIdField,
          SUBSCRIPTION_STATUS: account.subscriptionStatusField,
          LAST_ACTIVITY: account.lastActivityField,
        }).flatMap(([purpose, field]) => (field ? [{ purpose, contactField: field }] : [])),
      access: ({ accessMode, access }: Account) => {
        const userIds = access
          .getItems()
          .map(({ userId }) => userId)
          .sort();
        return { mode: accessMode, userIds };
      },
      requirements: (account: Account) =>
        requirementsOf({
          credential_app_id: account.credentialAppId ?? null,
          default_campaign: account.defaultCampaign?.id ?? null,
          terms_version: account.termsVersion ?? null,
          subscription_status_field: account.subscriptionStatusField?.id ?? null,
          last_activity_field: account.lastActivityField?.id ?? null,
        }),
    },
    Campaign: { endAt: ({ endAt }: { endAt: Date | null }) => endAt?.toISOString() ?? null },
  },
});
const { url } = await startStandaloneServer(server, {
  listen: { port: 0 },
  context: async () => ({ em: orm.em.fork() }),
});
process.send?.(url);
