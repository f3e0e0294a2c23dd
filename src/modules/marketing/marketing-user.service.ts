import type { RequestContext } from '../../kernel/context.ts';
import type { NameWindow, View } from './catalogue.rules.ts';
import type { MarketingUser } from './marketing-user.entity.ts';

export type MarketingUserView = View<MarketingUser>;

export interface MarketingUserFilter {
  /** Part of a name, a login name or an e-mail address, in any case. */
  readonly search?: string | null | undefined;
}

/** The users of an installation's marketing platform. */
export class MarketingUserService {
  /**
   * The named users as they are at this moment, the disabled too; those that are not there, or deleted, are absent.
   *
   * @throws {Refusal} UPSTREAM_UNAVAILABLE
   */
  forWriting(_ctx: RequestContext, _ids: readonly string[]): Promise<Map<string, MarketingUser>> {
    throw new Error('not there yet');
  }

  /** In the order of `ids`; null for who was never seen. Never waits long: says how old it is. */
  byIds(_ctx: RequestContext, _ids: readonly string[]): Promise<(MarketingUserView | null)[]> {
    throw new Error('not there yet');
  }

  /** Those that are there, by name. */
  list(
    _ctx: RequestContext,
    _filter: MarketingUserFilter,
    _window: NameWindow,
  ): Promise<MarketingUserView[]> {
    throw new Error('not there yet');
  }
}
