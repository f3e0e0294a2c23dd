import type { Authorization, AuthorizerEntry } from '../../../integrations/wechat/component.types.ts';
import { WeChatError } from '../../../integrations/wechat/errors.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { ConnectionService } from '../../accounts/connecting/connection.service.ts';
import { Authorizer } from '../../connections/authorizer/authorizer.entity.ts';
import { isEarlierOne } from '../../connections/authorizer/withdrawal.rules.ts';
import type { WeChatComponent } from '../../connections/component/wechat-component.service.ts';
import { Credential } from '../../connections/credential/credential.entity.ts';
import { isTemporary } from '../exchange/exchange.service.ts';
import { saveGrantWithoutConnecting } from '../exchange/grant.ts';
import { enqueueFactsRefresh } from './facts-refresh.service.ts';
import type { WithdrawalService } from './withdrawal.service.ts';

/** The official account that a WeChat account is connected to. */
type Owner = Pick<Authorizer, 'accountId' | 'appId'>;

/** Authorizations of connected accounts that belong to no session: it has ended, or there was none. */
export class AdoptionService {
  constructor(
    private readonly wechat: WeChatComponent,
    private readonly connections: ConnectionService,
    private readonly withdrawals: WithdrawalService,
    private readonly work: UnitOfWork,
    private readonly log: Logger,
  ) {}

  /**
   * A code that no session waits for: the merchant changed the permissions in WeChat's own console, for example. The new
   * tokens are saved, since the old ones may be dead or lost. If the answer of the exchange is lost, tokens that the account
   * still has are repaired at their next refresh; if it has none, WeChat is asked for the new ones.
   *
   * @throws {WeChatError} a temporary error
   */
  async adopt(ctx: RequestContext, owner: Owner, code: string, authorizedAt: Date): Promise<void> {
    const answer = await this.exchange(owner, code);
    if (answer) await this.save(ctx, owner, answer, authorizedAt);
    // The event says that something has changed, but not what.
    await this.work.write(ctx, 'adoptAuthorization', (tx) => enqueueFactsRefresh(tx, owner.appId));
  }

  /**
   * WeChat lists an account that has no tokens here: they may have been lost with the answer of an exchange. The list may be
   * out of date, so WeChat is asked about the account itself. If that fails, the next night tries again.
   *
   * @returns whether the account is connected here
   */
  async recoverLostTokens({ appId, authorizedAt, refreshToken }: AuthorizerEntry): Promise<boolean> {
    const owner = await this.work.statement((em) => em.findOne(Authorizer, { appId }));
    if (!owner) return false;
    // Without a refresh token its code has not been exchanged yet; WeChat's event brings that code.
    if (!refreshToken || isEarlierOne(authorizedAt, owner.authorizedAt)) return true;
    if (await this.withdrawals.isNoted(appId, authorizedAt)) return true;
    const ctx = systemContext(owner.installationId, 'tokens', newId());
    try {
      const answer = await this.rebuild(appId);
      const at = authorizedAt > owner.authorizedAt ? authorizedAt : owner.authorizedAt;
      if (answer) await this.save(ctx, owner, answer, at);
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      const { errcode, rid } = error;
      this.log.warn({ appId, errcode, rid }, 'WeChat lists an account, but gives no tokens for it');
    }
    return true;
  }

  private async exchange({ accountId, appId }: Owner, code: string): Promise<Authorization | null> {
    try {
      return await this.wechat.exchangeCode(code);
    } catch (error) {
      const { errcode, rid, reaction } = permanent(error);
      this.log.warn(
        { accountId, errcode, rid },
        'WeChat refused the code of an authorization that nobody waits for',
      );
      if (reaction !== 'CODE_SPENT') return null;
    }
    return this.rebuild(appId).catch((error: unknown) => {
      const { errcode, rid } = permanent(error);
      this.log.warn({ accountId, errcode, rid }, 'WeChat gives no new tokens for the account either');
      return null;
    });
  }

  /** The contents of a lost answer. Null: the account has tokens, which its next refresh repairs, or WeChat gives none. */
  private async rebuild(appId: string): Promise<Authorization | null> {
    if (await this.work.statement((em) => em.count(Credential, { appId }))) return null;
    const rebuilt = await this.wechat.rebuildAuthorization(appId);
    if (rebuilt) this.log.warn({ appId }, 'the tokens of an account were lost, and were recovered');
    return rebuilt;
  }

  private save(
    ctx: RequestContext,
    { accountId }: Owner,
    answer: Authorization,
    authorizedAt: Date,
  ): Promise<void> {
    return this.work.write(ctx, 'adoptAuthorization', async (tx) => {
      const { connections, withdrawals } = this;
      const connectable = await connections.lock(tx, ctx, accountId, answer.appId);
      const grant = { answer, authorizedAt, revive: true };
      if (connectable)
        await saveGrantWithoutConnecting(tx, ctx, { connections, withdrawals }, connectable, grant);
    });
  }
}

/** Throws a temporary error on, so that the job tries again. */
function permanent(error: unknown): WeChatError {
  if (!(error instanceof WeChatError) || isTemporary(error)) throw error;
  return error;
}
