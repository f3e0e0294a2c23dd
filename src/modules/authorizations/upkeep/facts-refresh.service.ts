import { z } from 'zod';
import type { OpenPlatformBinding } from '../../../integrations/wechat/component.types.ts';
import { WeChatError } from '../../../integrations/wechat/errors.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { enqueue, type Transaction, type UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { AccountWeChatFactsService } from '../../accounts/connecting/account-wechat-facts.service.ts';
import type { CredentialHealthService } from '../../accounts/connecting/credential-health.service.ts';
import type { WeChatComponent } from '../../connections/component/wechat-component.service.ts';
import type { CredentialService, OpenCredential } from '../../connections/credential/credential.service.ts';
import type { AuthorizerTokenService } from '../tokens/authorizer-token.service.ts';

/** Reads what WeChat says about one connected account. */
export const READ_FACTS: JobType<{ appId: string }> = {
  name: 'authorization.read-facts',
  priority: BACKGROUND,
  payload: z.object({ appId: z.string() }),
  maxAttempts: 5,
};

const keyOf = (appId: string) => ({ key: `facts:${appId}` });

/** For facts that may have changed. */
export const enqueueFactsRefresh = (tx: Pick<Transaction, 'enqueue'>, appId: string): Promise<void> =>
  tx.enqueue(READ_FACTS, { appId }, keyOf(appId));

/** Keeps facts of connected accounts up to date: verification, open platform and permissions change without an event. */
export class FactsRefreshService {
  constructor(
    private readonly wechat: WeChatComponent,
    private readonly tokens: AuthorizerTokenService,
    private readonly credentials: CredentialService,
    private readonly accountWeChatFacts: AccountWeChatFactsService,
    private readonly health: CredentialHealthService,
    private readonly work: UnitOfWork,
    private readonly log: Logger,
  ) {}

  async enqueue(appIds: readonly string[]): Promise<void> {
    await this.work.platform(async (em) => {
      for (const appId of appIds) await enqueue(em, READ_FACTS, { appId }, keyOf(appId));
    });
  }

  /** Does nothing for an account that is not connected. One that has withdrawn its authorization loses its tokens. */
  async refreshFacts(appId: string): Promise<void> {
    const held = await this.credentials.find(appId);
    if (!held) return;
    const ctx = systemContext(held.installationId, 'facts', newId());
    try {
      await this.readAndUpdate(ctx, held);
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      if (error.reaction === 'REAUTHORIZE') return this.lose(ctx, held);
      if (error.reaction === 'RETRY') throw error;
      const { errcode, rid } = error;
      this.log.warn({ appId, errcode, rid }, 'WeChat gives no facts of a connected account');
    }
  }

  private async readAndUpdate(ctx: RequestContext, held: OpenCredential): Promise<void> {
    const { appId } = held;
    const openPlatform = (): Promise<OpenPlatformBinding> =>
      this.tokens.call(appId, (token) => this.wechat.openPlatform(token, appId));
    const { account } = await this.wechat.readFacts(appId, openPlatform);
    await this.work.write(ctx, 'readAccount', async (tx) => {
      if (!(await this.accountWeChatFacts.update(tx, ctx, held, account)))
        await enqueueFactsRefresh(tx, appId);
    });
  }

  private async lose(ctx: RequestContext, held: OpenCredential): Promise<void> {
    await this.work.write(ctx, 'loseAuthorization', (tx) =>
      this.health.lose(tx, ctx, held, 'MERCHANT_WITHDREW'),
    );
  }
}
