import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';
import {
  type Connection,
  gather,
  type Identified,
  type List,
  type Paging,
  type Reading,
} from './page-reading.ts';

export interface Pages<Node extends Identified> {
  /** Undefined until the first page is here. The rows of an earlier question stay until those of the new one are here. */
  readonly nodes: readonly Node[] | undefined;
  /** Undefined if the list does not ask for it. */
  readonly total: number | undefined;
  readonly hasMore: boolean;
  /** The next page is on its way. */
  readonly isLoadingMore: boolean;
  /** The rows are those of an earlier question. */
  readonly isStale: boolean;
  readonly error: CombinedError | undefined;
  more(): void;
  /** Reads all that shows again, and keeps it on the screen meanwhile. */
  again(): Promise<void>;
  /** Shows a row as it is now, if it is in the list. */
  replace(node: Node): void;
}

const PAGE_SIZE = 20;

/**
 * A list that grows page by page.
 *
 * @param at the variables that ask for a part of the list; other ones begin a new list
 */
export function usePages<Data, Variables extends AnyVariables, Node extends Identified>(
  document: TypedDocumentNode<Data, Variables>,
  at: (paging: Paging) => Variables,
  connectionOf: (data: Data) => Connection<Node> | null | undefined,
  pageSize = PAGE_SIZE,
): Pages<Node> {
  const client = useClient();
  const key = JSON.stringify(at({ after: null, first: pageSize }));
  const [list, setList] = useState<List<Node>>();
  const [error, setError] = useState<CombinedError>();
  const [isLoadingMore, setLoadingMore] = useState(false);
  const current = list?.key === key ? list : undefined;
  const latest = useRef({ key, at, connectionOf, current });
  latest.current = { key, at, connectionOf, current };
  const reading = useRef<Reading>(undefined);

  const read = useCallback(
    async (own: Reading): Promise<void> => {
      reading.current = own;
      const asked = latest.current;
      const ask = async (paging: Paging): Promise<Connection<Node> | null | undefined> => {
        const how = { requestPolicy: 'network-only' } as const;
        const { data, error: failure } = await client.query(document, asked.at(paging), how).toPromise();
        if (reading.current !== own) return null;
        setError(failure);
        return data && asked.connectionOf(data);
      };
      const found = await gather(ask, own, asked.current, asked.key, pageSize);
      if (reading.current !== own) return;
      reading.current = undefined;
      setLoadingMore(false);
      if (found) setList(found);
      if (own.isOutdated) await read({ goal: Math.max(own.goal, found?.nodes.length ?? 0), isWhole: true });
    },
    [client, document, pageSize],
  );
  useEffect(() => {
    setError(undefined);
    void read({ goal: pageSize, isWhole: true });
    return () => {
      reading.current = undefined;
      setLoadingMore(false);
    };
  }, [read, key, pageSize]);
  const again = useCallback(async () => {
    // A reading that takes long is not begun again and again, or it would never end.
    if (reading.current?.isWhole) {
      reading.current.isOutdated = true;
      return;
    }
    const shown = latest.current.current?.nodes.length ?? 0;
    await read({ goal: Math.max(reading.current?.goal ?? 0, shown, pageSize), isWhole: true });
  }, [read, pageSize]);

  const shown = current ?? (error ? undefined : list);
  return {
    nodes: shown?.nodes,
    total: shown?.total,
    hasMore: shown?.cursor != null,
    isLoadingMore,
    isStale: shown !== current,
    error,
    again,
    more() {
      if (!current?.cursor || isLoadingMore) return;
      setLoadingMore(true);
      void read({ goal: current.nodes.length + pageSize, isWhole: reading.current?.isWhole ?? false });
    },
    replace: (node) =>
      setList(
        (before) =>
          before && { ...before, nodes: before.nodes.map((one) => (one.id === node.id ? node : one)) },
      ),
  };
}
