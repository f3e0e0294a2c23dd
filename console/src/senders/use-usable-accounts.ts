import { useEffect, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { UsableAccountsDocument, type UsableAccountsQuery } from './generated/operations.ts';

export type UsableAccount = UsableAccountsQuery['officialAccounts']['edges'][number]['node'];

interface UsableAccounts {
  /** Null until the first page is here. Grows until all pages are. */
  readonly accounts: readonly UsableAccount[] | null;
  readonly error: CombinedError | undefined;
  readonly again: () => void;
}

/** Every account that a sender of this person may send for, so that names can be searched without a round trip. */
export function useUsableAccounts(): UsableAccounts {
  const client = useClient();
  const [accounts, setAccounts] = useState<readonly UsableAccount[] | null>(null);
  const [error, setError] = useState<CombinedError>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isGone = false;
    const read = async () => {
      const read: UsableAccount[] = [];
      let after: string | null = null;
      do {
        const { data, error }: Awaited<ReturnType<typeof page>> = await page(after);
        if (isGone) return;
        if (!data) return setError(error);
        const { edges, pageInfo } = data.officialAccounts;
        read.push(...edges.map(({ node }) => node).filter(({ viewerCan }) => viewerCan.configureSenders));
        setAccounts([...read]);
        after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
      } while (after !== null);
    };
    const page = (after: string | null) =>
      client.query(UsableAccountsDocument, { after }, { requestPolicy: 'network-only' }).toPromise();
    setError(undefined);
    void read();
    return () => {
      isGone = true;
    };
  }, [client, attempt]);
  return { accounts, error, again: () => setAttempt((count) => count + 1) };
}
