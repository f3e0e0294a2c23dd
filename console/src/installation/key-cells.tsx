import { Badge, Button, Code, Group, Text } from '@mantine/core';
import { useLanguage, useMessages } from '../language/language.tsx';
import { Time } from '../ui/time.tsx';
import { apiKeyMessages } from './api-keys.messages.ts';
import type { ApiKeyRowFragment } from './generated/operations.ts';
import { SCOPE_WORDS } from './scopes.messages.ts';

interface Props {
  readonly apiKey: ApiKeyRowFragment;
}

export function Name({ apiKey: { name, prefix } }: Props) {
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Text>
      <Code>{prefix}…</Code>
    </div>
  );
}

export function Scopes({ apiKey: { scopes } }: Props) {
  const { language } = useLanguage();
  return (
    <Group gap={4}>
      {scopes.map((scope) => (
        <Badge tt="none" key={scope} variant="default" fw={500}>
          {SCOPE_WORDS[language][scope].name}
        </Badge>
      ))}
    </Group>
  );
}

export function Creation({ apiKey: { createdAt, createdBy } }: Props) {
  const words = useMessages(apiKeyMessages);
  return (
    <>
      <Time at={createdAt} />
      <Text size="xs" c="dimmed">
        {words.createdBy(createdBy)}
      </Text>
    </>
  );
}

export function LastUse({ apiKey: { lastUsedAt } }: Props) {
  const words = useMessages(apiKeyMessages);
  return lastUsedAt ? <Time at={lastUsedAt} relative /> : words.notUsed;
}

export function Revoke({ apiKey: { name, revokedAt }, onRevoke }: Props & { readonly onRevoke: () => void }) {
  const words = useMessages(apiKeyMessages);
  if (revokedAt !== null) return null;
  return (
    <Button
      variant="subtle"
      color="red"
      size="compact-sm"
      style={{ flex: 'none' }}
      aria-label={words.revokeOf(name)}
      onClick={onRevoke}
    >
      {words.revoke}
    </Button>
  );
}

/** How a key ended, or when it will. */
export function End({ apiKey: { expiresAt, revokedAt } }: Props) {
  const words = useMessages(apiKeyMessages);
  const ended = (word: string, at: string) => (
    <>
      <Badge tt="none" color="gray" variant="light">
        {word}
      </Badge>
      <Text size="xs" c="dimmed">
        <Time at={at} />
      </Text>
    </>
  );
  if (revokedAt !== null) return ended(words.revoked, revokedAt);
  if (expiresAt === null) return words.never;
  return Date.parse(expiresAt) <= Date.now() ? (
    ended(words.expired, expiresAt)
  ) : (
    <Time at={expiresAt} relative />
  );
}
