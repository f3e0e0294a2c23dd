import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../language/language.tsx';
import { Page } from '../ui/page.tsx';
import { Section } from '../ui/section.tsx';
import { activityMessages } from './activity.messages.ts';
import { ActivityFeed } from './activity-feed.tsx';
import { DayChart } from './day-chart.tsx';
import { useAccountId } from './use-account-id.ts';
import { useRested } from './use-rested.ts';

const REST_MS = 10_000;

/** What followers do: by day, and one by one as it happens. */
export function ActivityPage() {
  const account = useAccountId();
  const words = useMessages(activityMessages);
  const [version, setVersion] = useState(0);
  const readDays = useRested(() => setVersion((before) => before + 1), REST_MS);
  return (
    <Page isPart title={words.title}>
      <Stack gap="lg">
        <DayChart account={account} version={version} />
        <Section title={words.feed} hint={words.hint}>
          <ActivityFeed account={account} onChange={readDays} />
        </Section>
      </Stack>
    </Page>
  );
}
