import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { type AccountEditService, refuse } from '../account/account-edit.service.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import { officialAccountChanged } from '../account/official-account.events.ts';
import type { AccountRow } from '../account/official-account.repository.ts';
import type { SettingsCheckService } from '../settings/settings-check.service.ts';
import {
  type Access,
  type AccessChanges,
  accessAfter,
  accessChangeFaults,
  losersOf,
} from './access.rules.ts';
import { accessOf, saveAccess } from './account-access.repository.ts';

const ACCESS = ['access', 'viewerCan'];
const PATHS = { accessMode: ACCESS, accessUserIds: ACCESS };

/** An event must fit into a notification of PostgreSQL, 8000 bytes. */
const USERS_PER_EVENT = 200;

/** Which marketing users may use an account: `updateAccess`. */
export class AccountAccessService {
  constructor(
    private readonly edits: AccountEditService,
    private readonly checks: SettingsCheckService,
  ) {}

  /** Who is added must be there and able to sign in; who is removed may be gone. */
  async update(ctx: RequestContext, accountId: string, changes: AccessChanges): Promise<AccountRow> {
    const { faults } = await this.checks.check(ctx, {
      userIds: changes.addUserIds,
      usersPath: ['addUserIds'],
    });
    return this.edits.edit(ctx, 'updateAccess', { accountId }, async (tx, account) => {
      const before = await accessOf(tx.em, account);
      refuse([...accessChangeFaults(before, changes), ...faults]);
      const after = sorted(accessAfter(before, changes));
      account.accessMode = after.mode;
      await saveAccess(tx.em, account, before.userIds, after.userIds);
      tellLosers(tx, account, before, after);
      return { before: recorded(before), after: recorded(after), paths: PATHS };
    });
  }
}

const sorted = ({ mode, userIds }: Access): Access => ({ mode, userIds: userIds.toSorted() });

const recorded = ({ mode, userIds }: Access) => ({ accessMode: mode, accessUserIds: userIds });

/** Administrators see every account: they are told that its access changed, as of any other change. */
function tellLosers(
  tx: Transaction,
  { installationId, id: accountId }: OfficialAccount,
  before: Access,
  after: Access,
): void {
  const lost = { accountId, kind: 'ACCESS_LOST', changedPaths: ACCESS } as const;
  const losers = losersOf(before, after);
  const groups = losers === 'EVERYBODY_ELSE' ? [{}] : inGroups(losers);
  for (const group of groups) tx.emit(officialAccountChanged.create(installationId, { ...lost, ...group }));
}

function inGroups(userIds: readonly string[]): { userIds: readonly string[] }[] {
  const count = Math.ceil(userIds.length / USERS_PER_EVENT);
  return Array.from({ length: count }, (_, index) => ({
    userIds: userIds.slice(index * USERS_PER_EVENT, (index + 1) * USERS_PER_EVENT),
  }));
}
