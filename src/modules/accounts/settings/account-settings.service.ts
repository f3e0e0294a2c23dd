import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import {
  type AccountEditService,
  type EditReach,
  type EditTarget,
  refuse,
} from '../account/account-edit.service.ts';
import type { AccountRow } from '../account/account-row.repository.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import { isNeeded } from '../requirements/requirement.rules.ts';
import { recordAcceptance } from '../terms/terms-acceptance.repository.ts';
import { applied, type ColumnOf, columnsOf, type SettingChanges, settingsFaults } from './settings.rules.ts';
import type { SettingsCheckService } from './settings-check.service.ts';

type Changes = SettingChanges<ColumnOf<'updateOfficialAccount'>>;

/** The settings of an account, except its field mappings and its access: `updateOfficialAccount`. */
export class AccountSettingsService {
  constructor(
    private readonly edits: AccountEditService,
    private readonly checks: SettingsCheckService,
  ) {}

  /** Looks up the default campaign in the marketing platform. Accepting the accepted version of the terms again changes nothing. */
  async update(ctx: RequestContext, target: EditTarget, changes: Changes): Promise<AccountRow> {
    const { faults, campaignId } = await this.checks.check(ctx, { campaign: changes.defaultCampaign });
    const reach = reachOf(changes);
    return this.edits.edit(ctx, 'updateOfficialAccount', target, reach, async (tx, account) => {
      refuse([...settingsFaults(changes, account), ...faults]);
      const campaign = changes.defaultCampaign && { defaultCampaign: campaignId };
      apply(tx, ctx, account, { ...changes, ...campaign });
      return [];
    });
  }

  /** For a campaign that was just created for the account: it need not be looked up. */
  chooseCampaign(ctx: RequestContext, accountId: string, campaignId: string): Promise<AccountRow> {
    const changes = { defaultCampaign: campaignId };
    return this.edits.edit(
      ctx,
      'createDefaultCampaign',
      { accountId },
      reachOf(changes),
      async (tx, account) => {
        apply(tx, ctx, account, changes);
        return [];
      },
    );
  }
}

const reachOf = (changes: Changes): EditReach =>
  Object.entries(changes).some(([name, value]) => value !== undefined && isNeeded(name))
    ? 'REQUIREMENTS'
    : 'LABELS';

function apply(tx: Transaction, ctx: RequestContext, account: OfficialAccount, changes: Changes): void {
  const { termsVersion: accepted } = account;
  Object.assign(account, applied(columnsOf('updateOfficialAccount'), account, changes));
  const { termsVersion } = account;
  if (termsVersion !== null && termsVersion !== accepted) recordAcceptance(tx, ctx, account, termsVersion);
}
