import type { RequestContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { lockInstallation } from '../../installations/installation.locks.ts';
import { type Access, accessFaults } from '../access/access.rules.ts';
import { saveAccess } from '../access/account-access.repository.ts';
import type { AccountStatusService } from '../requirements/account-status.service.ts';
import { keysOf, mappingFaults, NOTHING_MAPPED, sharingFaults } from '../settings/mapping.rules.ts';
import { type SettingValues, settingsFaults } from '../settings/settings.rules.ts';
import type { CheckResult, SettingsCheckService } from '../settings/settings-check.service.ts';
import { recordAcceptance } from '../terms/terms-acceptance.repository.ts';
import { explained, refuse } from './account-edit.service.ts';
import { type AccountRow, writtenRow } from './account-row.repository.ts';
import { OfficialAccount } from './official-account.entity.ts';
import { tooManyDrafts } from './official-account.errors.ts';
import { officialAccountChanged } from './official-account.events.ts';
import { countDrafts, sharingFacts } from './official-account.repository.ts';
import { DRAFTS_PER_INSTALLATION } from './official-account.rules.ts';

export interface NewAccount {
  readonly settings: Omit<SettingValues, 'accessMode'>;
  readonly access: Access;
}

/** New accounts: `addOfficialAccount`. */
export class AccountAddingService {
  constructor(
    private readonly checks: SettingsCheckService,
    private readonly statuses: AccountStatusService,
    private readonly work: UnitOfWork,
  ) {}

  /** Adds a draft. Every setting may be set later; the requirements list what is missing. All faults are reported at once. */
  async add(ctx: RequestContext, input: NewAccount): Promise<AccountRow> {
    const { settings, access } = input;
    const checked = await this.checks.check(ctx, {
      mappings: settings,
      campaign: settings.defaultCampaign,
      userIds: access.userIds,
      usersPath: ['access', 'userIds'],
    });
    try {
      return await this.work.write(ctx, 'addOfficialAccount', (tx) => this.insert(tx, ctx, input, checked));
    } catch (error) {
      throw explained(error);
    }
  }

  private async insert(
    tx: Transaction,
    ctx: RequestContext,
    input: NewAccount,
    { faults, campaignId }: CheckResult,
  ): Promise<AccountRow> {
    const { settings, access } = input;
    const { installationId } = ctx;
    const id = newId();
    await lockInstallation(tx.em, ctx);
    const { isFieldId, isUserId } = this.checks;
    const unconnected = { installationId, id, appId: null, openAppId: null };
    refuse([
      ...mappingFaults(NOTHING_MAPPED, settings, isFieldId),
      ...settingsFaults(settings),
      ...accessFaults(access, isUserId),
      ...faults,
      ...sharingFaults(settings, await sharingFacts(tx.em, unconnected, keysOf(settings, isFieldId))),
      ...((await countDrafts(tx.em)) < DRAFTS_PER_INSTALLATION ? [] : [tooManyDrafts()]),
    ]);
    const columns = { ...settings, defaultCampaign: campaignId, accessMode: access.mode };
    const account = tx.em.create(OfficialAccount, { installationId, id, ...columns } as OfficialAccount);
    tx.em.persist(account);
    if (settings.termsVersion) recordAcceptance(tx, ctx, account, settings.termsVersion);
    const accessUserIds = [...new Set(access.userIds)].toSorted();
    tx.audit({ subjectType: 'OfficialAccount', subjectId: id, after: { ...columns, accessUserIds } });
    await tx.em.flush();
    await saveAccess(tx.em, account, [], accessUserIds);
    // Nobody has authorized it yet, so it stays a draft; but its campaign may be about to end.
    if (campaignId !== null) await this.statuses.derive(tx, account);
    tx.emit(
      officialAccountChanged.create(installationId, { accountId: id, kind: 'ADDED', changedPaths: [] }),
    );
    return writtenRow(tx, account);
  }
}
