import { z } from 'zod';
import type { ComponentClient } from '../../../integrations/wechat/component.client.ts';
import type { OpenPlatformBinding } from '../../../integrations/wechat/component.types.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { ComponentService } from '../component/component.service.ts';
import type { WeChatAccount } from './wechat-account.rules.ts';
import { isVerified } from './wechat-account.rules.ts';

/** Reads what WeChat says of one connected account. */
export const READ_FACTS: JobType<{ appId: string }> = {
  name: 'authorization.read-facts',
  priority: BACKGROUND,
  payload: z.object({ appId: z.string() }),
  maxAttempts: 5,
};

/** They may have changed: a job reads them. */
export const readFacts = (tx: Pick<Transaction, 'enqueue'>, appId: string): Promise<void> =>
  tx.enqueue(READ_FACTS, { appId }, { key: `facts:${appId}` });

/** What WeChat says of an account, and what only a scan is judged by. */
export interface WeChatFacts {
  readonly account: WeChatAccount;
  readonly isMiniProgram: boolean;
  readonly verifyType: number;
}

/** Asks WeChat about accounts, in its words, and tells in ours. */
export class WeChatFactsService {
  constructor(
    private readonly client: ComponentClient,
    private readonly component: ComponentService,
  ) {}

  /** @param openPlatform asks for the binding, which needs the account's own token; both questions are asked at once */
  async read(appId: string, openPlatform: () => Promise<OpenPlatformBinding>): Promise<WeChatFacts> {
    const [info, binding] = await Promise.all([
      this.component.call((token) => this.client.authorizerInfo(token, appId)),
      openPlatform(),
    ]);
    const { originalId, name, avatarUrl, principalName, permissionSets, verifyType, isMiniProgram } = info;
    const account = {
      ...{ appId, originalId, name, avatarUrl, principalName, permissionSets },
      accountType: info.serviceType,
      verified: isVerified(verifyType),
      openPlatformBinding: binding.kind,
      openAppId: binding.kind === 'BOUND' ? binding.openAppId : null,
    };
    return { account, isMiniProgram, verifyType };
  }
}
