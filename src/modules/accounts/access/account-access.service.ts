import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { type AccountEditService, refuse } from '../account/account-edit.service.ts';
import type { AccountRow } from '../account/account-row.repository.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import { officialAccountChanged } from '../account/official-account.events.ts';
import { SETTINGS } from '../settings/settings.rules.ts';
import type { SettingsCheckService } from '../settings/settings-check.service.ts';
import {
  type Access,
  type AccessChanges,
  accessAfter,
  accessChangeFaults,
  usersLosingAccess,
} from './access.rules.ts';
import { accessOf, saveAccess } from './account-access.repository.ts';

const { paths } = SETTINGS.accessMode;

/** An event must fit into a PostgreSQL notification: 8000 bytes. */
const USER_BYTES_PER_EVENT = 4200;

/** Controls which marketing users may use an account: `updateAccess`. */
export class AccountAccessService {
  constructor(
    private readonly edits: AccountEditService,
    private readonly checks: SettingsCheckService,
  ) {}

  /** Users to add must exist and be able to sign in; users to remove may have been deleted. */
  async update(ctx: RequestContext, accountId: string, changes: AccessChanges): Promise<AccountRow> {
    const { faults } = await this.checks.check(ctx, {
      userIds: changes.addUserIds,
      usersPath: ['addUserIds'],
    });
    return this.edits.edit(ctx, 'updateAccess', { accountId }, 'REQUIREMENTS', async (tx, account) => {
      const before = await accessOf(tx.em, account);
      refuse([...accessChangeFaults(before, changes, this.checks.isUserId), ...faults]);
      const after = sorted(accessAfter(before, changes));
      account.accessMode = after.mode;
      await saveAccess(tx.em, account, before.userIds, after.userIds);
      notifyUsersLosingAccess(tx, account, before, after);
      return [{ name: 'accessUserIds', before: before.userIds, after: after.userIds, paths }];
    });
  }
}

const sorted = ({ mode, userIds }: Access): Access => ({ mode, userIds: userIds.toSorted() });

/** For marketers only: administrators see every account, and receive CHANGED as for every other change. */
function notifyUsersLosingAccess(
  tx: Transaction,
  { installationId, id: accountId }: OfficialAccount,
  before: Access,
  after: Access,
): void {
  const lost = { accountId, kind: 'ACCESS_LOST', changedPaths: paths } as const;
  const users = usersLosingAccess(before, after);
  const groups = users === 'EVERYBODY_ELSE' ? [{}] : inGroups(users);
  for (const group of groups) tx.emit(officialAccountChanged.create(installationId, { ...lost, ...group }));
}

function inGroups(userIds: readonly string[]): { userIds: readonly string[] }[] {
  const groups: string[][] = [];
  let room = 0;
  for (const userId of userIds) {
    const bytes = Buffer.byteLength(JSON.stringify(userId)) + 1;
    if (bytes > room) {
      groups.push([]);
      room = USER_BYTES_PER_EVENT;
    }
    groups.at(-1)?.push(userId);
    room -= bytes;
  }
  return groups.map((group) => ({ userIds: group }));
}
