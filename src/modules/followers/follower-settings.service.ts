import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../kernel/context.ts';
import { type Rows, rowsIn, sql } from '../../kernel/statement.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { AccountEditService, EditTarget } from '../accounts/account/account-edit.service.ts';

/** What an account keeps of its followers. */
export interface FollowerSettingsView {
  readonly location: boolean;
}

const DEFAULTS: FollowerSettingsView = { location: false };

/** Reads and changes what accounts keep of their followers. */
export class FollowerSettingsService {
  constructor(
    private readonly edits: AccountEditService,
    private readonly work: UnitOfWork,
  ) {}

  /** In the order of `accountIds`. The caller must be allowed to see the accounts. */
  ofAccounts(ctx: RequestContext, accountIds: readonly string[]): Promise<FollowerSettingsView[]> {
    return settingsOf(this.work.rows(ctx), ctx, accountIds);
  }

  /** @param changes what is undefined is unchanged */
  update(ctx: RequestContext, target: EditTarget, changes: Partial<FollowerSettingsView>) {
    return this.edits.edit(ctx, 'updateFollowerSettings', target, 'LABELS', async ({ em }, { id }) => {
      const [before = DEFAULTS] = await settingsOf(rowsIn(em), ctx, [id]);
      const location = changes.location ?? before.location;
      if (location !== before.location) await save(em, ctx, id, location);
      return [{ name: 'location', before: before.location, after: location, paths: ['followerSettings'] }];
    });
  }
}

async function settingsOf(
  rows: Rows,
  { installationId }: RequestContext,
  accountIds: readonly string[],
): Promise<FollowerSettingsView[]> {
  const found = await rows<FollowerSettingsView & { readonly accountId: string }>(
    sql`select account_id as "accountId", location from follower_settings
      where installation_id = ${installationId} and account_id = any(${accountIds}::uuid[])`,
  );
  return accountIds.map((id) => found.find(({ accountId }) => accountId === id) ?? DEFAULTS);
}

const save = (
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  location: boolean,
): Promise<unknown> =>
  em.execute(
    `insert into follower_settings (installation_id, account_id, location) values (?, ?, ?)
     on conflict (installation_id, account_id) do update set location = excluded.location`,
    [installationId, accountId, location],
  );
