import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal, RequestError } from '../../../kernel/errors.ts';
import type { Attempt } from '../../idempotency/outside-effects.service.ts';
import { type NameWindow, searchIn, type View } from '../catalogue/catalogue.rules.ts';
import type { CatalogueService } from '../catalogue/catalogue.service.ts';
import type { CatalogueKind } from '../catalogue/catalogue-kind.ts';
import { freeName } from '../catalogue/names.rules.ts';
import { refusalOf } from '../connection/marketing.errors.ts';
import {
  isRefused,
  type MarketingPlatform,
  type MarketingSession,
  type PlatformCampaign,
  PlatformFault,
} from '../connection/marketing-platform.port.ts';
import { Campaign } from './campaign.entity.ts';
import {
  campaignNotActive,
  campaignNotFound,
  leftAsDraft,
  leftUnknown,
  notACampaign,
} from './campaign.errors.ts';
import { farAway, isActive, isOwnDraft, renewedEnd } from './campaign.rules.ts';

export type CampaignView = View<Campaign>;

export interface CampaignFilter {
  /** Part of the name, not case-sensitive. */
  readonly search?: string | null | undefined;
}

export const campaignKind = (platform: MarketingPlatform): CatalogueKind<Campaign> => ({
  catalogue: 'CAMPAIGNS',
  entity: Campaign,
  table: {
    name: 'campaign',
    columns: ['id', 'name', 'status'],
    times: ['startAt', 'endAt', 'asOf', 'goneAt'],
  },
  mayBeEmpty: true,
  // A campaign with an unknown status cannot receive activities.
  unsaid: (id) => ({ id, name: id, status: 'DRAFT', startAt: null, endAt: null }),
  read: (session) => platform.campaigns(session),
  readOne: (session, id) => platform.campaign(session, id),
});

/** Path of the default campaign in the input. */
const INPUT = ['defaultCampaign'];
const DEFAULT_NAME = 'WeChat default campaign';

/** The campaigns of an installation's marketing platform, by the platform's ids. */
export class CampaignService {
  constructor(private readonly catalogue: CatalogueService<Campaign>) {}

  /**
   * The campaign in its current state, if it can be a default campaign.
   *
   * @param reference its id, or its URL from the browser; API files convert a global id to an id
   * @param path its path in the input
   * @throws {Refusal} INVALID, CAMPAIGN_NOT_FOUND, CAMPAIGN_NOT_ACTIVE or UPSTREAM_UNAVAILABLE
   */
  async forWriting(
    ctx: RequestContext,
    reference: string,
    path: readonly string[] = INPUT,
  ): Promise<CampaignView> {
    const id = this.catalogue.connections.idIn('CAMPAIGN', reference);
    if (id === null) throw new Refusal(notACampaign(path));
    const campaign = await this.live(ctx, id).catch((error: unknown) => {
      throw refusalOf(error, path);
    });
    if (!campaign || campaign.goneAt) throw new Refusal(campaignNotFound(path));
    if (!isActive(campaign, this.catalogue.clock.now())) throw new Refusal(campaignNotActive(campaign, path));
    return campaign;
  }

  /**
   * In the order of `ids`; null for a campaign that was never seen. Waits only a short time; `availability` says
   * whether the data is current.
   */
  byIds(ctx: RequestContext, ids: readonly string[]): Promise<(CampaignView | null)[]> {
    return this.catalogue.byIds(ctx, ids);
  }

  /**
   * By id or URL, see `forWriting`; null if the marketing platform says that it does not exist.
   *
   * @throws {RequestError} SERVICE_UNAVAILABLE if it does not say, and nothing is known
   */
  async byReference(ctx: RequestContext, reference: string): Promise<CampaignView | null> {
    const id = this.catalogue.connections.idIn('CAMPAIGN', reference);
    if (id === null) return null;
    const [known = null] = await this.catalogue.byIds(ctx, [id], 'ASKED');
    if (known?.availability === 'AVAILABLE') return known;
    if (await this.catalogue.isResting(ctx)) return known ?? unknown();
    // It may have been created after the catalogue was read.
    return this.live(ctx, id).catch((error: unknown) => {
      if (error instanceof PlatformFault) return known ?? unknown();
      throw error;
    });
  }

  /**
   * Asks the marketing platform about a campaign now. Whatever depends on it is derived again.
   *
   * @throws {PlatformFault}
   */
  look(ctx: RequestContext, id: string): Promise<void> {
    return this.catalogue.readOne(ctx, id);
  }

  /** The existing campaigns, by name. */
  list(ctx: RequestContext, filter: CampaignFilter, window: NameWindow): Promise<CampaignView[]> {
    return this.catalogue.list(ctx, catalogueFilter(filter), window);
  }

  /** Number of campaigns in the list. */
  count(ctx: RequestContext, filter: CampaignFilter): Promise<number> {
    return this.catalogue.count(ctx, catalogueFilter(filter));
  }

