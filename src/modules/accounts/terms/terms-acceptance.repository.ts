import type { RequestContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { actorOf } from '../../audit/audit.service.ts';
import type { OfficialAccount } from '../account/official-account.entity.ts';
import { TermsAcceptance } from './terms-acceptance.entity.ts';

/** Adds the proof that the caller accepted this version for the account. */
export function recordAcceptance(
  tx: Transaction,
  { caller }: RequestContext,
  account: OfficialAccount,
  version: string,
): void {
  const { actorKind, actor } = actorOf(caller);
  const { installationId, id: accountId } = account;
  tx.em.create(
    TermsAcceptance,
    {
      ...{ installationId, id: newId(), accountId, account, version },
      ...{ accepterKind: actorKind, acceptedBy: actor, acceptedAt: tx.now() },
    },
    { persist: true },
  );
}
