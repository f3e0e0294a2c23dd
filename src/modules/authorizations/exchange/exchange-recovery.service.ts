import type { Authorization } from '../../../integrations/wechat/component.types.ts';
import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { Authorizer } from '../../connections/authorizer/authorizer.entity.ts';
import type { WeChatComponent } from '../../connections/component/wechat-component.service.ts';
import { findLink, isClaimedByAnother } from '../session/authorization.repository.ts';
import { eventDue, isWithin } from './exchange.rules.ts';

/** A session whose code was spent by us, and whose answer nobody has. */
export interface LostExchange {
  readonly accountId: string;
  readonly openedAt: Date;
  readonly confirmedAt: Date;
}

/**
 * The answer of an exchange that got lost on its way, from what WeChat still tells: it gives the refresh token of an
 * authorization once its code has been exchanged.
 */
export class ExchangeRecoveryService {
  constructor(
    private readonly wechat: WeChatComponent,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Null when nothing can be recovered: then the administrator must scan again.
   *
   * @throws {WeChatError} RETRY while the event may still come
   */
  async recover(sessionId: string, lost: LostExchange): Promise<Authorization | null> {
    const link = await this.work.statement((em) => findLink(em, { sessionId }));
    const appId = link?.authorizerAppId ?? (await this.listed(sessionId, lost));
    return appId ? this.wechat.rebuildAuthorization(appId) : null;
  }

  /**
   * The account of WeChat's list that was authorized between the session's opening and the arrival of its code: the one that
   * this official account is connected to; else the only one that nobody owns and no other session's event named. More than
   * one: nobody can tell, so none; an account must not end up with a stranger.
   */
  private async listed(sessionId: string, lost: LostExchange): Promise<string | null> {
    // The event names the account.
    if (this.clock.now() < eventDue(lost.confirmedAt)) throw new WeChatError('component/api_query_auth', -1);
    const own = await this.work.statement((em) => em.findOne(Authorizer, { accountId: lost.accountId }));
    const newcomers: string[] = [];
    for await (const { appId, authorizedAt, refreshToken } of this.wechat.authorizers()) {
      if (!isWithin(authorizedAt, lost) || !refreshToken) continue;
      if (appId === own?.appId) return appId;
      if (await this.isFree(appId, sessionId)) newcomers.push(appId);
    }
    return newcomers.length === 1 ? (newcomers[0] ?? null) : null;
  }

  private isFree(appId: string, sessionId: string): Promise<boolean> {
    return this.work.platform(async (em) => {
      if ((await em.count(Authorizer, { appId })) > 0) return false;
      return !(await isClaimedByAnother(em, appId, sessionId));
    });
  }
}
