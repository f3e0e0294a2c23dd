import type { Authorization } from '../../../integrations/wechat/component.types.ts';
import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { Authorizer } from '../../connections/authorizer/authorizer.entity.ts';
import type { WeChatComponent } from '../../connections/component/wechat-component.service.ts';
import { findLink, isClaimedByAnother } from '../session/authorization.repository.ts';
import { eventDeadline, matchesLostExchange } from './exchange.rules.ts';

/** A session whose code we exchanged without receiving WeChat's answer. */
export interface LostExchange {
  readonly sessionId: string;
  readonly accountId: string;
  readonly openedAt: Date;
  readonly confirmedAt: Date;
}

/**
 * Recovers the answer of an exchange that was lost: finds out which account authorized us, and asks WeChat for its tokens.
 * Null: nothing can be recovered, and the administrator must scan again.
 *
 * @throws {WeChatError} RETRY while WeChat's event may still come and name the account
 */
export async function recoverAnswer(
  wechat: WeChatComponent,
  work: UnitOfWork,
  clock: Clock,
  lost: LostExchange,
): Promise<Authorization | null> {
  const link = await work.statement((em) => findLink(em, { sessionId: lost.sessionId }));
  if (link?.authorizerAppId) return wechat.rebuildAuthorization(link.authorizerAppId);
  if (clock.now() < eventDeadline(lost.confirmedAt)) throw new WeChatError('component/api_query_auth', -1);
  const appId = await findInList(wechat, work, lost);
  return appId ? wechat.rebuildAuthorization(appId) : null;
}

/**
 * The account of WeChat's list that was authorized between the opening of the session and the arrival of its code: the one
 * that this official account is connected to; otherwise the only one that nobody owns and no other session's event named.
 * If there are several, or the list is not complete, none is taken: an account must not be connected to a stranger's WeChat
 * account.
 */
async function findInList(
  wechat: WeChatComponent,
  work: UnitOfWork,
  lost: LostExchange,
): Promise<string | null> {
  const own = await work.statement((em) => em.findOne(Authorizer, { accountId: lost.accountId }));
  const candidates: string[] = [];
  const list = wechat.authorizers();
  for await (const { appId, authorizedAt, refreshToken } of list) {
    if (!matchesLostExchange(authorizedAt, lost) || !refreshToken) continue;
    if (appId === own?.appId) return appId;
    if (await isFree(work, appId, lost.sessionId)) candidates.push(appId);
  }
  return list.isComplete && candidates.length === 1 ? (candidates[0] ?? null) : null;
}

function isFree(work: UnitOfWork, appId: string, sessionId: string): Promise<boolean> {
  return work.platform(async (em) => {
    if ((await em.count(Authorizer, { appId })) > 0) return false;
    return !(await isClaimedByAnother(em, appId, sessionId));
  });
}
