import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { useLanguage, useMessages } from '../language/language.tsx';
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus } from '../ui/icons.tsx';
import { Time } from '../ui/time.tsx';
import type { MessageSenderStatus, SenderStateFragment } from './generated/operations.ts';
import { CAUSE_WORDS, STATUS_WORDS, senderMessages } from './senders.messages.ts';

const LOOK = {
  CONFIGURED: { color: 'teal', Icon: IconCircleCheck },
  NEEDS_CONFIGURATION: { color: 'orange', Icon: IconAlertTriangle },
  DELETED: { color: 'gray', Icon: IconCircleMinus },
} as const;

/** What the step sends for at the moment, and why it does not work if it does not. */
export function SenderState({ sender }: { readonly sender: SenderStateFragment }) {
  const words = useMessages(senderMessages);
  const { language } = useLanguage();
  const { status, cause, account, campaignName, configuredAt, configuredBy } = sender;
  const { color, Icon } = LOOK[status];
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {campaignName ? words.inCampaign(campaignName) : words.notSaved}
          </Text>
          <Badge tt="none" color={color} variant="light" leftSection={<Icon size={14} aria-hidden />}>
            {STATUS_WORDS[language][status]}
          </Badge>
        </Group>
        {account ? (
          <div>
            <Text size="sm" c="dimmed">
              {status === 'CONFIGURED' ? words.sendsFor : words.sentFor}
            </Text>
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {account.displayName}
            </Text>
          </div>
        ) : (
          <NoAccount status={status} />
        )}
        {cause && <Text>{CAUSE_WORDS[language][cause]}</Text>}
        {configuredAt && (
          <Text size="sm" c="dimmed">
            {configuredBy ? words.configuredBy(configuredBy.name) : words.configured}
            <Time at={configuredAt} />
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

/** A step that is configured has an account: if the API shows none, the person may not use it. */
function NoAccount({ status }: { readonly status: MessageSenderStatus }) {
  const words = useMessages(senderMessages);
  if (status !== 'CONFIGURED') return <Text>{words.noAccount}</Text>;
  return (
    <div>
      <Text fw={600}>{words.hiddenAccount}</Text>
      <Text size="sm">{words.hiddenAccountHint}</Text>
    </div>
  );
}
