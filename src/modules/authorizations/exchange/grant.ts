import type { Authorization } from '../../../integrations/wechat/component.types.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { Connectable, ConnectionService } from '../../accounts/connecting/connection.service.ts';
import { tokensOf } from '../../connections/component/wechat-component.service.ts';
import { enqueueFactsRefresh } from '../upkeep/facts-refresh.service.ts';
import type { WithdrawalService } from '../upkeep/withdrawal.service.ts';

/**
 * Saves what an authorization brought although it connects no account: if the WeChat account is connected here, it gets
 * the new tokens, since its old ones may be dead, and its facts are refreshed, since they may have changed.
 *
 * @param revive also if the account has lost its tokens
 */
export async function saveGrantWithoutConnecting(
  tx: Transaction,
  ctx: RequestContext,
  { connections, withdrawals }: { connections: ConnectionService; withdrawals: WithdrawalService },
  connectable: Connectable,
  { answer, authorizedAt, revive = false }: { answer: Authorization; authorizedAt: Date; revive?: boolean },
): Promise<void> {
  const tokens = tokensOf(answer);
  const { authorizer, withdrawnAt } = connectable;
  if (!tokens || !authorizer) return;
  const { appId } = answer;
  const permissionSets = answer.setsAreWhole === false ? null : answer.permissionSets;
  await connections.renew(tx, connectable, { tokens, permissionSets, authorizedAt }, revive);
  if (withdrawnAt) await withdrawals.applyNoted(tx, ctx, appId, { authorizedAt, withdrawnAt });
  await enqueueFactsRefresh(tx, appId);
}
