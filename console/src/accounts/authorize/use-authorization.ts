import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient, useMutation } from 'urql';
import { useLive } from '../../api/live.ts';
import { NO_REFUSALS, type Refusals, refusalsOf } from '../../api/refusals.ts';
import { useLanguage } from '../../language/language.tsx';
import {
  AuthorizationEndedDocument,
  AuthorizeDocument,
  CancelAuthorizationDocument,
  ProgressDocument,
  type SessionFragment,
} from '../generated/operations.ts';

/** The end of a session is pushed. How far it has come is asked for, because no event tells. */
const PROGRESS_MS = 2_500;

export interface Authorization {
  readonly session: SessionFragment | null;
  readonly busy: boolean;
  readonly error: CombinedError | undefined;
  readonly refusals: Refusals;
  /** @param impactToken agrees that another WeChat account may replace the connected one */
  readonly start: (impactToken?: string) => Promise<void>;
  readonly cancel: () => Promise<void>;
  /** Ends the session and begins another, with a new code. */
  readonly renew: (impactToken?: string) => Promise<void>;
}

/** One that was left, or that failed. Others have nothing more to say. */
const isOfInterest = (session: SessionFragment | null): boolean =>
  session?.status === 'PENDING' || session?.status === 'FAILED' || session?.status === 'EXPIRED';

/**
 * The authorization of an account: the session that was left, or the one that is begun here, live.
 *
 * @param left the account's latest session; one that has succeeded is not shown
 * @param onEnd called when a session has ended while this shows
 */
export function useAuthorization(
  accountId: string,
  left: SessionFragment | null,
  onEnd: (session: SessionFragment) => void,
): Authorization {
  const client = useClient();
  const { language } = useLanguage();
  const [session, setSession] = useState(() => (isOfInterest(left) ? left : null));
  const [refusals, setRefusals] = useState(NO_REFUSALS);
  const [authorizing, authorize] = useMutation(AuthorizeDocument);
  const [cancelling, end] = useMutation(CancelAuthorizationDocument);
  const id = session?.id ?? '';
  const isPending = session?.status === 'PENDING';

  // The end of a session that another replaces is of no interest.
  const isRenewing = useRef(false);
  const take = useCallback((next: SessionFragment | null | undefined) => {
    if (next && !isRenewing.current)
      setSession((current) => (current && current.id !== next.id ? current : next));
  }, []);
  const latest = useRef({ id, isPending });
  latest.current = { id, isPending };
  useEffect(() => {
    // Somebody else, or another page, began a newer one. The one that has just ended here may still be open in `left`.
    const shown = latest.current;
    if (left?.status === 'PENDING' && !shown.isPending && left.id !== shown.id) setSession(left);
  }, [left]);
  useLive(
    AuthorizationEndedDocument,
    { id },
    {
      pause: !isPending,
      onEvent: ({ authorizationCompleted }) => {
        take(authorizationCompleted);
        if (!isRenewing.current) onEnd(authorizationCompleted);
      },
    },
  );
  useEffect(() => {
    if (!isPending) return;
    const timer = setInterval(async () => {
      if (document.hidden) return;
      const { data } = await client.query(ProgressDocument, { id }, { requestPolicy: 'network-only' });
      // The end comes once, by the subscription.
      if (data?.authorizationSession?.status === 'PENDING') take(data.authorizationSession);
    }, PROGRESS_MS);
    return () => clearInterval(timer);
  }, [client, id, isPending, take]);

  const start = async (impactToken?: string): Promise<void> => {
    const { data } = await authorize({ input: { accountId, ...(impactToken && { impactToken }) } });
    if (!data) return;
    const { authorizationSession, userErrors } = data.authorizeAccount;
    setRefusals(refusalsOf(userErrors, [], language));
    if (authorizationSession) setSession(authorizationSession);
  };
  const cancel = async (): Promise<void> => {
    const { data } = await end({ input: { sessionId: id } });
    if (!data) return;
    setRefusals(refusalsOf(data.cancelAuthorization.userErrors, [], language));
    take(data.cancelAuthorization.authorizationSession);
  };
  const renew = async (impactToken?: string): Promise<void> => {
    isRenewing.current = true;
    if (isPending) await cancel();
    isRenewing.current = false;
    await start(impactToken);
  };
  const busy = authorizing.fetching || cancelling.fetching;
  return { session, busy, error: authorizing.error ?? cancelling.error, refusals, start, cancel, renew };
}
