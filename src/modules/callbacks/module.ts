import type { AccountClient } from '../../integrations/wechat/account.client.ts';
import type { ComponentKeys } from '../../integrations/wechat/callback.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { defineModule } from '../../kernel/module.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { ActivityService } from '../activities/activity.service.ts';
import type { ConfirmationService } from '../authorizations/exchange/confirmation.service.ts';
import type { WithdrawalService } from '../authorizations/upkeep/withdrawal.service.ts';
import type { ComponentService } from '../connections/component/component.service.ts';
import type { WeChatComponent } from '../connections/component/wechat-component.service.ts';
import type { FollowerService } from '../followers/follower.service.ts';
import type { FollowerSettingsService } from '../followers/settings/follower-settings.service.ts';
import { callbackJobs, DELETE_OLD_RECEIPTS, TEND_INBOX } from './callback.jobs.ts';
import { CallbackService } from './callback.service.ts';
import { CallbackReceipt } from './callback-receipt.entity.ts';
import { INBOX_PERSONAL } from './inbox/inbox.rules.ts';
import { Inbox } from './inbox/inbox.service.ts';
import { InboxDrainService } from './inbox/inbox-drain.service.ts';
import { MessageService } from './message.service.ts';
import { ReleaseTestService } from './release-test.service.ts';

interface Lower {
  readonly work: UnitOfWork;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Logger;
  readonly componentKeys: ComponentKeys;
  readonly accountClient: AccountClient;
  readonly component: ComponentService;
  readonly wechatComponent: WeChatComponent;
  readonly confirmations: ConfirmationService;
  readonly withdrawals: WithdrawalService;
  readonly accounts: OfficialAccountService;
  readonly followers: FollowerService;
  readonly followerSettings: FollowerSettingsService;
  readonly activities: ActivityService;
}

/** What WeChat pushes: verified, stored and answered, then processed. */
export const callbacks = defineModule({
  name: 'callbacks',
  platformEntities: [CallbackReceipt],
  personalTables: [INBOX_PERSONAL],
  timetable: [
    { job: DELETE_OLD_RECEIPTS, match: '17 3 * * *' },
    { job: TEND_INBOX, match: '* * * * *' },
  ],
  compose({ work, keys, clock, log, componentKeys, component, ...lower }: Lower) {
    const callbacks = new CallbackService(
      componentKeys,
      component,
      lower.confirmations,
      lower.withdrawals,
      work,
      clock,
      log,
    );
    const releaseTest = new ReleaseTestService(
      componentKeys,
      lower.wechatComponent,
      lower.accountClient,
      work,
      keys,
      clock,
      log,
    );
    const { accounts, followers, followerSettings, activities } = lower;
    const drain = new InboxDrainService(
      componentKeys,
      { accounts, followers, followerSettings, activities },
      work,
      clock,
      log,
    );
    const messages = new MessageService(componentKeys, new Inbox(work, log), work, clock, log);
    return {
      services: { callbacks, messages },
      jobs: callbackJobs(callbacks, releaseTest, drain),
    };
  },
});
