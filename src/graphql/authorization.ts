import type { AuthCheckerFn } from 'type-graphql';
import type { Role } from '../kernel/context.ts';
import { RequestError } from '../kernel/errors.ts';
import type { GraphContext } from './context.ts';

/**
 * Checks `@Authorized(role)`, which stands on every field that not every caller may use. Somebody is always signed in
 * when a field is resolved: `execute` sees to that.
 */
export const authChecker: AuthCheckerFn<GraphContext, Role> = ({ context }, roles) => {
  const { caller } = context.request;
  if (caller.kind === 'USER' && (roles.length === 0 || roles.includes(caller.role))) return true;
  throw new RequestError('FORBIDDEN');
};
