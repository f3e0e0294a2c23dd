import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { CampaignService } from '../../marketing/campaigns/campaign.service.ts';
import {
  PlatformFault,
  type PlatformFaultKind,
  type RejectedRecord,
  type RejectionReason,
} from '../../marketing/connection/marketing-platform.port.ts';
import type { ContactFieldService } from '../../marketing/fields/contact-field.service.ts';
import { type DeliveryReason, MOST_REFUSALS, retryAt } from '../delivery.rules.ts';
import { rejectedDeliveries, type SettledRejection, sendingAccount } from './claim.repository.ts';
import type { Line } from './delivery-queue.ts';

const REASONS: Readonly<Record<RejectionReason, DeliveryReason>> = {
  CONTACT_MISSING: 'CONTACT_MISSING',
  CAMPAIGN_MISSING: 'CAMPAIGN_NOT_ACTIVE',
  CAMPAIGN_NOT_ACTIVE: 'CAMPAIGN_NOT_ACTIVE',
  VALUE_REFUSED: 'VALUE_REFUSED',
  OTHER: 'REFUSED',
};

/** Why an import did not get on, as far as the call itself says. */
export function reasonOf(kind: PlatformFaultKind): DeliveryReason {
  if (kind === 'UNAUTHORIZED' || kind === 'INVALID_GRANT') return 'CONNECTION_LOST';
  return kind === 'INVALID' || kind === 'NOT_FOUND' ? 'REFUSED' : 'PLATFORM_UNAVAILABLE';
}

/**
 * Finds out why the marketing platform refuses deliveries. It is asked at once about a field or campaign that may be the cause,
 * so that the account becomes ACTION_REQUIRED, and the requirement says what to do.
 */
export class RefusalService {
  constructor(
    private readonly contactFields: ContactFieldService,
    private readonly campaigns: CampaignService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Null if no field or campaign of the account is the cause. */
  async reasonFor(ctx: RequestContext, { accountId, subject }: Line): Promise<DeliveryReason | null> {
    const find = () => this.work.read(ctx, (em) => sendingAccount(em, ctx, accountId));
    const account = await find();
    if (!account) return null;
    const { openIdField, unionIdField, subscriptionStatusField, lastActivityField, defaultCampaign } =
      account;
    const fields = [openIdField, unionIdField, subscriptionStatusField, lastActivityField];
    if (subject === 'FOLLOWER') {
      for (const id of fields) if (id) await this.look(() => this.contactFields.look(ctx, id));
    } else if (defaultCampaign) await this.look(() => this.campaigns.look(ctx, defaultCampaign));
    if (JSON.stringify(await find()) === JSON.stringify(account)) return null;
    return subject === 'FOLLOWER' ? 'FIELD_MISSING' : 'CAMPAIGN_NOT_ACTIVE';
  }

  /** What becomes of rejected records. Those for a campaign that has ended are sent again, to the one that is active then. */
  async judge(
    ctx: RequestContext,
    line: Line,
    importId: string,
    rejected: readonly RejectedRecord[],
  ): Promise<SettledRejection[]> {
    if (rejected.length === 0) return [];
    const records = rejected.map(({ index }) => index);
    const found = await this.work.read(ctx, (em) => rejectedDeliveries(em, ctx, importId, records));
    const known = new Map(found.map((delivery) => [delivery.record, delivery]));
    const judged = rejected.map(({ index, reason }) => ({
      record: index,
      reason: REASONS[reason],
      attempts: known.get(index)?.attempts ?? 0,
      campaignId: known.get(index)?.campaignId ?? null,
    }));
    const ofCampaigns = judged.filter(({ reason }) => reason === 'CAMPAIGN_NOT_ACTIVE');
    if (ofCampaigns.length > 0) {
      const ids = new Set(ofCampaigns.flatMap(({ campaignId }) => campaignId ?? []));
      for (const id of ids) await this.look(() => this.campaigns.look(ctx, id));
      await this.reasonFor(ctx, line);
    }
    const now = this.clock.now();
    return judged.map(({ record, reason, attempts }) => {
      const isTriedAgain = reason === 'CAMPAIGN_NOT_ACTIVE' && attempts < MOST_REFUSALS;
      return { record, reason, nextAttemptAt: isTriedAgain ? retryAt(now, attempts) : null };
    });
  }

  /** Where it does not answer, what is known stays. */
  private async look(look: () => Promise<void>): Promise<void> {
    await look().catch((error: unknown) => {
      if (!(error instanceof PlatformFault)) throw error;
    });
  }
}
