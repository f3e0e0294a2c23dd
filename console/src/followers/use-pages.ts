import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';

/** A list of the API, as far as paging needs it. */
export interface Connection<Node> {
  readonly totalCount?: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: Node }[];
}

export interface Pages<Node> {
  /** Undefined until the first page is here. */
  readonly nodes: readonly Node[] | undefined;
  /** Undefined if the list does not ask for it. */
  readonly total: number | undefined;
  readonly hasMore: boolean;
  /** The next page is on its way. */
  readonly isLoadingMore: boolean;
  readonly error: CombinedError | undefined;
  more(): void;
  /** Reads what shows again, and keeps it on the screen meanwhile. */
  again(): Promise<void>;
}

interface State<Node> {
  readonly key: string;
  readonly nodes: readonly Node[];
  readonly total: number | undefined;
  readonly cursor: string | null;
}

interface Paging {
  readonly after?: string | null | undefined;
  readonly first: number;
}

const PAGE_SIZE = 20;
const MOST_AT_ONCE = 100;

/**
 * A list that grows page by page.
 *
 * @param variables those of the document without `after`, `first` and `isFirst`; other ones begin a new list
 */
export function usePages<Data, Variables extends AnyVariables & Paging, Node>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after' | 'first' | 'isFirst'>,
  connectionOf: (data: Data) => Connection<Node> | null | undefined,
): Pages<Node> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<State<Node> | null>(null);
  const [error, setError] = useState<CombinedError>();
  const [isLoadingMore, setLoadingMore] = useState(false);
  const latest = useRef({ key, variables, connectionOf, state });
  latest.current = { key, variables, connectionOf, state };

  const read = useCallback(
    async (shown: readonly Node[], after: string | null, first: number): Promise<void> => {
      const asked = latest.current;
      const all = { ...asked.variables, after, first, isFirst: after === null } as unknown as Variables;
      const result = await client.query(document, all, { requestPolicy: 'network-only' }).toPromise();
      if (latest.current.key !== asked.key) return;
      setError(result.error);
      const page = result.data && asked.connectionOf(result.data);
      if (!page) return;
      setState((before) => ({
        key: asked.key,
        nodes: [...shown, ...page.edges.map(({ node }) => node)],
        total: page.totalCount ?? (before?.key === asked.key ? before.total : undefined),
        cursor: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
      }));
    },
    [client, document],
  );
  const again = useCallback(() => {
    const count = latest.current.state?.nodes.length ?? 0;
    const whole = Math.ceil(Math.max(count, 1) / PAGE_SIZE) * PAGE_SIZE;
    return read([], null, Math.min(whole, MOST_AT_ONCE));
  }, [read]);
  useEffect(() => {
    void read([], null, PAGE_SIZE);
  }, [read, key]);

  const current = state?.key === key ? state : null;
  return {
    nodes: current?.nodes,
    total: current?.total,
    hasMore: current?.cursor != null,
    isLoadingMore,
    error,
    again,
    more() {
      if (!current?.cursor || isLoadingMore) return;
      setLoadingMore(true);
      void read(current.nodes, current.cursor, PAGE_SIZE).finally(() => setLoadingMore(false));
    },
  };
}
