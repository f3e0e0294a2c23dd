import type { ComponentClient } from '../../../integrations/wechat/component.client.ts';
import type { AuthorizerEntry } from '../../../integrations/wechat/component.types.ts';
import { WeChatError } from '../../../integrations/wechat/errors.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { enqueue, type UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { AccountFactsService } from '../../accounts/connecting/account-facts.service.ts';
import type { CredentialHealthService } from '../../accounts/connecting/credential-health.service.ts';
import type { ComponentService } from '../../connections/component/component.service.ts';
import { isReleaseTestAccount } from '../../connections/component/release-test.rules.ts';
import type { HeldCredential } from '../../connections/credential/credential.rules.ts';
import type { CredentialService } from '../../connections/credential/credential.service.ts';
import {
  READ_FACTS,
  readFacts,
  type WeChatFactsService,
} from '../../connections/facts/wechat-facts.service.ts';
import type { AuthorizerTokenService } from '../tokens/authorizer-token.service.ts';
import { listAuthorizers } from '../tokens/current-authorization.ts';
import type { AdoptionService } from './adoption.service.ts';
import type { WithdrawalService } from './withdrawal.service.ts';

/** Keeps what Qiao believes in line with what WeChat says, where no event told. */
export class ReconciliationService {
  constructor(
    private readonly client: ComponentClient,
    private readonly component: ComponentService,
    private readonly tokens: AuthorizerTokenService,
    private readonly credentials: CredentialService,
    private readonly facts: WeChatFactsService,
    private readonly accountFacts: AccountFactsService,
    private readonly health: CredentialHealthService,
    private readonly withdrawals: WithdrawalService,
    private readonly adoptions: AdoptionService,
    private readonly work: UnitOfWork,
    private readonly log: Logger,
  ) {}

  /**
   * Reads what WeChat says of one connected account: verification, open platform and permissions change without asking.
   */
  async readFacts(appId: string): Promise<void> {
    const held = await this.credentials.find(appId);
    if (!held) return;
    const ctx = systemContext(held.installationId, 'facts', newId());
    try {
      const { account } = await this.facts.read(appId, () =>
        this.tokens.call(appId, (token) => this.client.openPlatform(token, appId)),
      );
      await this.work.write(ctx, 'readAccount', async (tx) => {
        if (!(await this.accountFacts.update(tx, ctx, held, account))) await readFacts(tx, appId);
      });
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      if (error.reaction === 'REAUTHORIZE') return this.lose(ctx, held);
      if (error.reaction === 'RETRY') throw error;
      this.log.warn(
        { appId, errcode: error.errcode, rid: error.rid },
        'WeChat tells nothing of a connected account',
      );
    }
  }

  /**
   * Runs nightly: WeChat's list of who has authorized us against ours. An account of ours that has lost its tokens gets them
   * back. The accounts of WeChat's release test may stay in the list for ever, and are no strangers.
   */
  async reconcile(): Promise<void> {
    // Read before the list: a pair that is stored while the list is read is newer than what the list says.
    const ours = await this.credentials.versions();
    const listed = new Set<string>();
    let strangers = 0;
    for await (const entry of listAuthorizers(this.client, this.component)) {
      const { appId, refreshToken } = entry;
      listed.add(appId);
      const version = ours.get(appId);
      if (version === undefined) strangers += (await this.isStranger(entry)) ? 1 : 0;
      else if (refreshToken) await this.adopt(appId, version, refreshToken);
    }
    if (strangers > 0)
      this.log.info({ strangers }, 'accounts have authorized the component and are connected to nobody');
    await this.verify([...ours.keys()].filter((appId) => !listed.has(appId)));
    await this.withdrawals.forgetOld();
  }

  private async isStranger(entry: AuthorizerEntry): Promise<boolean> {
    return !isReleaseTestAccount(entry.appId) && !(await this.adoptions.repair(entry));
  }

  /** Missing from the list: asked for by name before anything is concluded, since the list is read page by page. */
  private async verify(appIds: readonly string[]): Promise<void> {
    if (appIds.length === 0) return;
    this.log.warn({ appIds }, "connected accounts are missing from WeChat's list");
    await this.work.platform(async (em) => {
      for (const appId of appIds) await enqueue(em, READ_FACTS, { appId }, { key: `facts:${appId}` });
    });
  }

  private async adopt(appId: string, version: number, refreshToken: string): Promise<void> {
    const held = await this.credentials.find(appId);
    if (held?.version !== version || held.refreshToken === refreshToken) return;
    this.log.warn({ appId }, 'WeChat names another refresh token for an account; it is adopted');
    await this.credentials.adoptRefreshToken(appId, version, refreshToken);
  }

  private async lose(ctx: RequestContext, held: HeldCredential): Promise<void> {
    await this.work.write(ctx, 'loseAuthorization', (tx) => this.health.lose(tx, ctx, held));
  }
}
