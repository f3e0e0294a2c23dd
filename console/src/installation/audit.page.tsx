import { Box, Group, Select, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { usePages } from '../api/pages.ts';
import { useLanguage, useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { auditMessages } from './audit.messages.ts';
import { ACTION_GROUPS, type ActionGroup, actionWords } from './audit-actions.messages.ts';
import { AuditEntry } from './audit-entry.tsx';
import { AuditEntriesDocument } from './generated/operations.ts';
import { useSubjects } from './use-subjects.ts';

const HOUR_MS = 3_600_000;

/** Who changed what, and when. */
export function AuditPage() {
  const words = useMessages(auditMessages);
  const isAdministrator = useIsAdministrator();
  if (!isAdministrator) return <Page title={words.title}>{words.administratorsOnly}</Page>;
  return (
    <Page title={words.title}>
      <Text size="sm" c="dimmed">
        {words.intro}
      </Text>
      <Entries />
    </Page>
  );
}

function Entries() {
  const words = useMessages(auditMessages);
  const [action, setAction] = useState<string | null>(null);
  const [hours, setHours] = useState<string | null>(null);
  const filter = useMemo(
    () => ({
      actions: action === null ? null : action.split(' '),
      since: hours === null ? null : new Date(Date.now() - Number(hours) * HOUR_MS).toISOString(),
    }),
    [action, hours],
  );
  const pages = usePages(
    AuditEntriesDocument,
    (page) => ({ ...page, filter }),
    ({ auditEntries }) => auditEntries,
  );
  const entries = pages.nodes;
  const subjects = useSubjects((entries ?? []).map(({ subjectId }) => subjectId));
  return (
    <Stack>
      <Group align="flex-end">
        <ActionFilter value={action} onChange={setAction} />
        <TimeFilter value={hours} onChange={setHours} />
      </Group>
      {pages.error && <Failure error={pages.error} onRetry={pages.again} />}
      {!entries && !pages.error && <PageLoader />}
      {entries?.length === 0 && <Empty title={words.noneTitle}>{words.noneHint}</Empty>}
      {entries && entries.length > 0 && (
        <Box aria-busy={pages.isStale}>
          <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
            {entries.map((entry) => (
              <AuditEntry key={entry.id} entry={entry} subject={subjects.get(entry.subjectId)} />
            ))}
          </Stack>
        </Box>
      )}
      <ShowMore pages={pages} />
    </Stack>
  );
}

interface FilterProps {
  /** Null: everything. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** Actions that have the same words are one choice. */
function ActionFilter({ value, onChange }: FilterProps) {
  const words = useMessages(auditMessages);
  const { language } = useLanguage();
  const data = (Object.keys(ACTION_GROUPS) as ActionGroup[]).map((group) => {
    const byLabel = Map.groupBy(Object.keys(ACTION_GROUPS[group]), (action) => actionWords(action, language));
    return {
      group: words.groups[group],
      items: [...byLabel].map(([label, actions]) => ({ label, value: actions.join(' ') })),
    };
  });
  return (
    <Select
      label={words.action}
      placeholder={words.allActions}
      data={data}
      value={value}
      onChange={onChange}
      searchable
      clearable
      w={280}
      maw="100%"
    />
  );
}

function TimeFilter({ value, onChange }: FilterProps) {
  const words = useMessages(auditMessages);
  return (
    <Select
      label={words.time}
      placeholder={words.anyTime}
      data={[
        { value: '24', label: words.lastDay },
        { value: '168', label: words.lastWeek },
        { value: '720', label: words.lastMonth },
      ]}
      value={value}
      onChange={onChange}
      clearable
      w={200}
      maw="100%"
    />
  );
}
