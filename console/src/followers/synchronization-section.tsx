import { Button, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useLive } from '../api/live.ts';
import { useAction } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { IconRefresh } from '../ui/icons.tsx';
import { Outcome } from '../ui/outcome.tsx';
import { Section } from '../ui/section.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import {
  SynchronizationDocument,
  SynchronizationProgressDocument,
  type SynchronizationStateFragment,
  SynchronizeSubscriptionStatusDocument,
} from './generated/operations.ts';
import { synchronizationMessages } from './synchronization.messages.ts';
import { SynchronizationProgress } from './synchronization-progress.tsx';

/** Compares the followers with WeChat's list, and shows how far it is. */
export function SynchronizationSection({ account }: { readonly account: string }) {
  const words = useMessages(synchronizationMessages);
  const isAdministrator = useIsAdministrator();
  const [live, setLive] = useState<SynchronizationStateFragment | null>(null);
  const [{ data, error }, query] = useQuery({
    query: SynchronizationDocument,
    variables: { account },
    requestPolicy: 'cache-and-network',
  });
  const again = () => {
    setLive(null);
    query({ requestPolicy: 'network-only' });
  };
  useLive(
    SynchronizationProgressDocument,
    { account },
    { onEvent: ({ synchronizationProgress }) => setLive(synchronizationProgress), onBackAgain: again },
  );
  const start = useAction(
    SynchronizeSubscriptionStatusDocument,
    ({ synchronizeSubscriptionStatus }) => synchronizeSubscriptionStatus,
    [],
    words.refusals,
  );
  const latest = live ?? data?.officialAccount?.synchronization ?? null;
  const isOpen = latest?.status === 'RUNNING' || latest?.status === 'WAITING';
  return (
    <Section
      title={words.title}
      hint={words.hint}
      beside={
        isAdministrator && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            disabled={isOpen}
            loading={start.isRunning}
            onClick={async () => {
              const result = await start.run({ accountId: account });
              if (result?.synchronization) setLive(result.synchronization);
            }}
          >
            {words.start}
          </Button>
        )
      }
    >
      <Outcome action={start} />
      {error && <Failure error={error} onRetry={again} />}
      {!data && !error && <Skeleton h={90} aria-hidden />}
      {data && !latest && <Text size="sm">{words.never}</Text>}
      {latest && <SynchronizationProgress synchronization={latest} />}
    </Section>
  );
}
