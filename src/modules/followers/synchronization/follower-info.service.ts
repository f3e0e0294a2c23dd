import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { UsersClient } from '../../../integrations/wechat/users.client.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import type { AuthorizerTokenService } from '../../authorizations/tokens/authorizer-token.service.ts';
import { followerChanged } from '../follower.events.ts';
import { subscribeSceneOf } from '../follower.rules.ts';
import { enqueueInfos, followersToAsk, saveInfos } from './follower-info.repository.ts';
import { pauseAfter } from './pause.ts';

/** WeChat tells of so many users in one call. */
const ASKED_AT_ONCE = 100;

/** Asks WeChat for what its pushes do not tell of followers: the UnionID, and how those came whom a list told of. */
export class FollowerInfoService {
  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly tokens: AuthorizerTokenService,
    private readonly users: UsersClient,
    private readonly work: UnitOfWork,
    private readonly log: Logger,
  ) {}

  /** One call. Whatever WeChat answers, nobody is erased: that they do not follow is told by a push, or by a synchronization. */
  async readSome(ctx: RequestContext, accountId: string): Promise<void> {
    const [account] = await this.accounts.byIds(ctx, [accountId], ['DETAILS']);
    const asked = await followersToAsk(this.work.rows(ctx), ctx, accountId, ASKED_AT_ONCE);
    if (!account?.appId || account.status === 'REMOVED' || asked.length === 0) return;
    const openIds = asked.map(({ openId }) => openId);
    try {
      const infos = await this.tokens.call(account.appId, (token) => this.users.infos(token, openIds));
      const told = asked.flatMap(({ id }, place) => {
        const { unionId, subscribedAt, scene, sceneKey } = infos[place] ?? NOTHING;
        return { id, unionId, subscribedAt, subscribeScene: subscribeSceneOf(scene), sceneKey };
      });
      await this.work.write(ctx, 'readFollowers', async (tx) => {
        for (const followerId of await saveInfos(tx.em, ctx, told))
          tx.emit(followerChanged.create(ctx.installationId, { accountId, followerId }));
        if (asked.length === ASKED_AT_ONCE) await enqueueInfos(tx, accountId);
      });
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      const { errcode, rid } = error;
      this.log.warn({ accountId, errcode, rid }, 'WeChat tells nothing of followers');
      await this.work.write(ctx, 'readFollowers', async (tx) => {
        const { resumesAt } = pauseAfter(error, tx.now());
        if (resumesAt) await enqueueInfos(tx, accountId, resumesAt);
      });
    }
  }
}

const NOTHING = { unionId: null, subscribedAt: null, scene: null, sceneKey: null };
