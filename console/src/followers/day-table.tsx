import { Table } from '@mantine/core';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { TableScroll } from '../ui/table-scroll.tsx';
import { activityMessages } from './activity.messages.ts';
import { atNoon, type Day } from './day.ts';

/** The numbers of the chart, the newest day first. */
export function DayTable({ days }: { readonly days: readonly Day[] }) {
  const words = useMessages(activityMessages).chart;
  const formats = useFormats();
  return (
    <TableScroll label={words.title} minWidth={320} maxHeight={320}>
      <Table fz="sm" tabularNums stickyHeader aria-label={words.title}>
        <Table.Thead>
          <Table.Tr>
            {[words.day, words.follows, words.unfollows, words.bound].map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...days].reverse().map(({ day, follows, unfollows, bound }) => (
            <Table.Tr key={day}>
              <Table.Th scope="row" fw={400}>
                {formats.day(atNoon(day))}
              </Table.Th>
              <Table.Td>{formats.number(follows)}</Table.Td>
              <Table.Td>{formats.number(unfollows)}</Table.Td>
              <Table.Td>{formats.number(bound)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableScroll>
  );
}
