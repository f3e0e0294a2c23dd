import { ActionIcon, Anchor, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../language/language.tsx';
import { IconCheck, IconCopy } from '../ui/icons.tsx';
import { uiMessages } from '../ui/ui.messages.ts';
import { useAccountId } from './use-account-id.ts';
import { followerWords } from './words.messages.ts';

/** Enough to tell followers apart at a glance. */
export const shortened = (openId: string): string =>
  openId.length > 14 ? `${openId.slice(0, 6)}…${openId.slice(-6)}` : openId;

export function CopyIcon({ value, label }: { readonly value: string; readonly label: string }) {
  const words = useMessages(uiMessages);
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? words.copied : label}>
          <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={copied ? words.copied : label}>
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** A follower in a list: the shortened OpenID, which leads to their page. */
export function FollowerLink({ id, openId }: { readonly id: string; readonly openId: string }) {
  const accountId = useAccountId();
  const words = useMessages(followerWords);
  return (
    <Group gap={4} wrap="nowrap">
      <Anchor
        component={Link}
        to="/accounts/$accountId/followers/$followerId"
        params={{ accountId, followerId: id } as never}
        ff="monospace"
        size="sm"
        title={openId}
        style={{ whiteSpace: 'nowrap' }}
      >
        {shortened(openId)}
      </Anchor>
      <CopyIcon value={openId} label={words.copyOpenId} />
    </Group>
  );
}

/** Somebody of whom nothing is left. */
export function Nobody() {
  const words = useMessages(followerWords);
  return (
    <Text size="sm" c="dimmed">
      {words.nobody}
    </Text>
  );
}
