import { type CombinedError, useQuery } from 'urql';
import { useGathered, useLive } from '../api/live.ts';
import type { Account } from './account-context.tsx';
import { AccountChangedDocument, AccountDocument } from './generated/operations.ts';

interface LiveAccount {
  /** Null: it does not exist, or the person may not see it. Undefined: not known yet. */
  readonly account: Account | null | undefined;
  readonly error: CombinedError | undefined;
  readonly reload: () => void;
}

/** One account, read again whenever it changes. */
export function useLiveAccount(id: string): LiveAccount {
  const [{ data, error, stale }, read] = useQuery({
    query: AccountDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const reload = useGathered(() => read({ requestPolicy: 'network-only' }));
  useLive(AccountChangedDocument, { accountId: id }, { onEvent: reload, onBackAgain: reload });
  const found = data?.officialAccount;
  // While another account is on its way, the data is still that of the one before.
  const isOther = found ? found.id !== id : found === null && stale;
  return { account: isOther ? undefined : found, error, reload };
}
