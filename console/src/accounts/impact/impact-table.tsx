import { Stack, Table, Text } from '@mantine/core';
import { useMessages } from '../../language/language.tsx';
import { TableScroll } from '../../ui/table-scroll.tsx';
import type { ImpactQuery } from '../generated/operations.ts';
import { accountWords } from '../words.messages.ts';
import { impactMessages } from './impact.messages.ts';

/** The campaigns and message senders that a change would break. */
export function ImpactTable({ impact }: { readonly impact: ImpactQuery['changeImpact'] }) {
  const words = useMessages(impactMessages);
  const names = useMessages(accountWords);
  const { totalCount, edges } = impact.messageSenders;
  if (totalCount === 0) return <Text size="sm">{words.nothing}</Text>;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {words.breaks(totalCount)}
      </Text>
      <TableScroll label={words.breaks(totalCount)} minWidth={420} maxHeight={280}>
        <Table withTableBorder verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.campaign}</Table.Th>
              <Table.Th>{words.campaignStatus}</Table.Th>
              <Table.Th>{words.sender}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {edges.map(({ node: { id, status, campaign, campaignName } }) => (
              <Table.Tr key={id}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {campaign?.name ?? campaignName ?? words.unsavedCampaign}
                </Table.Td>
                <Table.Td>{campaign ? names.campaign[campaign.status] : '–'}</Table.Td>
                <Table.Td>{names.sender[status]}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableScroll>
      {totalCount > edges.length && <Text size="sm">{words.more(totalCount - edges.length)}</Text>}
    </Stack>
  );
}
