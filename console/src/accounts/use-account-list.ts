import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { useGathered, useLive } from '../api/live.ts';
import {
  type AccountInListFragment,
  AccountListDocument,
  type AccountStatus,
  AccountsChangedDocument,
} from './generated/operations.ts';

/** The largest page of the API, so that most installations are shown at once. */
const PAGE = 100;

interface Shown {
  readonly accounts: readonly AccountInListFragment[];
  readonly total: number;
  /** Where the next page begins; null: everything is shown. */
  readonly next: string | null;
}

export interface AccountList {
  /** Undefined until the first answer. */
  readonly shown: Shown | undefined;
  readonly error: CombinedError | undefined;
  readonly loading: boolean;
  readonly more: () => void;
  readonly reload: () => void;
}

const replaceBy = (account: AccountInListFragment) => (one: AccountInListFragment) =>
  one.id === account.id ? account : one;

/** The accounts of a search, live. While another search is under way, the last result stays. */
export function useAccountList(search: string, status: AccountStatus | null): AccountList {
  const client = useClient();
  const [shown, setShown] = useState<Shown>();
  const [error, setError] = useState<CombinedError>();
  const [loading, setLoading] = useState(true);
  const pages = useRef(1);
  const latest = useRef(0);

  const read = useCallback(async () => {
    latest.current += 1;
    const turn = latest.current;
    const filter = { ...(search && { search }), ...(status && { statuses: [status] }) };
    setLoading(true);
    let result: Shown = { accounts: [], total: 0, next: null };
    for (let page = 0; page < pages.current; page += 1) {
      const variables = { first: PAGE, after: result.next, filter };
      const answer = await client.query(AccountListDocument, variables, { requestPolicy: 'network-only' });
      if (turn !== latest.current) return;
      setError(answer.error);
      if (!answer.data) return setLoading(false);
      const { edges, pageInfo, totalCount } = answer.data.officialAccounts;
      result = {
        accounts: [...result.accounts, ...edges.map(({ node }) => node)],
        total: totalCount,
        next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
      };
      if (result.next === null) break;
    }
    setShown(result);
    setLoading(false);
  }, [client, search, status]);

  useEffect(() => {
    pages.current = 1;
    void read();
  }, [read]);
  const reload = useGathered(() => void read());
  // An event brings the account as it is now. Where that does not say what the list becomes, the list is read again.
  const isFiltered = search !== '' || status !== null;
  useLive(
    AccountsChangedDocument,
    {},
    {
      onEvent({ officialAccountChanged: { kind, account } }) {
        if (kind !== 'CHANGED' || !account || isFiltered) return reload();
        setShown((current) => current && { ...current, accounts: current.accounts.map(replaceBy(account)) });
      },
      onBackAgain: reload,
    },
  );
  const more = () => {
    pages.current += 1;
    void read();
  };
  return { shown, error, loading, more, reload };
}
