import { Badge, Button, Code, Group, Table, Text } from '@mantine/core';
import { useLanguage, useMessages } from '../language/language.tsx';
import { Time } from '../ui/time.tsx';
import { apiKeyMessages } from './api-keys.messages.ts';
import type { ApiKeyRowFragment } from './generated/operations.ts';
import { SCOPE_WORDS } from './scopes.messages.ts';

interface Props {
  readonly keys: readonly ApiKeyRowFragment[];
  readonly onRevoke: (apiKey: ApiKeyRowFragment) => void;
}

export function KeyTable({ keys, onRevoke }: Props) {
  const words = useMessages(apiKeyMessages);
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.key}</Table.Th>
            <Table.Th>{words.mayDo}</Table.Th>
            <Table.Th>{words.created}</Table.Th>
            <Table.Th>{words.lastUsed}</Table.Th>
            <Table.Th>{words.end}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{words.actions}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((apiKey) => (
            <Row key={apiKey.id} apiKey={apiKey} onRevoke={() => onRevoke(apiKey)} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ apiKey, onRevoke }: { readonly apiKey: ApiKeyRowFragment; readonly onRevoke: () => void }) {
  const words = useMessages(apiKeyMessages);
  const { language } = useLanguage();
  const { name, prefix, scopes, createdAt, createdBy, lastUsedAt, revokedAt } = apiKey;
  return (
    <Table.Tr>
      <Table.Td maw={240}>
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Code>{prefix}…</Code>
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {scopes.map((scope) => (
            <Badge tt="none" key={scope} variant="default" fw={500}>
              {SCOPE_WORDS[language][scope].name}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>
        <Time at={createdAt} />
        <Text size="xs" c="dimmed">
          {words.createdBy(createdBy)}
        </Text>
      </Table.Td>
      <Table.Td>{lastUsedAt ? <Time at={lastUsedAt} relative /> : words.notUsed}</Table.Td>
      <Table.Td>
        <End apiKey={apiKey} />
      </Table.Td>
      <Table.Td ta="right">
        {revokedAt === null && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={words.revokeOf(name)}
            onClick={onRevoke}
          >
            {words.revoke}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** How a key ended, or when it will. */
function End({ apiKey: { expiresAt, revokedAt } }: { readonly apiKey: ApiKeyRowFragment }) {
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
