import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import {
  type AccountEditService,
  type Edit,
  type EditTarget,
  refuse,
} from '../account/account-edit.service.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import type { AccountRow } from '../account/official-account.repository.ts';
import { recordAcceptance } from '../terms/terms-acceptance.repository.ts';
import { type SettingsChanges, settingsFaults } from './settings.rules.ts';
import type { SettingsCheckService } from './settings-check.service.ts';

/** What else depends on a setting, as fields of the schema. */
const PATHS = {
  description: ['description', 'displayName'],
  termsVersion: ['termsAcceptance'],
};

/** An account's settings beside its fields and its access: `updateOfficialAccount`. */
export class AccountSettingsService {
  constructor(
    private readonly edits: AccountEditService,
    private readonly checks: SettingsCheckService,
  ) {}

  /** The default campaign is asked for in the marketing platform; a version of the terms that is accepted already stays as it was accepted. */
  async update(ctx: RequestContext, target: EditTarget, changes: SettingsChanges): Promise<AccountRow> {
    const { faults, campaignId } = await this.checks.check(ctx, { campaign: changes.defaultCampaign });
    return this.edits.edit(ctx, 'updateOfficialAccount', target, (tx, account) => {
      refuse([...settingsFaults(changes, account.termsVersion), ...faults]);
      return this.change(tx, ctx, account, {
        ...changes,
        ...(changes.defaultCampaign && { defaultCampaign: campaignId }),
      });
    });
  }

  /** A campaign that has just been made for the account: nobody need be asked for it. */
  chooseCampaign(ctx: RequestContext, accountId: string, campaignId: string): Promise<AccountRow> {
    return this.edits.edit(ctx, 'createDefaultCampaign', { accountId }, (tx, account) =>
      this.change(tx, ctx, account, { defaultCampaign: campaignId }),
    );
  }

  private async change(
    tx: Transaction,
    ctx: RequestContext,
    account: OfficialAccount,
    changes: SettingsChanges,
  ): Promise<Edit> {
    const before = settingsOf(account);
    if (changes.description !== undefined) account.description = changes.description;
    if (changes.defaultTimezone !== undefined) account.defaultTimezone = changes.defaultTimezone;
    if (changes.defaultCampaign !== undefined) account.defaultCampaign = changes.defaultCampaign;
    if (changes.termsVersion !== undefined) account.termsVersion = changes.termsVersion;
    const after = settingsOf(account);
    if (after.termsVersion !== null && after.termsVersion !== before.termsVersion)
      recordAcceptance(tx.em, ctx, account, after.termsVersion);
    return { before, after, paths: PATHS };
  }
}

const settingsOf = ({ description, defaultTimezone, defaultCampaign, termsVersion }: OfficialAccount) => ({
  description,
  defaultTimezone,
  defaultCampaign,
  termsVersion,
});
