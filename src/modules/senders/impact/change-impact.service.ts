import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { RequestError } from '../../../kernel/errors.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import type { AccountChange } from '../../accounts/dependents/account-change.rules.ts';
import type { CampaignService, CampaignView } from '../../marketing/campaigns/campaign.service.ts';
import type { MarketingConnectionService } from '../../marketing/connection/marketing-connection.service.ts';
import { PlatformFault } from '../../marketing/connection/marketing-platform.port.ts';
import { lockSender, type MessageSenderRow, trustingSenders } from '../steps/message-sender.repository.ts';
import type { BestEffort } from './best-effort.service.ts';
import type { ImpactToken, ImpactTokenService } from './impact-token.service.ts';

export interface AssessedImpact extends ImpactToken {
  readonly change: AccountChange;
  /** All affected senders, in the order of their creation. The token covers exactly these. */
  readonly senders: readonly MessageSenderRow[];
}

/** More campaigns are unknown only if the catalogue was never read. */
const MOST_LOOKUPS = 10;

/** What a change of an account would break, before it is made. */
export class ChangeImpactService {
  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly marketing: MarketingConnectionService,
    private readonly catalogue: CampaignService,
    private readonly tokens: ImpactTokenService,
    private readonly bestEffort: BestEffort,
    private readonly work: UnitOfWork,
    private readonly log: Logger,
  ) {}

  /** @throws {RequestError} NOT_FOUND if the account does not exist or the caller may not see it */
  async assess(ctx: RequestContext, accountId: string, change: AccountChange): Promise<AssessedImpact> {
    if (!(await this.accounts.byId(ctx, accountId))) throw new RequestError('NOT_FOUND');
    const known = await this.work.read(ctx, (em) => trustingSenders(em, accountId));
    if (known.length > 0) await this.locate(ctx, known);
    const senders = await this.work.read(ctx, (em) => trustingSenders(em, accountId));
    const { installationId } = ctx;
    return { change, senders, ...this.tokens.issue({ installationId, accountId, change, senders }) };
  }

  /** The campaigns of the senders, sorted by id. Those that the catalogue does not have yet are looked up, all at once. */
  async campaigns(ctx: RequestContext, { senders }: AssessedImpact): Promise<CampaignView[]> {
    const ids = [...new Set(senders.flatMap(({ campaignId }) => campaignId ?? []))].sort();
    const known = await this.catalogue.byIds(ctx, ids);
    const views = new Map(known.flatMap((view) => (view ? [[view.id, view] as const] : [])));
    const unknown = ids.filter((id) => !views.has(id)).slice(0, MOST_LOOKUPS);
    if (unknown.length > 0) {
      await this.bestEffort.run(`campaigns of ${ctx.installationId}`, async () => {
        const looks = unknown.map((id) => this.catalogue.byReference(ctx, id));
        for (const view of await Promise.all(looks)) if (view) views.set(view.id, view);
        return unknown.every((id) => views.has(id));
      });
    }
    return ids.flatMap((id) => views.get(id) ?? []);
  }

  /** Asks the platform in which campaigns the senders are. If it does not answer, the last known ones are used. */
  private async locate(ctx: RequestContext, senders: readonly MessageSenderRow[]): Promise<void> {
    await this.bestEffort.run(`placements of ${ctx.installationId}`, async () => {
      try {
        await this.placements(ctx, senders);
        return true;
      } catch (error) {
        if (!(error instanceof PlatformFault)) throw error;
        const about = { kind: error.kind, requestId: ctx.requestId };
        this.log.info(about, 'campaigns of senders are shown as last known');
        return false;
      }
    });
  }

  private async placements(ctx: RequestContext, senders: readonly MessageSenderRow[]): Promise<void> {
    const instanceIds = senders.map(({ instanceId }) => instanceId);
    const placed = await this.marketing.call(ctx.installationId, (session) =>
      this.marketing.platform.senders(session, instanceIds),
    );
    const campaigns = new Map(placed.map(({ instanceId, campaignId }) => [instanceId, campaignId]));
    const moved = senders.filter(({ instanceId, campaignId }) => {
      const now = campaigns.get(instanceId);
      return now != null && now !== campaignId;
    });
    if (moved.length === 0) return;
    const system = systemContext(ctx.installationId, 'placements', ctx.requestId);
    await this.work.write(system, 'placeMessageSenders', async (tx) => {
      for (const { id, instanceId } of moved) {
        const campaignId = campaigns.get(instanceId);
        const sender = await lockSender(tx.em, id);
        if (campaignId) sender?.place({ id: campaignId, name: null });
      }
    });
  }
}