  /**
   * Creates a campaign that is active and ends in ten years, so that it can be a default campaign.
   *
   * @param wanted its name; if it is taken, a number is appended
   * @throws {Refusal} UPSTREAM_UNAVAILABLE, or INVALID with what to do
   */
  createDefault(
    ctx: RequestContext,
    wanted: { readonly name?: string | null | undefined },
    attempt: Attempt,
  ): Promise<CampaignView> {
    return this.written(ctx, async (now) => {
      const campaign = await this.made(ctx, wanted.name?.trim() || DEFAULT_NAME, now, attempt);
      return campaign.status === 'ACTIVE' ? campaign : this.activated(ctx, campaign);
    });
  }

  /**
   * Moves the end of an active campaign to the midnight after ten years from now, unless it ends later.
   *
   * @throws {Refusal} INVALID, CAMPAIGN_NOT_FOUND, CAMPAIGN_NOT_ACTIVE or UPSTREAM_UNAVAILABLE
   */
  async extend(ctx: RequestContext, reference: string, path: readonly string[]): Promise<CampaignView> {
    const campaign = await this.forWriting(ctx, reference, path);
    const { connections, clock } = this.catalogue;
    if (campaign.endAt === null || campaign.endAt > farAway(clock.now())) return campaign;
    return this.written(ctx, (now) =>
      this.call(ctx, (session) => connections.platform.extendCampaign(session, campaign.id, renewedEnd(now))),
    );
  }

  /**
   * The campaign that an earlier attempt made, a draft that somebody could not activate, or a new one. Each step is a
   * separate call, because a call whose token is refused is repeated as a whole.
   */
  private async made(
    ctx: RequestContext,
    wanted: string,
    now: Date,
    { intent, intend }: Attempt,
  ): Promise<PlatformCampaign> {
    const { platform } = this.catalogue.connections;
    const campaigns = await this.existing(ctx, intent ?? wanted);
    const made = campaigns.find(
      (campaign) => campaign.name === intent && (campaign.status !== 'DRAFT' || isOwnDraft(campaign)),
    );
    if (made) return made;
    const taken = campaigns.filter((campaign) => !isOwnDraft(campaign));
    const name = freeName(
      wanted,
      taken.map((campaign) => campaign.name ?? ''),
    );
    const left = campaigns.find(
      (campaign) => isOwnDraft(campaign) && campaign.name?.toLowerCase() === name.toLowerCase(),
    );
    await intend(name);
    if (left) return left;
    try {
      return await this.call(ctx, (session) => platform.createCampaign(session, name, now, farAway(now)));
    } catch (error) {
      if (isRefused(error)) await intend(null);
      throw error;
    }
  }

  /** All campaigns; those with a name are searched for where the list of all may lack some. */
  private existing(ctx: RequestContext, name: string): Promise<readonly PlatformCampaign[]> {
    const { platform } = this.catalogue.connections;
    return this.call(ctx, async (session) => {
      const { found, proof } = await platform.campaigns(session);
      return proof === 'NONE' ? [...found, ...(await platform.campaigns(session, name)).found] : found;
    });
  }

  /**
   * Activates the campaign. After an error its state decides: the answer may be lost, or someone else may have
   * activated it.
   */
  private async activated(ctx: RequestContext, { id, name }: PlatformCampaign): Promise<PlatformCampaign> {
    const { platform } = this.catalogue.connections;
    try {
      return await this.call(ctx, (session) => platform.activateCampaign(session, id));
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      const found = await this.call(ctx, (session) => platform.campaign(session, id)).catch(() => null);
      if (found?.status === 'ACTIVE') return found;
      // A call that was not refused may still take effect.
      const isDraft = found?.status === 'DRAFT' && !error.mayHaveChanged;
      throw refusalOf(error, undefined, isDraft ? leftAsDraft(name ?? id) : leftUnknown(name ?? id));
    }
  }

  private call<T>(ctx: RequestContext, work: (session: MarketingSession) => Promise<T>): Promise<T> {
    return this.catalogue.connections.call(ctx.installationId, work);
  }

  private async live(ctx: RequestContext, id: string): Promise<CampaignView | null> {
    const { connections, clock } = this.catalogue;
    const at = clock.now();
    const found = await this.call(ctx, (session) => connections.platform.campaign(session, id));
    return this.catalogue.note(ctx, id, found, at);
  }

  /** Stores at once what the marketing platform created or changed. */
  private async written(
    ctx: RequestContext,
    change: (now: Date) => Promise<PlatformCampaign>,
  ): Promise<CampaignView> {
    try {
      const at = this.catalogue.clock.now();
      const changed = await change(at);
      const view = await this.catalogue.note(ctx, changed.id, changed, at);
      if (!view) throw new Error('a campaign just written is not kept');
      return view;
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

function unknown(): never {
  throw new RequestError('SERVICE_UNAVAILABLE', 'The marketing platform does not answer. Try again.');
}

const catalogueFilter = ({ search }: CampaignFilter) => searchIn(search, ['name']);
