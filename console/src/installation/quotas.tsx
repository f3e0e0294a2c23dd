import { Badge, Group, Progress, Table, Text } from '@mantine/core';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/section.tsx';
import { connectionMessages } from './connection.messages.ts';
import type { ConnectionQuery } from './generated/operations.ts';

type Limits = ConnectionQuery['installation']['limits'];
type OpenPlatform = ConnectionQuery['openPlatforms'][number];

interface Props {
  readonly platforms: readonly OpenPlatform[];
  readonly limits: Limits;
}

/** How many more official accounts each open platform takes. */
export function OpenPlatforms({ platforms, limits }: Props) {
  const words = useMessages(connectionMessages);
  const { number } = useFormats();
  return (
    <Section title={words.platforms} hint={words.platformsHint(number(limits.accountsPerOpenPlatform))}>
      {platforms.length === 0 ? (
        <Text size="sm">{words.noPlatforms}</Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.openPlatform}</Table.Th>
              <Table.Th>{words.accounts}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {platforms.map((platform) => (
              <Platform key={platform.id} platform={platform} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}

function Platform({ platform: { appId, slotsTaken, slotLimit } }: { readonly platform: OpenPlatform }) {
  const words = useMessages(connectionMessages);
  const { number } = useFormats();
  const isFull = slotsTaken >= slotLimit;
  const taken = words.taken(number(slotsTaken), number(slotLimit));
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{appId}</Table.Td>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Progress
            value={(100 * slotsTaken) / slotLimit}
            color={isFull ? 'orange' : 'teal'}
            aria-label={taken}
            w={80}
          />
          <Text size="sm" className="tabular" style={{ whiteSpace: 'nowrap' }}>
            {taken}
          </Text>
          {isFull && (
            <Badge tt="none" color="orange" variant="light">
              {words.full}
            </Badge>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** How much the installation and its programs may do. */
export function LimitList({ limits }: { readonly limits: Limits }) {
  const words = useMessages(connectionMessages);
  const { number } = useFormats();
  const upTo = (limit: number) => words.upTo(number(limit));
  return (
    <Section title={words.limits}>
      <Facts
        nameWidth={280}
        facts={[
          [words.drafts, upTo(limits.draftAccounts)],
          [words.keys, upTo(limits.apiKeys)],
          [words.quota, number(limits.quota)],
          [words.quotaBack, number(limits.quotaRestoredPerSecond)],
        ]}
      />
    </Section>
  );
}
