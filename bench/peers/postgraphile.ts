import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postgraphile } from 'postgraphile';
import { TYPES as COLUMN_TYPES, type PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { makePgService } from 'postgraphile/adaptors/pg';
import {
  type ConnectionStep,
  connection,
  constant,
  each,
  lambda,
  last,
  object,
  type Step,
} from 'postgraphile/grafast';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { extendSchema } from 'postgraphile/utils';
import { globalId } from '../operations.ts';
import { cursorOf, displayNameOf, localId, mappingsOf, PURPOSES, requirementsOf } from './raw-rows.ts';
import { TYPES } from './schema.ts';

/**
 * PostGraphile, which finds the tables, plans and runs the SQL, and makes the answers. The schema that it would generate has
 * other ids, cursors and times, so it gets the peers' schema, with plans. Nobody is authenticated, and nothing is limited.
 */
const installation = () => constant(process.env.INSTALLATION ?? '');

type Row = PgSelectSingleStep;
type Connection = ConnectionStep<unknown, Row>;

const columns = ($row: Row, ...names: readonly string[]) =>
  names.map((name) => [name, $row.get(name)] as const);

/** What a pure function makes of named values. */
const made = <T>(values: readonly (readonly [string, Step])[], make: (values: T) => unknown) =>
  lambda(object(Object.fromEntries(values)) as Step, make, true);

/** A time as JavaScript writes it. */
const time = (column: string) => ($row: Row) =>
  $row.select(
    (sql) =>
      sql`to_char(${$row}.${sql.identifier(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    COLUMN_TYPES.text,
  );

/** The key of what a column of an account names. */
const keyIn = ($account: Row, column: string) => ({
  installation_id: $account.get('installation_id'),
  id: $account.get(column),
});

const OF_REQUIREMENTS = [
  'credential_app_id',
  'default_campaign',
  'terms_version',
  'subscription_status_field',
  'last_activity_field',
];

const schema = extendSchema(({ input }) => {
  const { official_account, account_access, contact_field, campaign } = input.pgRegistry.pgResources;
  if (!official_account || !account_access || !contact_field || !campaign)
    throw new Error('a table is missing');
  return {
    typeDefs: TYPES.replace('type Query', 'extend type Query'),
    interfaces: {
      Node: {
        planType: ($id) => ({
          $__typename: constant('OfficialAccount'),
          planForType: () =>
            official_account.get({ installation_id: installation(), id: lambda($id, localId, true) }),
        }),
      },
    },
    objects: {
      Query: {
        plans: {
          viewer: () => object({ userId: constant('17') }),
          node: (_root, args) => args.getRaw('id'),
          officialAccounts: (_root, args) => {
            const $accounts = official_account.find({ installation_id: installation() });
            $accounts.where((sql) => sql`${$accounts}.status <> 'REMOVED'`);
            $accounts.orderBy({ attribute: 'id', direction: 'ASC' });
            $accounts.setOrderIsUnique();
            const $connection = connection($accounts);
            $connection.setFirst(lambda(args.getRaw('first'), (first) => first ?? 20, true));
            return $connection;
          },
        },
      },
      OfficialAccountConnection: { plans: { pageInfo: ($connection) => $connection } },
      PageInfo: {
        plans: {
          hasNextPage: ($connection: Connection) => $connection.pageInfo().get('hasNextPage'),
          endCursor: ($connection: Connection) =>
            lambda($connection.nodePlan(last($connection.nodes())).get('id'), cursorOf, true),
        },
      },
      OfficialAccount: {
        plans: {
          id: ($account: Row) => lambda($account.get('id'), (id) => globalId('OfficialAccount', id), true),
          displayName: ($account: Row) => made(columns($account, 'id', 'name', 'description'), displayNameOf),
          createdAt: time('created_at'),
          fieldMappings: ($account: Row) => {
            const fields = PURPOSES.flatMap((purpose) => {
              const key = keyIn($account, `${purpose}_field`);
              return [
                [`${purpose}_field`, key.id],
                [`${purpose}_name`, contact_field.get(key).get('name')],
              ] as const;
            });
            return made(fields, mappingsOf);
          },
          defaultCampaign: ($account: Row) => campaign.get(keyIn($account, 'default_campaign')),
          access: ($account) => $account,
          requirements: ($account: Row) => made(columns($account, ...OF_REQUIREMENTS), requirementsOf),
        },
      },
      Campaign: { plans: { endAt: time('end_at') } },
      AccountAccess: {
        plans: {
          mode: ($account: Row) => $account.get('access_mode'),
          userIds: ($account: Row) => {
            const { installation_id, id: account_id } = keyIn($account, 'id');
            const $access = account_access.find({ installation_id, account_id });
            $access.orderBy({ attribute: 'user_id', direction: 'ASC' });
            $access.setOrderIsUnique();
            return each($access, ($one) => $one.get('user_id'));
          },
        },
      },
    },
  };
});

/** A type that PostGraphile does not know, and warns of. */
const xid8: GraphileConfig.Plugin = {
  name: 'xid8',
  gather: {
    hooks: {
      pgCodecs_findPgCodec(_info, event) {
        if (event.pgType.typname === 'xid8') event.pgCodec = COLUMN_TYPES.bigint;
      },
    },
  },
};

const server = createServer();
const service = makePgService({ connectionString: process.env.DATABASE_URL ?? '', poolConfig: { max: 10 } });
await postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [xid8, schema],
  /** These add types of the same names, need one that does, or warn of an index on an expression. */
  disablePlugins: [
    'NodePlugin',
    'ConnectionPlugin',
    'PageInfoStartEndCursorPlugin',
    'PgCustomTypeFieldPlugin',
    'PgRowByUniquePlugin',
  ],
  schema: { defaultBehavior: '-*' },
  pgServices: [service],
})
  .createServ(grafserv)
  .addTo(server);
server.listen(0, () => process.send?.(`http://localhost:${(server.address() as AddressInfo).port}/graphql`));
