import { Alert, Button, Group, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from 'urql';
import { useAction } from '../api/use-action.ts';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Confirmation } from '../ui/confirmation.tsx';
import { Failure } from '../ui/failure.tsx';
import { Outcome } from '../ui/outcome.tsx';
import { Section } from '../ui/section.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { adoptionMessages } from './adoption.messages.ts';
import { AdoptionCounts, hasCounted } from './adoption-counts.tsx';
import {
  AdoptExistingContactsDocument,
  type AdoptionFragment,
  ContactAdoptionDocument,
} from './generated/operations.ts';
import { useRepeat } from './use-repeat.ts';

const WAIT_MS = 2000;

/** Binds contacts that have IDs of followers already: counted first, then bound. */
export function AdoptionSection({ account }: { readonly account: string }) {
  const words = useMessages(adoptionMessages);
  const formats = useFormats();
  const isAdministrator = useIsAdministrator();
  const [isAsking, asking] = useDisclosure();
  const [{ data, error }, query] = useQuery({
    query: ContactAdoptionDocument,
    variables: { account },
    requestPolicy: 'cache-and-network',
  });
  const again = () => query({ requestPolicy: 'network-only' });
  const adopt = useAction(
    AdoptExistingContactsDocument,
    ({ adoptExistingContacts }) => adoptExistingContacts,
    [],
    words.refusals,
  );
  const latest = data?.officialAccount?.contactAdoption ?? null;
  const isRunning = latest?.status === 'RUNNING';
  useRepeat(again, WAIT_MS, isRunning);
  const start = async (dryRun: boolean) => {
    if (!(await adopt.run({ accountId: account, dryRun }))) return;
    asking.close();
    again();
  };
  const isCounted = latest?.status === 'COMPLETED' && latest.dryRun;
  if (!isAdministrator && !latest) return null;
  const canBind = isCounted && latest.matched + latest.duplicate > 0;
  return (
    <Section title={words.title} hint={words.hint}>
      {isAdministrator && (
        <Group gap="sm">
          <Button
            variant="default"
            onClick={() => start(true)}
            disabled={isRunning}
            loading={adopt.isRunning && !isAsking}
          >
            {words.count}
          </Button>
          <Button variant="default" onClick={asking.open} disabled={!canBind}>
            {words.bind}
          </Button>
          {!isCounted && !isRunning && <Text size="sm">{words.countFirst}</Text>}
        </Group>
      )}
      {!isAsking && <Outcome action={adopt} />}
      {error && <Failure error={error} onRetry={again} />}
      {!data && !error && <Skeleton h={80} aria-hidden />}
      {latest && <Latest adoption={latest} />}
      <Confirmation
        opened={isAsking}
        title={words.bindTitle}
        confirm={words.bind}
        action={adopt}
        onClose={asking.close}
        onConfirm={() => start(false)}
      >
        {words.bindHint(latest?.matched ?? 0, formats.number(latest?.matched ?? 0))}
      </Confirmation>
    </Section>
  );
}

function Latest({ adoption }: { readonly adoption: AdoptionFragment }) {
  const words = useMessages(adoptionMessages);
  const formats = useFormats();
  const { status, dryRun, failure, endedAt } = adoption;
  return (
    <>
      <Text size="sm" role="status">
        {status === 'RUNNING' && (dryRun ? words.counting : words.binding)}
        {status === 'COMPLETED' && (dryRun ? words.countedAt : words.boundAt)}
        {status === 'FAILED' && words.failedAt}
        {endedAt && ` · ${formats.time(endedAt)}`}
      </Text>
      {failure && (
        <Alert color="red" variant="light">
          {words.failures[failure]} {!dryRun && words.partlyBound}
        </Alert>
      )}
      {(status !== 'FAILED' || hasCounted(adoption)) && <AdoptionCounts adoption={adoption} />}
    </>
  );
}
