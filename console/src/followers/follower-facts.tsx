import { Group } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/section.tsx';
import { Time } from '../ui/time.tsx';
import { followerMessages } from './follower.messages.ts';
import { CameBy } from './follower-table.tsx';
import type { FullFollower } from './full-follower.ts';
import { CopyIcon } from './open-id.tsx';
import { followerWords } from './words.messages.ts';

export function FollowerFacts({ follower }: { readonly follower: FullFollower }) {
  const words = useMessages(followerMessages);
  const { copyOpenId } = useMessages(followerWords);
  const { openId, unionId, subscribed, subscribedAt, unsubscribedAt, lastActivityAt, messaging } = follower;
  const since = subscribedAt ? <Time at={subscribedAt} /> : words.followsEarlier;
  return (
    <Section title={words.facts}>
      <Facts
        facts={[
          [words.openId, <Copied key="openId" value={openId} label={copyOpenId} />],
          [
            words.unionId,
            unionId ? <Copied key="unionId" value={unionId} label={words.copyUnionId} /> : words.none,
          ],
          subscribed ? [words.followsSince, since] : [words.state, words.left],
          ...(unsubscribedAt ? [[words.leftAt, <Time key="left" at={unsubscribedAt} />] as const] : []),
          [words.cameBy, <CameBy key="cameBy" follower={follower} />],
          [
            words.lastActivity,
            lastActivityAt ? <Time key="last" at={lastActivityAt} relative /> : words.none,
          ],
          [words.messaging, messaging === 'ALLOWED' ? words.messagingAllowed : words.messagingOptedOut],
        ]}
      />
    </Section>
  );
}

function Copied({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <Group component="span" gap={4} wrap="nowrap">
      <span style={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}>{value}</span>
      <CopyIcon value={value} label={label} />
    </Group>
  );
}
