import type { EntityManager } from '@mikro-orm/postgresql';
import { arrayLiteral } from '../../kernel/array-literal.ts';
import { UserSignOut } from './user-sign-out.entity.ts';
import type { UserState } from './user-state.rules.ts';

export async function recordSignOut(em: EntityManager, row: UserSignOut): Promise<void> {
  await em.upsert(UserSignOut, row);
}

/** In the order of `users`. Across all tenants: the function reads each user under their own row-level security. */
export async function userStates(
  em: EntityManager,
  users: readonly { readonly installationId: string; readonly userId: string }[],
): Promise<UserState[]> {
  const found = await em.execute<{ signed_out_at: string | null; disabled: boolean }[]>(
    'select signed_out_at, disabled from user_states(?::uuid[], ?::text[])',
    [
      arrayLiteral(users.map(({ installationId }) => installationId)),
      arrayLiteral(users.map(({ userId }) => userId)),
    ],
  );
  return found.map(stateOf);
}

const stateOf = ({ signed_out_at, disabled }: { signed_out_at: string | null; disabled: boolean }) => ({
  signedOutAt: signed_out_at === null ? null : new Date(signed_out_at),
  disabled,
});
