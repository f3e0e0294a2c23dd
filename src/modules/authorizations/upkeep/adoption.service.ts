import type { Authorization, AuthorizerEntry } from '../../../integrations/wechat/component.types.ts';
import { WeChatError } from '../../../integrations/wechat/errors.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { ConnectionService } from '../../accounts/connecting/connection.service.ts';
import { Authorizer } from '../../connections/authorizer/authorizer.entity.ts';
import { isOlder } from '../../connections/authorizer/withdrawal.rules.ts';
import type { WeChatComponent } from '../../connections/component/wechat-component.service.ts';
import { Credential } from '../../connections/credential/credential.entity.ts';
import { isTemporary } from '../exchange/exchange.service.ts';
import { saveGrantWithoutConnecting } from '../exchange/grant.ts';
import { enqueueFactsRefresh } from './facts-refresh.service.ts';
import type { WithdrawalService } from './withdrawal.service.ts';

/** Whom a WeChat account belongs to here. */
type Owner = Pick<Authorizer, 'accountId' | 'appId'>;

/** Authorizations that no session of ours began, or whose session has ended. */
export class AdoptionService {
  constructor(
    private readonly wechat: WeChatComponent,
    private readonly connections: ConnectionService,
    private readonly withdrawals: WithdrawalService,
    private readonly work: UnitOfWork,
    private readonly log: Logger,
  ) {}

  /**
   * A code that no session waits for, of an account that is connected here: the merchant changed the permissions in
   * WeChat's own console. The new tokens are saved, since the old ones may be dead, or given up for dead. Where the answer of
   * an exchange got lost, tokens in hand are repaired when they are refreshed; where there are none, the new ones are asked
   * for by name.
   *
   * @throws {WeChatError} what passes
   */
  async adopt(ctx: RequestContext, owner: Owner, code: string, authorizedAt: Date): Promise<void> {
    const answer = await this.exchanged(owner, code);
    if (answer) await this.save(ctx, owner, answer, authorizedAt);
    // The event tells that something changed, not what.
    await this.work.write(ctx, 'adoptAuthorization', (tx) => enqueueFactsRefresh(tx, owner.appId));
  }

  /**
   * WeChat lists an account that has no tokens here: they may have got lost with the answer of an exchange. The list may be
   * late, and a withdrawal be known that it does not tell yet: so WeChat is asked by name, and what it does not say tonight
   * it may tomorrow.
   *
   * @returns whether the account belongs to anybody here
   */
  async repair({ appId, authorizedAt, refreshToken }: AuthorizerEntry): Promise<boolean> {
    const owner = await this.work.statement((em) => em.findOne(Authorizer, { appId }));
    if (!owner) return false;
    // Without a refresh token its code has not been exchanged yet: its event brings it.
    if (!refreshToken || isOlder(authorizedAt, owner.authorizedAt)) return true;
    if (await this.withdrawals.isNoted(appId, authorizedAt)) return true;
    const ctx = systemContext(owner.installationId, 'tokens', newId());
    try {
      const answer = await this.rebuilt(appId);
      if (answer) await this.save(ctx, owner, answer, authorizedAt);
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      const { errcode, rid } = error;
      this.log.warn({ appId, errcode, rid }, 'WeChat lists an account, and gives no tokens of it');
    }
    return true;
  }

  private async exchanged({ accountId, appId }: Owner, code: string): Promise<Authorization | null> {
    try {
      return await this.wechat.exchangeCode(code);
    } catch (error) {
      const { errcode, rid, reaction } = lasting(error);
      this.log.warn(
        { accountId, errcode, rid },
        'WeChat refused the code of an authorization that nobody waits for',
      );
      if (reaction !== 'CODE_SPENT') return null;
    }
    return this.rebuilt(appId).catch((error: unknown) => {
      const { errcode, rid } = lasting(error);
      this.log.warn({ accountId, errcode, rid }, 'nor does it give tokens of the account by name');
      return null;
    });
  }

  /** What a lost answer held. Null: there are tokens, which are repaired when they are refreshed, or WeChat tells none. */
  private async rebuilt(appId: string): Promise<Authorization | null> {
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

/** What passes is thrown on: whoever asked tries again. */
function lasting(error: unknown): WeChatError {
  if (!(error instanceof WeChatError) || isTemporary(error)) throw error;
  return error;
}
