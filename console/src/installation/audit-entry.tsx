import { Group, Paper, Stack, Text } from '@mantine/core';
import { useLanguage, useMessages } from '../language/language.tsx';
import { Time } from '../ui/time.tsx';
import { auditMessages } from './audit.messages.ts';
import { actionWords } from './audit-actions.messages.ts';
import { AuditChanges } from './audit-changes.tsx';
import { causeWords } from './audit-words.messages.ts';
import type { AuditEntriesQuery } from './generated/operations.ts';

export type Entry = AuditEntriesQuery['auditEntries']['edges'][number]['node'];

interface Props {
  readonly entry: Entry;
  /** Name of what was changed, where it has one. */
  readonly subject: string | undefined;
}

/** One change: what, of what, by whom, when. */
export function AuditEntry({ entry, subject }: Props) {
  const words = useMessages(auditMessages);
  const { language } = useLanguage();
  const actor = useActor(entry.actor);
  return (
    <Paper component="li" withBorder p="sm">
      <Stack gap={4}>
        <Group justify="space-between" gap="xs" align="flex-start">
          <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Text fw={600}>{actionWords(entry.action, language)}</Text>
            {subject && <Text size="sm">{subject}</Text>}
          </div>
          <Text size="sm" c="dimmed">
            {actor} · <Time at={entry.at} />
          </Text>
        </Group>
        <AuditChanges entry={entry} />
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {words.request} {entry.requestId}
        </Text>
      </Stack>
    </Paper>
  );
}

function useActor({ kind, id, apiKey }: Entry['actor']): string {
  const words = useMessages(auditMessages);
  const { language } = useLanguage();
  if (kind === 'USER') return words.user(id);
  if (kind === 'SYSTEM') return words.system(causeWords(id, language));
  return apiKey ? words.program(apiKey.name) : words.programGone;
}
