import { Group, Paper, Stack, Table } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMessages } from '../language/language.tsx';
import { Facts } from '../ui/facts.tsx';
import { apiKeyMessages } from './api-keys.messages.ts';
import type { ApiKeyRowFragment } from './generated/operations.ts';
import { Creation, End, LastUse, Name, Revoke, Scopes } from './key-cells.tsx';

interface Props {
  readonly keys: readonly ApiKeyRowFragment[];
  readonly onRevoke: (apiKey: ApiKeyRowFragment) => void;
}

/** A table, or cards where there is no room for one. */
export function KeyList({ keys, onRevoke }: Props) {
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  if (isWide) return <KeyTable keys={keys} onRevoke={onRevoke} />;
  return (
    <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
      {keys.map((apiKey) => (
        <Card key={apiKey.id} apiKey={apiKey} onRevoke={() => onRevoke(apiKey)} />
      ))}
    </Stack>
  );
}

interface RowProps {
  readonly apiKey: ApiKeyRowFragment;
  readonly onRevoke: () => void;
}

function Card({ apiKey, onRevoke }: RowProps) {
  const words = useMessages(apiKeyMessages);
  return (
    <Paper component="li" withBorder p="sm">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Name apiKey={apiKey} />
          <Revoke apiKey={apiKey} onRevoke={onRevoke} />
        </Group>
        <Scopes apiKey={apiKey} />
        <Facts
          facts={[
            [words.created, <Creation key="created" apiKey={apiKey} />],
            [words.lastUsed, <LastUse key="lastUsed" apiKey={apiKey} />],
            [words.end, <End key="end" apiKey={apiKey} />],
          ]}
        />
      </Stack>
    </Paper>
  );
}

function KeyTable({ keys, onRevoke }: Props) {
  const words = useMessages(apiKeyMessages);
  return (
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
  );
}

function Row({ apiKey, onRevoke }: RowProps) {
  return (
    <Table.Tr>
      <Table.Td maw={240}>
        <Name apiKey={apiKey} />
      </Table.Td>
      <Table.Td>
        <Scopes apiKey={apiKey} />
      </Table.Td>
      <Table.Td>
        <Creation apiKey={apiKey} />
      </Table.Td>
      <Table.Td>
        <LastUse apiKey={apiKey} />
      </Table.Td>
      <Table.Td>
        <End apiKey={apiKey} />
      </Table.Td>
      <Table.Td ta="right">
        <Revoke apiKey={apiKey} onRevoke={onRevoke} />
      </Table.Td>
    </Table.Tr>
  );
}
