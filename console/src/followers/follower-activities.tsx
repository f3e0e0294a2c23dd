import { Skeleton, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { usePages } from '../api/pages.ts';
import { useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { Section } from '../ui/section.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { ActivityTable } from './activity-table.tsx';
import { followerMessages } from './follower.messages.ts';
import { FollowerActivitiesDocument } from './generated/operations.ts';
import { useRepeat } from './use-repeat.ts';

const WAIT_MS = 5000;

interface Props {
  readonly id: string;
  /** Another number: they are read again. */
  readonly version: number;
}

export function FollowerActivities({ id, version }: Props) {
  const words = useMessages(followerMessages);
  const pages = usePages(
    FollowerActivitiesDocument,
    (page) => ({ ...page, follower: id }),
    ({ node }) => (node && 'activities' in node ? node.activities : null),
  );
  const again = useRef(pages.again);
  again.current = pages.again;
  useEffect(() => {
    if (version > 0) void again.current();
  }, [version]);
  const isOnItsWay = pages.nodes?.some(
    ({ delivery }) => delivery?.status === 'PENDING' || delivery?.status === 'SENDING',
  );
  useRepeat(() => void pages.again(), WAIT_MS, isOnItsWay ?? false);
  return (
    <Section title={words.activities}>
      {pages.error && <Failure error={pages.error} onRetry={pages.again} />}
      {!pages.nodes && !pages.error && <Skeleton h={160} aria-hidden />}
      {pages.nodes?.length === 0 && <Text size="sm">{words.noActivities}</Text>}
      {pages.nodes && pages.nodes.length > 0 && (
        <ActivityTable activities={pages.nodes} withFollower={false} />
      )}
      <ShowMore pages={pages} />
    </Section>
  );
}
