import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { refuseIfAny } from '../../../kernel/errors.ts';
import { columnsOf, type Rows, rowsIn, selectList, snakeCase, sql } from '../../../kernel/statement.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { AccountEditService, EditTarget } from '../../accounts/account/account-edit.service.ts';
import {
  DEFAULT_SETTINGS,
  FOLLOWER_SETTINGS,
  type FollowerSettingsView,
  settingsAfter,
  settingsFaults,
} from './follower-settings.rules.ts';

/** Reads and changes what accounts do with their followers. */
export class FollowerSettingsService {
  constructor(
    private readonly edits: AccountEditService,
    private readonly work: UnitOfWork,
  ) {}

  /** In the order of `accountIds`. The caller must be allowed to see the accounts. */
  ofAccounts(ctx: RequestContext, accountIds: readonly string[]): Promise<FollowerSettingsView[]> {
    return settingsOf(this.work.rows(ctx), ctx, accountIds);
  }

  /** @param changes what is undefined is unchanged; null: the default */
  update(ctx: RequestContext, target: EditTarget, changes: Parameters<typeof settingsAfter>[1]) {
    return this.edits.edit(ctx, 'updateFollowerSettings', target, 'LABELS', async ({ em }, { id }) => {
      const [before = DEFAULT_SETTINGS] = await settingsOf(rowsIn(em), ctx, [id]);
      const after = settingsAfter(before, changes);
      refuseIfAny(settingsFaults(after));
      const changed = FOLLOWER_SETTINGS.filter((name) => before[name] !== after[name]);
      if (changed.length > 0) await save(em, ctx, id, after);
      return changed.map((name) => ({
        ...{ name, before: before[name], after: after[name] },
        paths: ['followerSettings'],
      }));
    });
  }
}

const COLUMNS = selectList(columnsOf('s', ['accountId', ...FOLLOWER_SETTINGS]));

/** In the order of `accountIds`. */
export async function settingsOf(
  rows: Rows,
  { installationId }: RequestContext,
  accountIds: readonly string[],
): Promise<FollowerSettingsView[]> {
  const found = await rows<FollowerSettingsView & { readonly accountId: string }>(
    sql`select ${COLUMNS} from follower_settings s
      where s.installation_id = ${installationId} and s.account_id = any(${accountIds}::uuid[])`,
  );
  return accountIds.map((id) => found.find(({ accountId }) => accountId === id) ?? DEFAULT_SETTINGS);
}

const NAMES = FOLLOWER_SETTINGS.map(snakeCase);
const SAVE = `
  insert into follower_settings (installation_id, account_id, ${NAMES.join(', ')}) values (?, ?, ${NAMES.map(() => '?').join(', ')})
  on conflict (installation_id, account_id) do update set ${NAMES.map((name) => `${name} = excluded.${name}`).join(', ')}`;

const save = (
  em: EntityManager,
  { installationId }: RequestContext,
  accountId: string,
  settings: FollowerSettingsView,
): Promise<unknown> =>
  em.execute(SAVE, [installationId, accountId, ...FOLLOWER_SETTINGS.map((name) => settings[name])]);
