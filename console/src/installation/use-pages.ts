import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';

interface Part<Node> {
  readonly nodes: readonly Node[];
  /** Where the next part begins; null at the end of the list. */
  readonly next: string | null;
}

interface Pages<Node> {
  /** Null until the first page is here. */
  readonly nodes: readonly Node[] | null;
  readonly error: CombinedError | undefined;
  readonly fetching: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
  /** Reads the first page again. */
  readonly again: () => void;
}

/**
 * A list that grows by "Show more". Old rows stay on the screen while others are read.
 *
 * @param at the variables of the page at a cursor; null: of the first page
 */
export function usePages<Data, Variables extends AnyVariables, Node>(
  document: TypedDocumentNode<Data, Variables>,
  at: (cursor: string | null) => Variables,
  partOf: (data: Data) => Part<Node>,
): Pages<Node> {
  const client = useClient();
  const [nodes, setNodes] = useState<readonly Node[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<CombinedError>();
  const [fetching, setFetching] = useState(true);
  const how = useRef({ at, partOf });
  how.current = { at, partOf };
  /** What is read now; an answer to an earlier question is dropped. */
  const reading = useRef(0);
  const read = useCallback(
    async (cursor: string | null) => {
      reading.current += 1;
      const own = reading.current;
      setFetching(true);
      setError(undefined);
      const result = await client
        .query(document, how.current.at(cursor), { requestPolicy: 'network-only' })
        .toPromise();
      if (own !== reading.current) return;
      setFetching(false);
      if (!result.data) return setError(result.error);
      const part = how.current.partOf(result.data);
      setNodes((before) => (cursor === null ? part.nodes : [...(before ?? []), ...part.nodes]));
      setNext(part.next);
    },
    [client, document],
  );
  const key = JSON.stringify(at(null));
  useEffect(() => {
    void read(null);
    return () => {
      reading.current += 1;
    };
  }, [read, key]);
  return {
    nodes,
    error,
    fetching,
    hasMore: next !== null,
    more: () => void read(next),
    again: () => void read(null),
  };
}
