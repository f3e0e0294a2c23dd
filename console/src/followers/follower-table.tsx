import { Stack, Table, Text } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import { Time } from '../ui/time.tsx';
import { ContactName } from './contact-name.tsx';
import { followersMessages } from './followers.messages.ts';
import type { FollowerRowFragment } from './generated/operations.ts';
import { FollowerLink } from './open-id.tsx';
import { BindingBadge } from './state-badges.tsx';
import { followerWords } from './words.messages.ts';

interface Props {
  readonly followers: readonly FollowerRowFragment[];
}

export function FollowerTable({ followers }: Props) {
  const words = useMessages(followersMessages);
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table verticalSpacing="xs" fz="sm" aria-label={words.title}>
        <Table.Thead>
          <Table.Tr>
            {[words.openId, words.binding, words.state, words.since, words.scene, words.lastActivity].map(
              (name) => (
                <Table.Th key={name} scope="col" style={{ whiteSpace: 'nowrap' }}>
                  {name}
                </Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {followers.map((follower) => (
            <Row key={follower.id} follower={follower} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ follower }: { readonly follower: FollowerRowFragment }) {
  const words = useMessages(followersMessages);
  const { subscribed, subscribedAt, unsubscribedAt, lastActivityAt, binding } = follower;
  const since = subscribed ? subscribedAt : unsubscribedAt;
  return (
    <Table.Tr>
      <Table.Td>
        <FollowerLink id={follower.id} openId={follower.openId} />
      </Table.Td>
      <Table.Td>
        <Stack gap={2} align="flex-start">
          <BindingBadge state={binding.state} />
          {binding.contact && <ContactName contact={binding.contact} />}
        </Stack>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{subscribed ? words.follows : words.left}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{since ? <Time at={since} /> : words.unknown}</Table.Td>
      <Table.Td>
        <CameBy follower={follower} />
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {lastActivityAt ? <Time at={lastActivityAt} relative /> : '–'}
      </Table.Td>
    </Table.Tr>
  );
}

/** How somebody came to follow, and the scene of the code. */
export function CameBy({
  follower: { subscribeScene, sceneKey },
}: {
  readonly follower: Pick<FollowerRowFragment, 'subscribeScene' | 'sceneKey'>;
}) {
  const words = useMessages(followersMessages);
  const { scene } = useMessages(followerWords);
  if (subscribeScene === null && sceneKey === null) return words.unknown;
  return (
    <>
      {scene[subscribeScene ?? 'QR_CODE']}
      {sceneKey !== null && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {sceneKey}
        </Text>
      )}
    </>
  );
}
