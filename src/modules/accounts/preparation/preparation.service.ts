import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { isStorable } from '../../../kernel/text.rules.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { OutsideEffects } from '../../idempotency/outside-effects.service.ts';
import type { CampaignService, CampaignView } from '../../marketing/campaigns/campaign.service.ts';
import { MAX_NAME_LENGTH } from '../../marketing/catalogue/names.rules.ts';
import type { FieldPurpose } from '../../marketing/fields/contact-field.rules.ts';
import { FIELD_NAMES } from '../../marketing/fields/contact-field.rules.ts';
import type { ContactFieldService, ContactFieldView } from '../../marketing/fields/contact-field.service.ts';
import type { AccountRow } from '../account/account-row.repository.ts';
import { accountNotFound, noDefaultCampaign } from '../account/official-account.errors.ts';
import { displayNameOf } from '../account/official-account.rules.ts';
import type { OfficialAccountService } from '../account/official-account.service.ts';
import type { AccountSettingsService } from '../settings/account-settings.service.ts';

/** A new asset in the marketing platform. Without `accountId` it is for an account that is added later. */
interface NewAssetRequest {
  readonly accountId: string | null;
  readonly name: string | null;
}

/** Creates the contact fields and campaigns that an account needs in the marketing platform. */
export class PreparationService {
  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly settings: AccountSettingsService,
    private readonly fields: ContactFieldService,
    private readonly campaigns: CampaignService,
    private readonly outside: OutsideEffects,
    private readonly work: UnitOfWork,
  ) {}

  /** @throws {Refusal} NOT_FOUND, UPSTREAM_UNAVAILABLE, or INVALID with what to do */
  async createContactField(
    ctx: RequestContext,
    { purpose, accountId, name }: NewAssetRequest & { readonly purpose: FieldPurpose },
  ): Promise<ContactFieldView> {
    refuseName(name);
    const account = accountId === null ? null : await this.account(ctx, accountId);
    const wanted = name ?? (account && `${FIELD_NAMES[purpose]} ${displayNameOf(account)}`);
    return this.outside.attempt(ctx, async (attempt) => {
      const field = await this.fields.create(ctx, { purpose, name: wanted }, attempt);
      const { id, name } = field;
      await this.record(ctx, 'createContactField', { id, after: { contactField: id, name, purpose } });
      return field;
    });
  }

  /**
   * If `accountId` is given, the campaign becomes that account's default campaign.
   *
   * @throws {Refusal} NOT_FOUND, UPSTREAM_UNAVAILABLE, or INVALID with what to do
   */
  async createDefaultCampaign(
    ctx: RequestContext,
    { accountId, name }: NewAssetRequest,
  ): Promise<CampaignView> {
    refuseName(name);
    const account = accountId === null ? null : await this.account(ctx, accountId);
    const wanted = name ?? (account && `WeChat default – ${displayNameOf(account)}`);
    return this.outside.attempt(ctx, async (attempt) => {
      const campaign = await this.campaigns.createDefault(ctx, { name: wanted }, attempt);
      const { id, name } = campaign;
      const created = { id, after: { campaign: id, name } };
      // The outcome is the campaign: neither the changed account nor what is refused may be kept as one.
      const { idempotentCall: _kept, ...step } = ctx;
      try {
        if (account) await this.settings.chooseCampaign(step, account.id, id);
      } catch (error) {
        await this.record(step, 'createDefaultCampaign', created);
        throw error;
      }
      await this.record(ctx, 'createDefaultCampaign', created);
      return campaign;
    });
  }

  /** @throws {Refusal} NOT_FOUND, CAMPAIGN_NOT_FOUND, CAMPAIGN_NOT_ACTIVE, UPSTREAM_UNAVAILABLE, or INVALID with what to do */
  async renewDefaultCampaign(ctx: RequestContext, accountId: string): Promise<CampaignView> {
    const { defaultCampaign } = await this.account(ctx, accountId);
    if (defaultCampaign === null) throw new Refusal(noDefaultCampaign('accountId'));
    const campaign = await this.campaigns.extend(ctx, defaultCampaign, ['accountId']);
    const endAt = campaign.endAt?.toISOString() ?? null;
    await this.record(ctx, 'renewDefaultCampaign', {
      id: campaign.id,
      after: { campaign: campaign.id, endAt },
    });
    return campaign;
  }

  private async account(ctx: RequestContext, accountId: string): Promise<AccountRow> {
    const account = await this.accounts.byId(ctx, accountId);
    if (!account || account.status === 'REMOVED') throw new Refusal(accountNotFound('accountId'));
    return account;
  }

  /**
   * Created assets have no row in Qiao, so the audit entry's subject is the installation.
   *
   * @param id of the asset, which is the mutation's outcome
   */
  private async record(
    ctx: RequestContext,
    action: string,
    { id, after }: { readonly id: string; readonly after: Readonly<Record<string, unknown>> },
  ): Promise<void> {
    await this.work.write(ctx, action, async (tx) => {
      tx.audit({ subjectType: 'Installation', subjectId: ctx.installationId, after });
      return { id };
    });
  }
}

function refuseName(name: string | null): void {
  if (name === null || ([...name].length <= MAX_NAME_LENGTH && isStorable(name))) return;
  throw new Refusal({
    code: 'INVALID',
    message: `A name is text of at most ${MAX_NAME_LENGTH} characters.`,
    path: ['name'],
  });
}
