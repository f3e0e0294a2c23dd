import { useEffect, useRef } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { onBack } from './connection.ts';

/** Events that arrive together cause one reading. */
const TOGETHER_MS = 100;

/**
 * Subscribes while the component shows.
 *
 * @param pause nothing is subscribed to
 * @param onEvent called for each event
 * @param onBackAgain called when the connection was lost and is back, because events may be missing
 */
export function useLive<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  {
    onEvent,
    onBackAgain,
    pause = false,
  }: {
    readonly onEvent: (data: Data) => void;
    readonly onBackAgain?: () => void;
    readonly pause?: boolean;
  },
): void {
  const client = useClient();
  const handlers = useRef({ onEvent, onBackAgain });
  handlers.current = { onEvent, onBackAgain };
  const key = JSON.stringify(variables);
  useEffect(() => {
    if (pause) return;
    const { unsubscribe } = client.subscription(document, variables).subscribe(({ data }) => {
      if (data) handlers.current.onEvent(data);
    });
    const forget = onBack(() => handlers.current.onBackAgain?.());
    return () => {
      unsubscribe();
      forget();
    };
  }, [client, document, key, pause]);
}

/** Calls `read` a moment after the last of several calls. */
export function useGathered(read: () => void): () => void {
  const latest = useRef(read);
  latest.current = read;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useRef(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), TOGETHER_MS);
  }).current;
}
