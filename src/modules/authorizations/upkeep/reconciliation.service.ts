import type { AuthorizerEntry } from '../../../integrations/wechat/component.types.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { isReleaseTestAccount } from '../../connections/component/release-test.rules.ts';
import type { WeChatComponent } from '../../connections/component/wechat-component.service.ts';
import type { CredentialService } from '../../connections/credential/credential.service.ts';
import type { AdoptionService } from './adoption.service.ts';
import type { FactsRefreshService } from './facts-refresh.service.ts';
import type { WithdrawalService } from './withdrawal.service.ts';

/** Compares WeChat's list of authorizers with ours, for changes whose event did not arrive. */
export class ReconciliationService {
  constructor(
    private readonly wechat: WeChatComponent,
    private readonly credentials: CredentialService,
    private readonly withdrawals: WithdrawalService,
    private readonly adoptions: AdoptionService,
    private readonly factsRefresh: FactsRefreshService,
    private readonly log: Logger,
  ) {}

  /**
   * Runs nightly. A connected account that has lost its tokens gets them back. The accounts of WeChat's release test may stay
   * in the list for ever, and are not counted as strangers.
   */
  async reconcile(): Promise<void> {
    // Read before the list: a pair that is stored while the list is read is newer than the list.
    const ours = await this.credentials.versions();
    const listed = new Set<string>();
    let strangers = 0;
    const failures: { appId: string; err: unknown }[] = [];
    const list = this.wechat.authorizers();
    for await (const entry of list) {
      listed.add(entry.appId);
      try {
        if (await this.isStranger(entry, ours.get(entry.appId))) strangers += 1;
      } catch (err) {
        failures.push({ appId: entry.appId, err });
      }
    }
    if (failures.length > 0) {
      const what = { failures: failures.length, ...failures[0] };
      this.log.error(what, 'accounts could not be compared with the list of WeChat');
    }
    if (strangers > 0)
      this.log.info({ strangers }, 'accounts have authorized the component and are not connected here');
    const missing = [...ours.keys()].filter((appId) => !listed.has(appId));
    if (list.isComplete) await this.verify(missing);
    else if (missing.length > 0)
      this.log.warn(
        { listed: listed.size },
        "WeChat's list of authorizers is not complete: what is missing in it proves nothing",
      );
    await this.withdrawals.deleteOldNotes();
  }

  /** @param version of the tokens that the account has here */
  private async isStranger(entry: AuthorizerEntry, version: number | undefined): Promise<boolean> {
    const { appId, refreshToken } = entry;
    if (version === undefined)
      return !isReleaseTestAccount(appId) && !(await this.adoptions.recoverLostTokens(entry));
    if (refreshToken) await this.adopt(appId, version, refreshToken);
    return false;
  }

  /** An account may be missing because the list is read page by page, so WeChat is asked about the account itself. */
  private async verify(appIds: readonly string[]): Promise<void> {
    if (appIds.length === 0) return;
    this.log.warn({ appIds }, "connected accounts are missing from WeChat's list");
    await this.factsRefresh.enqueue(appIds);
  }

  private async adopt(appId: string, version: number, refreshToken: string): Promise<void> {
    const held = await this.credentials.find(appId);
    if (held?.version !== version || held.refreshToken === refreshToken) return;
    this.log.warn({ appId }, 'WeChat lists another refresh token for an account; it is adopted');
    await this.credentials.adoptRefreshToken(appId, version, refreshToken);
  }
}
