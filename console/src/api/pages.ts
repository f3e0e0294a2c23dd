import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';

interface Identified {
  readonly id: string;
}

/** A list of the API, as far as paging needs it. */
export interface Connection<Node extends Identified> {
  readonly totalCount?: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: Node }[];
}

/** What to ask for; without a cursor, the start of the list. */
export interface Paging {
  readonly after: string | null;
  readonly first: number;
}

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

interface List<Node> {
  readonly key: string;
  readonly nodes: readonly Node[];
  readonly total: number | undefined;
  /** Where the next page begins; null at the end of the list. */
  readonly cursor: string | null;
}

/** A reading under way. One that begins later takes its place, and reads what it would have read. */
interface Reading {
  /** How many rows are to show. */
  readonly goal: number;
  /** From the start of the list. */
  readonly isWhole: boolean;
}

const PAGE_SIZE = 20;
/** The largest page of the API. */
const MOST_AT_ONCE = 100;

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
  const again = useCallback(() => {
    const shown = latest.current.current?.nodes.length ?? 0;
    return read({ goal: Math.max(reading.current?.goal ?? 0, shown, pageSize), isWhole: true });
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

/** Rows that are new push none out that showed. Undefined if a part cannot be read. */
async function gather<Node extends Identified>(
  ask: (paging: Paging) => Promise<Connection<Node> | null | undefined>,
  { goal, isWhole }: Reading,
  before: List<Node> | undefined,
  key: string,
  pageSize: number,
): Promise<List<Node> | undefined> {
  const known = new Set(before?.nodes.map(({ id }) => id));
  let found = isWhole || !before ? { key, nodes: [], total: before?.total, cursor: null } : before;
  let wanted = goal;
  do {
    const first = Math.min(wanted - found.nodes.length, MOST_AT_ONCE);
    const page = await ask({ after: found.cursor, first });
    if (!page) return undefined;
    const { hasNextPage, endCursor } = page.pageInfo;
    found = {
      key,
      nodes: [...found.nodes, ...page.edges.map(({ node }) => node)],
      total: page.totalCount ?? found.total,
      cursor: hasNextPage ? endCursor : null,
    };
    if (isWhole && before) {
      const fresh = found.nodes.filter(({ id }) => !known.has(id)).length;
      wanted = Math.max(goal, before.nodes.length + Math.min(fresh, pageSize));
    }
  } while (found.cursor !== null && found.nodes.length < wanted);
  return found;
}
