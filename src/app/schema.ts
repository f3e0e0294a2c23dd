import 'reflect-metadata';
import { assertEnumType, GraphQLEnumType, type GraphQLSchema, specifiedDirectives } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { buildSchema } from 'type-graphql';
import type { ModuleApi } from '../graphql/api.ts';
import { authChecker, describePermissions } from '../graphql/authorization.ts';
import { timed } from '../graphql/deadline.ts';
import { IDEMPOTENT, idempotent } from '../graphql/idempotency.ts';
import { NodeResolver } from '../graphql/node.resolver.ts';
import { withOneOf } from '../graphql/one-of.ts';
import { describeSchema } from '../graphql/schema-description.ts';
import { streamsOf } from '../graphql/streams.ts';
import { TimeZoneResolver } from '../graphql/time-zone.resolver.ts';
import { MODULES } from '../modules/index.ts';
import type { PlatformPackage } from '../platforms/platform-package.ts';
import type { Services } from './compose.ts';

type Listed = (typeof MODULES)[number];
type LoadApi = Extract<Listed, { readonly loadApi: unknown }>['loadApi'];
type Needs<Load> = Load extends () => Promise<{ api(services: infer N): ModuleApi }> ? N : never;
/** What all of them need together. */
type ApiNeeds = (
  LoadApi extends infer L
    ? L extends unknown
      ? (needs: Needs<L>) => void
      : never
    : never
) extends (needs: infer All) => void
  ? All
  : never;

async function loadApis(services: Services & ApiNeeds): Promise<readonly ModuleApi[]> {
  const loaded: ModuleApi[] = [];
  for (const module of MODULES) {
    if (!('loadApi' in module)) continue;
    const { api } = await module.loadApi();
    loaded.push(api(services as never));
  }
  return loaded;
}

type Constructor = abstract new (...args: never[]) => object;

/** Loads every module's API. Only a server calls it. */
export async function createSchema(services: Services): Promise<GraphQLSchema> {
  const apis = await loadApis(services);
  const nodes = Object.assign({}, ...apis.map((api) => api.nodes));
  const streams = Object.assign({}, ...apis.map((api) => api.streams));
  const resolvers = [
    new NodeResolver(nodes),
    new TimeZoneResolver(services.clock),
    ...apis.flatMap((api) => api.resolvers),
  ];
  const instances = new Map(resolvers.map((resolver) => [resolver.constructor as Constructor, resolver]));
  const [first, ...others] = instances.keys();
  if (!first) throw new Error('there are no resolvers');
  const schema = await buildSchema({
    resolvers: [first, ...others],
    container: { get: (resolver) => instances.get(resolver as Constructor) },
    authChecker,
    directives: [...specifiedDirectives, IDEMPOTENT],
    pubSub: streamsOf(streams),
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    // Inputs are checked by rules, which know more than types do.
    validate: false,
    // Apollo checks it too when it starts.
    skipCheck: true,
  });
  const { platform } = services;
  const described = describePermissions(
    describeSchema(withOneOf(withPlatform(schema, platform)), platform.title),
  );
  return timed(idempotent(described, services.idempotency, nodes));
}

/** Gives the enum MarketingPlatform its value, which no module knows. */
function withPlatform(schema: GraphQLSchema, { title, outbound: { name } }: PlatformPackage): GraphQLSchema {
  const type = assertEnumType(schema.getType('MarketingPlatform'));
  const values = { [name]: { value: name, description: `${title}.` } };
  Object.assign(type, new GraphQLEnumType({ ...type.toConfig(), values }));
  return schema;
}
