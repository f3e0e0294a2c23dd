import type { RequestContext } from '../../kernel/context.ts';
import type { Campaign } from './campaign.entity.ts';
import type { NameWindow, View } from './catalogue.rules.ts';

export type CampaignView = View<Campaign>;

export interface CampaignFilter {
  /** Part of the name, in any case. */
  readonly search?: string | null | undefined;
}

/** The campaigns of an installation's marketing platform. */
export class CampaignService {
  /**
   * The campaign as it is at this moment.
   *
   * @param reference its id, its global id, or the URL that the browser shows for it
   * @throws {Refusal} with the path `['defaultCampaign']`: INVALID, CAMPAIGN_NOT_FOUND, CAMPAIGN_NOT_ACTIVE or UPSTREAM_UNAVAILABLE
   */
  forWriting(_ctx: RequestContext, _reference: string): Promise<Campaign> {
    throw new Error('not there yet');
  }

  /** In the order of `ids`; null for what was never seen. Never waits long: says how old it is. */
  byIds(_ctx: RequestContext, _ids: readonly string[]): Promise<(CampaignView | null)[]> {
    throw new Error('not there yet');
  }

  /** By what people give for a campaign, see `forWriting`; null for none. */
  byReference(_ctx: RequestContext, _reference: string): Promise<CampaignView | null> {
    throw new Error('not there yet');
  }

  /** Those that are there, by name. */
  list(_ctx: RequestContext, _filter: CampaignFilter, _window: NameWindow): Promise<CampaignView[]> {
    throw new Error('not there yet');
  }

  /**
   * A new campaign that is active and ends far away: fit for a default campaign.
   *
   * @throws {Refusal} UPSTREAM_UNAVAILABLE; INVALID with what to do
   */
  createDefault(
    _ctx: RequestContext,
    _wanted: { readonly name?: string | null | undefined },
  ): Promise<CampaignView> {
    throw new Error('not there yet');
  }

  /**
   * Moves the end of an active campaign far away.
   *
   * @throws {Refusal} CAMPAIGN_NOT_FOUND, CAMPAIGN_NOT_ACTIVE, UPSTREAM_UNAVAILABLE
   */
  extend(_ctx: RequestContext, _id: string): Promise<CampaignView> {
    throw new Error('not there yet');
  }
}
