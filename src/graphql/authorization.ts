import type { GraphQLSchema } from 'graphql';
import { type AuthCheckerFn, getMetadataStorage } from 'type-graphql';
import type { Caller } from '../kernel/context.ts';
import { RequestError } from '../kernel/errors.ts';
import { audienceOf, isPermission, type Permission, refusalOf } from '../kernel/permissions.ts';
import type { GraphContext } from './context.ts';

/**
 * Checks `@Authorized(permission)`, which every root field has. `execute` has authenticated the caller before a field
 * is resolved.
 */
export const authChecker: AuthCheckerFn<GraphContext, Permission> = ({ context }, permissions) => {
  for (const permission of permissions) authorize(context.request.caller, permission);
  return true;
};

/** @throws {RequestError} FORBIDDEN */
export function authorize(caller: Caller, permission: Permission): void {
  const refusal = refusalOf(caller, permission);
  if (refusal !== null) throw new RequestError('FORBIDDEN', refusal);
}

/**
 * Adds to the description of every root field which callers may use it.
 *
 * @throws if a root field has no permission, so that Qiao does not start
 */
export function describePermissions(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const audience = audienceOf(permissionOf(`${type?.name}.${field.name}`));
      field.description = [field.description, audience].filter(Boolean).join(' ');
    }
  }
  return schema;
}

/** The permission of a root field, by its coordinate (`Query.viewer`). */
export function permissionOf(coordinate: string): Permission {
  const { queries, mutations, subscriptions } = getMetadataStorage();
  const [type, name] = coordinate.split('.');
  const methods = type === 'Query' ? queries : type === 'Mutation' ? mutations : subscriptions;
  const [permission, ...more] = methods.find(({ schemaName }) => schemaName === name)?.roles ?? [];
  if (!isPermission(permission) || more.length > 0) {
    throw new Error(`${coordinate} needs @Authorized with one permission of src/kernel/permissions.ts`);
  }
  return permission;
}
