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

/** Reads what WeChat says about one connected account. `again`: after a reading that was doubtful. */
export const READ_FACTS: JobType<{ appId: string; again?: boolean | undefined }> = {
  name: 'authorization.read-facts',
  priority: BACKGROUND,
  payload: z.object({ appId: z.string(), again: z.boolean().optional() }),
  maxAttempts: 5,
};

/** When a doubtful reading is repeated: what was wrong at WeChat for a moment is over by then. */
const AGAIN_AFTER_MS = 5 * 60_000;

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

  /**
   * Does nothing for an account that is not connected. One that has withdrawn its authorization loses its tokens.
   *
   * @param again whether this is the second reading after a doubtful one
   */
  async refreshFacts(appId: string, again = false): Promise<void> {
    const held = await this.credentials.find(appId);
    if (!held) return;
    const ctx = systemContext(held.installationId, 'facts', newId());
    try {
      await this.readAndUpdate(ctx, held, again);
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      if (error.reaction === 'REAUTHORIZE') return this.lose(ctx, held);
      if (error.reaction === 'RETRY') throw error;
      const { errcode, rid } = error;
      this.log.warn({ appId, errcode, rid }, 'WeChat gives no facts of a connected account');
    }
  }

  private async readAndUpdate(ctx: RequestContext, held: OpenCredential, again: boolean): Promise<void> {
    const { appId } = held;
    const { account, confirmableSets, setsAreWhole } = await this.wechat.readFacts(appId, () =>
      this.openPlatform(appId),
    );
    const unconfirmed = await this.confirm(appId, confirmableSets);
    const unconfirmedSets = account.unconfirmedSets && [...account.unconfirmedSets, ...unconfirmed];
    await this.work.write(ctx, 'readAccount', async (tx) => {
      const read = { ...account, unconfirmedSets };
      const stored = await this.accountWeChatFacts.update(tx, ctx, held, read, { again, setsAreWhole });
      if (stored === 'SUPERSEDED') await enqueueFactsRefresh(tx, appId);
      if (stored === 'DOUBTFUL') await this.readAgain(tx, appId);
    });
  }

  /** A side question: without an answer, what was known stays. */
  private async openPlatform(appId: string): Promise<OpenPlatformBinding | null> {
    try {
      return await this.tokens.call(appId, (token) => this.wechat.openPlatform(token, appId));
    } catch (error) {
      if (error instanceof WeChatError && error.reaction === 'REAUTHORIZE') throw error;
      this.log.warn({ appId, err: error }, 'the open platform of a connected account could not be asked for');
      return null;
    }
  }

  /** Confirms permission sets where the component can. Returns those that it could not. */
  private async confirm(appId: string, permissionSets: readonly number[]): Promise<number[]> {
    const left: number[] = [];
    for (const permissionSet of permissionSets) {
      try {
        await this.wechat.confirmPermission(appId, permissionSet);
      } catch (error) {
        this.log.warn({ appId, permissionSet, err: error }, 'a permission set could not be confirmed');
        left.push(permissionSet);
      }
    }
    return left;
  }

  private async readAgain(tx: Transaction, appId: string): Promise<void> {
    this.log.warn(
      { appId },
      'all permission sets of an account are gone at once: they are read a second time',
    );
    const runAt = new Date(tx.now().getTime() + AGAIN_AFTER_MS);
    await tx.enqueue(READ_FACTS, { appId, again: true }, { key: `facts-again:${appId}`, runAt });
  }

  private async lose(ctx: RequestContext, held: OpenCredential): Promise<void> {
    await this.work.write(ctx, 'loseAuthorization', (tx) =>
      this.health.lose(tx, ctx, held, 'MERCHANT_WITHDREW'),
    );
  }
}
