import { Skeleton, Table, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { Section } from '../ui/section.tsx';
import { TableScroll } from '../ui/table-scroll.tsx';
import { ApiQuotasDocument } from './generated/operations.ts';
import { quotasMessages } from './quotas.messages.ts';

/** What is left of the calls that WeChat allows today. */
export function QuotasSection({ account }: { readonly account: string }) {
  const words = useMessages(quotasMessages);
  const formats = useFormats();
  const [{ data, error }, again] = useQuery({
    query: ApiQuotasDocument,
    variables: { account },
    requestPolicy: 'cache-and-network',
  });
  const quotas = data?.officialAccount?.apiQuotas;
  return (
    <Section title={words.title} hint={words.hint}>
      {error && <Failure error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {!quotas && !error && <Skeleton h={180} aria-hidden />}
      {quotas?.length === 0 && <Text size="sm">{words.none}</Text>}
      {quotas && quotas.length > 0 && (
        <TableScroll label={words.title} minWidth={320} maxWidth={640}>
          <Table fz="sm" tabularNums aria-label={words.title}>
            <Table.Thead>
              <Table.Tr>
                {[words.call, words.used, words.remaining, words.limit].map((name) => (
                  <Table.Th key={name} scope="col" style={{ whiteSpace: 'nowrap' }}>
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {quotas.map(({ api, used, remaining, dailyLimit }) => (
                <Table.Tr key={api}>
                  <Table.Th scope="row" fw={400}>
                    {words.apis[api]}
                  </Table.Th>
                  <Table.Td>{formats.number(used)}</Table.Td>
                  <Table.Td>{formats.number(remaining)}</Table.Td>
                  <Table.Td>{formats.number(dailyLimit)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableScroll>
      )}
    </Section>
  );
}
