import { Button, Collapse, Group, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { Section } from '../ui/section.tsx';
import { activityMessages } from './activity.messages.ts';
import { Bars, CHART_HEIGHT } from './day-bars.tsx';
import { Legend } from './day-legend.tsx';
import { DayTable } from './day-table.tsx';
import { FollowerStatisticsDocument } from './generated/operations.ts';

const PERIODS = [7, 30, 90] as const;

interface Props {
  readonly account: string;
  /** Another number: the days are read again. */
  readonly version: number;
}

/** Follows, unfollows and bindings by day, as a picture and as a table. */
export function DayChart({ account, version }: Props) {
  const words = useMessages(activityMessages).chart;
  const formats = useFormats();
  const [days, setDays] = useState<number>(30);
  const [isOpen, { toggle }] = useDisclosure();
  const [{ data, error }, again] = useQuery({
    query: FollowerStatisticsDocument,
    variables: { account, days },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (version > 0) again({ requestPolicy: 'network-only' });
  }, [version, again]);
  const found = data?.officialAccount?.followerStatistics;
  return (
    <Section
      title={words.title}
      hint={words.hint}
      beside={
        <SegmentedControl
          aria-label={words.days}
          size="xs"
          value={String(days)}
          onChange={(value) => setDays(Number(value))}
          data={PERIODS.map((count) => ({
            value: String(count),
            label: words.ofDays(formats.number(count)),
          }))}
        />
      }
    >
      {error && <Failure error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {!found && !error && <Skeleton h={CHART_HEIGHT} aria-hidden />}
      {found && (
        <Stack gap="xs">
          <Bars days={found} />
          <Group justify="space-between" gap="sm">
            <Legend />
            <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={isOpen}>
              {isOpen ? words.hide : words.show}
            </Button>
          </Group>
          <Collapse expanded={isOpen}>
            <DayTable days={found} />
          </Collapse>
        </Stack>
      )}
    </Section>
  );
}
