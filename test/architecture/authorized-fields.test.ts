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
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSchema } from '../../src/app/schema.ts';
import { authChecker } from '../../src/graphql/authorization.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
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

const marketer = { request: callerContext('01983f6e-0000-7000-8000-000000000001', 'MARKETER') };

let qiao: Qiao;
let schema: GraphQLSchema;
beforeAll(async () => {
  qiao = await startQiao();
  schema = await createSchema(qiao.services);
});
afterAll(() => qiao.close());

describe('a field with @Authorized', () => {
  test('is one of these', () => {
    expect(
      scopedFields(schema)
        .map(({ coordinate }) => coordinate)
        .toSorted(),
    ).toEqual(['Mutation.addOfficialAccount', 'Mutation.authorizeAccount', 'Mutation.cancelAuthorization']);
  });

  test('is never simple, so that who calls is really checked', () => {
    expect(unchecked(schema)).toEqual([]);
  });

  test('refuses a marketer before anything else happens', async () => {
    for (const { coordinate, resolve } of scopedFields(schema)) {
      // Without arguments: whatever came before the check would fail in another way.
      const call = async () => resolve?.({}, {}, marketer, {} as GraphQLResolveInfo);
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
