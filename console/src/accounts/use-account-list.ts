import { useGathered, useLive } from '../api/live.ts';
import { type Pages, usePages } from '../api/pages.ts';
import {
  type AccountInListFragment,
  AccountListDocument,
  type AccountStatus,
  AccountsChangedDocument,
} from './generated/operations.ts';

/** The largest page of the API, so that most installations are shown at once. */
const PAGE = 100;

/** The accounts of a search, live. While another search is under way, the last result stays. */
export function useAccountList(search: string, status: AccountStatus | null): Pages<AccountInListFragment> {
  const filter = { ...(search && { search }), ...(status && { statuses: [status] }) };
  const pages = usePages(
    AccountListDocument,
    (page) => ({ ...page, filter }),
    ({ officialAccounts }) => officialAccounts,
    PAGE,
  );
  const reload = useGathered(() => void pages.again());
  // An event brings the account as it is now. Where that does not say what the list becomes, the list is read again.
  const isFiltered = search !== '' || status !== null;
  useLive(
    AccountsChangedDocument,
    {},
    {
      onEvent({ officialAccountChanged: { kind, account } }) {
        if (kind !== 'CHANGED' || !account || isFiltered) return reload();
        pages.replace(account);
      },
      onBackAgain: reload,
    },
  );
  return pages;
}
