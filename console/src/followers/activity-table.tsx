import { Table, Text } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import { TableScroll } from '../ui/table-scroll.tsx';
import { Time } from '../ui/time.tsx';
import { activityMessages } from './activity.messages.ts';
import { useActivityDetail } from './activity-detail.ts';
import type { ActivityRowFragment } from './generated/operations.ts';
import { FollowerLink, Nobody } from './open-id.tsx';
import { DeliveryBadge } from './state-badges.tsx';
import { followerWords } from './words.messages.ts';

interface Props {
  readonly activities: readonly ActivityRowFragment[];
  /** Says who did it; not needed on the page of one follower. */
  readonly withFollower: boolean;
}

export function ActivityTable({ activities, withFollower }: Props) {
  const words = useMessages(activityMessages);
  const names = [
    words.when,
    words.what,
    ...(withFollower ? [words.who] : []),
    words.campaign,
    words.delivery,
  ];
  return (
    <TableScroll label={words.title} minWidth={withFollower ? 860 : 700}>
      <Table verticalSpacing="xs" fz="sm" aria-label={words.title}>
        <Table.Thead>
          <Table.Tr>
            {names.map((name) => (
              <Table.Th key={name} scope="col" style={{ whiteSpace: 'nowrap' }}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {activities.map((activity) => (
            <Row key={activity.id} activity={activity} withFollower={withFollower} />
          ))}
        </Table.Tbody>
      </Table>
    </TableScroll>
  );
}

function Row({
  activity,
  withFollower,
}: {
  readonly activity: ActivityRowFragment;
  readonly withFollower: boolean;
}) {
  const kinds = useMessages(followerWords).activity;
  const detail = useActivityDetail()(activity);
  const { follower, campaign, delivery } = activity;
  return (
    <Table.Tr>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <Time at={activity.occurredAt} />
      </Table.Td>
      <Table.Td maw={320}>
        {kinds[activity.kind]}
        {detail !== null && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }} lineClamp={2}>
            {detail}
          </Text>
        )}
      </Table.Td>
      {withFollower && <Table.Td>{follower ? <FollowerLink {...follower} /> : <Nobody />}</Table.Td>}
      <Table.Td maw={260} style={{ overflowWrap: 'anywhere' }}>
        {campaign?.name ?? '–'}
      </Table.Td>
      <Table.Td>{delivery ? <DeliveryBadge status={delivery.status} /> : '–'}</Table.Td>
    </Table.Tr>
  );
}
