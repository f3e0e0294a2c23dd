import { Button, Stack, Table, Text } from '@mantine/core';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Time } from '../ui/time.tsx';
import { deliveriesMessages } from './deliveries.messages.ts';
import type { DeliveriesQuery } from './generated/operations.ts';
import { FollowerLink, Nobody } from './open-id.tsx';
import { DeliveryBadge } from './state-badges.tsx';
import { followerWords } from './words.messages.ts';

type Delivery = NonNullable<DeliveriesQuery['officialAccount']>['deliveries']['edges'][number]['node'];

interface Props {
  readonly deliveries: readonly Delivery[];
  /** Has one that failed tried again; absent for those who may not. */
  readonly onRedeliver?: (id: string) => void;
}

export function DeliveryTable({ deliveries, onRedeliver }: Props) {
  const words = useMessages(deliveriesMessages);
  // On a phone, what is first shows without scrolling.
  const names = [words.what, words.status, words.reason, words.follower, words.attempts, words.when];
  return (
    <Table.ScrollContainer minWidth={900}>
      <Table verticalSpacing="xs" fz="sm" aria-label={words.title}>
        <Table.Thead>
          <Table.Tr>
            {names.map((name) => (
              <Table.Th key={name} scope="col" style={{ whiteSpace: 'nowrap' }}>
                {name}
              </Table.Th>
            ))}
            {onRedeliver && (
              <Table.Th scope="col">
                <span className="visually-hidden">{words.action}</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} {...(onRedeliver && { onRedeliver })} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ delivery, onRedeliver }: { readonly delivery: Delivery } & Pick<Props, 'onRedeliver'>) {
  const words = useMessages(deliveriesMessages);
  const { activity: kinds } = useMessages(followerWords);
  const formats = useFormats();
  const { id, activity, subject, follower, status, reason, attempts } = delivery;
  return (
    <Table.Tr>
      <Table.Td>
        {activity ? kinds[activity.kind] : words.subject[subject]}
        {activity && (
          <Text size="xs" c="dimmed">
            <Time at={activity.occurredAt} />
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <DeliveryBadge status={status} />
      </Table.Td>
      <Table.Td maw={320}>{reason ? words.reasons[reason] : '–'}</Table.Td>
      <Table.Td>{follower ? <FollowerLink {...follower} /> : <Nobody />}</Table.Td>
      <Table.Td className="tabular">{formats.number(attempts)}</Table.Td>
      <Table.Td>
        <When delivery={delivery} />
      </Table.Td>
      {onRedeliver && (
        <Table.Td>
          {status === 'FAILED' && (
            <Button variant="light" size="compact-sm" onClick={() => onRedeliver(id)}>
              {words.again}
            </Button>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  );
}

/** When it was delivered, or when it is tried. */
function When({ delivery: { status, deliveredAt, nextAttemptAt } }: { readonly delivery: Delivery }) {
  const words = useMessages(deliveriesMessages);
  if (status === 'DELIVERED' && deliveredAt) return <Time at={deliveredAt} relative />;
  if (status !== 'PENDING') return '–';
  if (!nextAttemptAt) return words.soon;
  return (
    <Stack gap={0}>
      <Text size="xs" c="dimmed">
        {words.next}
      </Text>
      <Time at={nextAttemptAt} relative />
    </Stack>
  );
}
