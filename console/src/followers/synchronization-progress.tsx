import { Alert, Group, Progress, Stack, Text } from '@mantine/core';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Time } from '../ui/time.tsx';
import type { SynchronizationReason, SynchronizationStateFragment } from './generated/operations.ts';
import { synchronizationMessages } from './synchronization.messages.ts';
import { TimeLeft } from './time-left.tsx';

const COUNTS = ['added', 'confirmed', 'updated', 'leftSilently', 'unclear'] as const;
const COLORS = { RUNNING: 'teal', WAITING: 'yellow', COMPLETED: 'teal', FAILED: 'red' } as const;

interface Props {
  readonly synchronization: SynchronizationStateFragment;
}

export function SynchronizationProgress({ synchronization }: Props) {
  const words = useMessages(synchronizationMessages);
  const formats = useFormats();
  const { status, done, total, perSecond, secondsLeft, reason, resumesAt, startedAt, endedAt } =
    synchronization;
  const share = status === 'COMPLETED' ? 1 : total ? Math.min(1, done / total) : 0;
  const isRunning = status === 'RUNNING';
  const failures: Partial<Record<SynchronizationReason, string>> = words.failures;
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs" className="tabular">
        <Text size="sm">
          <b role="status">{words.status[status]}</b>
          {' · '}
          {total === null
            ? words.doneUnknown(formats.number(done))
            : words.done(formats.number(done), formats.number(total))}
        </Text>
        <Text size="sm" mih={22}>
          {isRunning && perSecond !== null && words.perSecond(formats.number(Math.round(perSecond)))}
          {isRunning && secondsLeft !== null && (
            <>
              {' · '}
              <TimeLeft key={done} seconds={secondsLeft} />
            </>
          )}
          {!isRunning && !endedAt && resumesAt && (
            <>
              {words.goesOn} <Time at={resumesAt} relative />
            </>
          )}
          {endedAt && (
            <>
              {words.endedAt} <Time at={endedAt} />
            </>
          )}
        </Text>
      </Group>
      <Progress.Root size="lg">
        <Progress.Section
          value={share * 100}
          color={COLORS[status]}
          animated={isRunning}
          aria-label={words.progress}
          aria-valuetext={formats.percent(share)}
        />
      </Progress.Root>
      {reason && (
        <Alert color={status === 'FAILED' ? 'red' : 'yellow'} variant="light">
          {(status === 'FAILED' && failures[reason]) || words.reasons[reason]}
        </Alert>
      )}
      <Group gap="2px lg" className="tabular">
        {COUNTS.map((name) => (
          <Text size="sm" key={name}>
            {words.counts[name](formats.number(synchronization.counts[name]))}
          </Text>
        ))}
        <Text size="sm" c="dimmed">
          {words.startedAt} <Time at={startedAt} />
        </Text>
      </Group>
    </Stack>
  );
}
