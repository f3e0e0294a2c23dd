import 'reflect-metadata';
import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import {
  Authorized,
  buildSchema,
  Field,
  getMetadataStorage,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { createSchema } from '../../src/app/schema.ts';
import { authChecker, describePermissions, permissionOf } from '../../src/graphql/authorization.ts';
import type { GraphContext } from '../../src/graphql/context.ts';
import type { Permission } from '../../src/kernel/permissions.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { callerContext } from '../modules/kit/work.ts';

interface Scoped {
  readonly coordinate: string;
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
}

/** The storage of TypeGraphQL, as far as it says where `@Authorized` stands. */
interface Storage {
  readonly authorizedFields: readonly { readonly target: unknown; readonly fieldName: string }[];
  readonly queries: readonly Method[];
  readonly mutations: readonly Method[];
  readonly subscriptions: readonly Method[];
  readonly fieldResolvers: readonly Method[];
  readonly objectTypes: readonly { readonly target: unknown; readonly name: string }[];
}
interface Method {
  readonly target: unknown;
  readonly methodName: string;
  readonly schemaName: string;
  readonly getObjectType?: () => unknown;
}

/** Every field of the schema with `@Authorized`, and what resolves it. */
function scopedFields(schema: GraphQLSchema): Scoped[] {
  const storage = getMetadataStorage() as unknown as Storage;
  const typeName = (target: unknown) => storage.objectTypes.find((type) => type.target === target)?.name;
  return storage.authorizedFields.flatMap(({ target, fieldName }) => {
    const is = (method: Method) => method.target === target && method.methodName === fieldName;
    const places: [string | undefined, string | undefined][] = [
      ['Query', storage.queries.find(is)?.schemaName],
      ['Mutation', storage.mutations.find(is)?.schemaName],
      ['Subscription', storage.subscriptions.find(is)?.schemaName],
      [
        typeName(storage.fieldResolvers.find(is)?.getObjectType?.()),
        storage.fieldResolvers.find(is)?.schemaName,
      ],
      [typeName(target), fieldName],
    ];
    const [type, field] = places.find(([where, name]) => where !== undefined && name !== undefined) ?? [];
    const found = (schema.getType(type ?? '') as GraphQLObjectType | undefined)?.getFields()[field ?? ''];
    return found ? [{ coordinate: `${type}.${field}`, resolve: found.subscribe ?? found.resolve }] : [];
  });
}

/** Those that a simple resolver serves: TypeGraphQL then never asks who calls. */
const unchecked = (schema: GraphQLSchema) =>
  scopedFields(schema)
    .filter(({ resolve }) => resolve === undefined)
    .map(({ coordinate }) => coordinate);

const powerless: GraphContext = {
  idempotencyKey: null,
  request: {
    ...callerContext('01983f6e-0000-7000-8000-000000000001'),
    caller: { kind: 'API_CLIENT', keyId: '01983f6e-0000-7000-8000-000000000002', scopes: [] },
  },
};
const marketer: GraphContext = {
  idempotencyKey: null,
  request: callerContext('01983f6e-0000-7000-8000-000000000001', 'MARKETER'),
};

const qiao = useQiao();
let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await createSchema(qiao.services);
});

describe('a field with @Authorized', () => {
  test('is every root field, so that somebody has decided who may use it', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
      (type) => Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name}.${name}`),
    );
    expect(roots.length).toBeGreaterThan(15);
    expect(scopedFields(schema).map(({ coordinate }) => coordinate)).toEqual(expect.arrayContaining(roots));
  });

  test('is never simple, so that who calls is really checked', () => {
    expect(unchecked(schema)).toEqual([]);
  });

  const refusing = (...permissions: Permission[]) =>
    scopedFields(schema).filter(({ coordinate }) => permissions.includes(permissionOf(coordinate)));

  test.each<[string, GraphContext, Permission[]]>([
    ['a marketer', marketer, ['ACCOUNTS_WRITE', 'AUDIT_READ', 'KEYS']],
    ['an API client without scopes', powerless, ['ACCOUNTS_READ', 'ACCOUNTS_WRITE', 'AUDIT_READ', 'KEYS']],
  ])('refuses %s before anything else happens', async (_who, context, permissions) => {
    const fields = refusing(...permissions);
    expect(new Set(fields.map(({ coordinate }) => permissionOf(coordinate)))).toEqual(new Set(permissions));
    for (const { coordinate, resolve } of fields) {
      // Without arguments: whatever came before the check would fail in another way.
      const call = async () => resolve?.({}, {}, context, {} as GraphQLResolveInfo);
      await expect(call(), coordinate).rejects.toMatchObject({ name: 'RequestError', code: 'FORBIDDEN' });
    }
  });
});

test('a simple field with @Authorized would be found', async () => {
  @ObjectType({ simpleResolvers: true })
  class Planted {
    @Authorized('ADMINISTRATOR')
    @Field(() => String)
    secret!: string;
  }
  @Resolver()
  class PlantedResolver {
    @Query(() => Planted)
    planted(): Planted {
      return { secret: '' };
    }
  }
  const planted = await buildSchema({
    resolvers: [PlantedResolver],
    orphanedTypes: [],
    authChecker,
    validate: false,
    container: { get: () => new PlantedResolver() },
  });
  expect(unchecked(planted)).toEqual(['Planted.secret']);
});

test.each<[string, () => MethodDecorator]>([
  ['no permission', () => () => {}],
  ['a permission that does not exist', () => Authorized('EMPEROR')],
  ['two permissions', () => Authorized('ACCOUNTS_READ', 'KEYS')],
])('Qiao does not start with a root field that has %s', async (_what, permission) => {
  @Resolver()
  class Careless {
    @permission()
    @Query(() => String)
    careless(): string {
      return '';
    }
  }
  const planted = await buildSchema({
    resolvers: [Careless],
    authChecker,
    validate: false,
    container: { get: () => new Careless() },
  });
  expect(() => describePermissions(planted)).toThrow(
    'Query.careless needs @Authorized with one permission of src/kernel/permissions.ts',
  );
});
