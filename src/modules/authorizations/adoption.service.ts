import type { ComponentClient } from '../../integrations/wechat/component.client.ts';
import { WeChatError } from '../../integrations/wechat/errors.ts';
import { type RequestContext, systemContext } from '../../kernel/context.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { ConnectionService } from '../accounts/connection.service.ts';
import { linksNaming, sessionsByIds } from './authorization.repository.ts';
import type { ComponentService } from './component.service.ts';
import { isPassing } from './exchange.service.ts';
import { readFacts } from './wechat-facts.service.ts';
import type { WithdrawalService } from './withdrawal.service.ts';

/** Authorizations that no session of ours began. */
export class AdoptionService {
  constructor(
    private readonly client: ComponentClient,
    private readonly component: ComponentService,
    private readonly connections: ConnectionService,
    private readonly withdrawals: WithdrawalService,
    private readonly work: UnitOfWork,
    private readonly log: Logger,
  ) {}

  /**
   * Whether a session is under way that WeChat's event named the account for: it may end with the account connected.
   */
  async isAwaited(appId: string, requestId: string): Promise<boolean> {
    const links = await this.work.statement((em) => linksNaming(em, appId));
    for (const { installationId, sessionId } of links) {
      const ctx = systemContext(installationId, 'wechat', requestId);
      const [session] = await this.work.read(ctx, (em) => sessionsByIds(em, [sessionId]));
      if (session?.status === 'PENDING') return true;
    }
    return false;
  }

  /**
   * A code that no session waits for, of an account that is connected here: the merchant changed the permissions in
   * WeChat's own console. The new tokens are saved, since the old ones may be dead, or given up for dead; where the code is
   * lost, they are repaired when they are refreshed.
   */
  async adopt(
    ctx: RequestContext,
    { accountId, appId }: { accountId: string; appId: string },
    code: string,
    authorizedAt: Date,
  ): Promise<void> {
    const answer = await this.component
      .call((token) => this.client.queryAuth(token, code))
      .catch((error: unknown) => {
        if (!(error instanceof WeChatError) || isPassing(error)) throw error;
        this.log.warn(
          { accountId, errcode: error.errcode, rid: error.rid },
          'WeChat refused the code of an authorization that nobody waits for',
        );
        return null;
      });
    await this.work.write(ctx, 'adoptAuthorization', async (tx) => {
      const connectable = answer && (await this.connections.lock(tx, ctx, accountId, answer.appId));
      if (connectable) await this.withdrawals.keep(tx, ctx, connectable, answer, authorizedAt, true);
      // The event tells that something changed, not what.
      await readFacts(tx, appId);
    });
  }
}
