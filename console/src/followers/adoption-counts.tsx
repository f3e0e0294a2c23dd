import { Table } from '@mantine/core';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { TableScroll } from '../ui/table-scroll.tsx';
import { adoptionMessages } from './adoption.messages.ts';
import type { AdoptionFragment } from './generated/operations.ts';

const COUNTS = ['matched', 'duplicate', 'ofAnotherAccount', 'stale', 'malformed'] as const;

/** Whether it has read any contact. */
export const hasCounted = (adoption: AdoptionFragment): boolean => COUNTS.some((name) => adoption[name] > 0);

/** How many contacts an adoption has read, each counted once, and what the counts mean. */
export function AdoptionCounts({ adoption }: { readonly adoption: AdoptionFragment }) {
  const words = useMessages(adoptionMessages);
  const formats = useFormats();
  return (
    <TableScroll label={words.title} minWidth={300} maxWidth={760}>
      <Table fz="sm" tabularNums aria-label={words.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={{ base: 90, sm: 170 }}>
              {words.result}
            </Table.Th>
            <Table.Th scope="col" w={{ base: 60, sm: 90 }} style={{ whiteSpace: 'nowrap' }}>
              {words.contacts}
            </Table.Th>
            <Table.Th scope="col">{words.meaning}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {COUNTS.map((name) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {words[name]}
              </Table.Th>
              <Table.Td fw={600}>{formats.number(adoption[name])}</Table.Td>
              <Table.Td>{words[`${name}Hint`]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableScroll>
  );
}
