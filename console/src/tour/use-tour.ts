import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient, useQuery } from 'urql';
import { useGathered, useLive } from '../api/live.ts';
import {
  TourActivityDocument,
  TourAuthorizationCompletedDocument,
  TourProgressDocument,
} from './generated/operations.ts';
import { askForAuthorization, createPersonalCode, startTour, TourRefusal } from './start-tour.ts';
import { linkOf, nextStep, type TourAccount, type TourStep } from './tour-steps.ts';

/** No event says that something was delivered, and who follows may be faster than the subscription begins. */
const POLL_MS = 1000;

export interface Tour {
  readonly account: TourAccount | null;
  readonly step: TourStep | null;
  /** Qiao does something that the person waits for. */
  readonly isBusy: boolean;
  readonly refusals: readonly string[];
  readonly error: CombinedError | undefined;
  readonly start: () => void;
  readonly renew: () => void;
  readonly restart: () => void;
}

/** Where the tour stands: read from Qiao after each push, and every second where no push comes. */
export function useTour(): Tour {
  const client = useClient();
  const [accountId, setAccountId] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [{ data, error }, reread] = useQuery({
    query: TourProgressDocument,
    variables: { accountId: accountId ?? '' },
    pause: accountId === null,
    requestPolicy: 'cache-and-network',
  });
  const known = data?.officialAccount;
  const account = known && known.id === accountId ? known : null;
  const step = nextStep(account);
  const read = useGathered(() => reread({ requestPolicy: 'network-only' }));
  const session = account?.authorizationSession;

  const attempt = useCallback(
    async (work: () => Promise<void>) => {
      setIsBusy(true);
      setFailure(null);
      await work().catch(setFailure);
      setIsBusy(false);
      read();
    },
    [read],
  );

  useLive(
    TourAuthorizationCompletedDocument,
    { sessionId: session?.id ?? '' },
    { onEvent: read, onBackAgain: read, pause: !session || step !== 'SCAN' },
  );
  useLive(
    TourActivityDocument,
    { accountId: accountId ?? '' },
    { onEvent: read, onBackAgain: read, pause: accountId === null || step === 'SCAN' },
  );
  useEffect(() => {
    if (step === null || step === 'ADD' || step === 'SCAN') return;
    const timer = setInterval(read, POLL_MS);
    return () => clearInterval(timer);
  }, [step, read]);

  // Once an account is authorized it can have a QR code that knows whom it is for.
  const coded = useRef<string | null>(null);
  const needsCode = step === 'FOLLOW' && account !== null && !linkOf(account);
  useEffect(() => {
    if (!needsCode || accountId === null || coded.current === accountId) return;
    coded.current = accountId;
    void attempt(() => createPersonalCode(client, accountId));
  }, [needsCode, accountId, client, attempt]);

  return {
    account,
    step,
    isBusy: isBusy || (accountId !== null && account === null && !error),
    refusals: failure instanceof TourRefusal ? failure.userErrors.map(({ message }) => message) : [],
    error: failure === null || failure instanceof TourRefusal ? error : (failure as CombinedError),
    start: () => void attempt(async () => setAccountId(await startTour(client))),
    renew: () => void attempt(() => askForAuthorization(client, accountId ?? '')),
    restart: () => {
      setFailure(null);
      setAccountId(null);
    },
  };
}
