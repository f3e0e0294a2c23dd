import { Anchor, SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useGathered, useLive } from '../api/live.ts';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { IconArrowLeft } from '../ui/icons.tsx';
import { Page } from '../ui/page.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { EraseFollower } from './erase-follower.tsx';
import { followerMessages } from './follower.messages.ts';
import { FollowerActions } from './follower-actions.tsx';
import { FollowerActivities } from './follower-activities.tsx';
import { FollowerContact } from './follower-contact.tsx';
import { FollowerFacts } from './follower-facts.tsx';
import { isFollower } from './full-follower.ts';
import { FollowerActivityDocument, FollowerDocument } from './generated/operations.ts';
import { Journey } from './journey.tsx';
import { shortened } from './open-id.tsx';
import { ReachTable } from './reach-table.tsx';
import { Receipt, type ReceiptOf } from './receipt.tsx';
import { useAccountId } from './use-account-id.ts';
import { useRepeat } from './use-repeat.ts';

const WAIT_MS = 5000;

export function FollowerPage() {
  const account = useAccountId();
  const { followerId: id = '' } = useParams({ strict: false });
  const words = useMessages(followerMessages);
  const [receipt, setReceipt] = useState<ReceiptOf | null>(null);
  return (
    <Stack gap="xs">
      <Anchor
        component={Link}
        to="/accounts/$accountId/followers"
        params={{ accountId: account } as never}
        size="sm"
        style={{ display: 'inline-flex', alignItems: 'center', gap: 4, alignSelf: 'flex-start' }}
      >
        <IconArrowLeft size={16} aria-hidden />
        {words.back}
      </Anchor>
      {receipt ? (
        <Page isPart title={words.follower}>
          <Receipt title={words.erased} receipt={receipt} />
        </Page>
      ) : (
        <OneFollower key={id} account={account} id={id} onErased={setReceipt} />
      )}
    </Stack>
  );
}

interface Props {
  readonly account: string;
  readonly id: string;
  readonly onErased: (receipt: ReceiptOf) => void;
}

function OneFollower({ account, id, onErased }: Props) {
  const words = useMessages(followerMessages);
  const isAdministrator = useIsAdministrator();
  const [version, setVersion] = useState(0);
  const [{ data, error }, query] = useQuery({
    query: FollowerDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const again = () => query({ requestPolicy: 'network-only' });
  const readAgain = useGathered(() => {
    again();
    setVersion((before) => before + 1);
  });
  useLive(
    FollowerActivityDocument,
    { account },
    {
      onEvent({ followerActivity: { activity } }) {
        // An unfollow of somebody who was erased says nobody's name.
        if (!activity?.follower || activity.follower.id === id) readAgain();
      },
      onBackAgain: readAgain,
    },
  );
  // The address may name another account than theirs.
  const follower = isFollower(data?.node) && data.node.account.id === account ? data.node : null;
  const isOnItsWay = follower?.journey.at(-1)?.step !== 'DELIVERED' && follower?.binding.state === 'BOUND';
  useRepeat(again, WAIT_MS, isOnItsWay);
  return (
    <Page isPart title={follower ? `${words.follower} ${shortened(follower.openId)}` : words.follower}>
      {error && !data && <Failure error={error} onRetry={again} />}
      {!data && !error && <Skeleton h={480} aria-hidden />}
      {data && !follower && <Empty title={words.goneTitle}>{words.gone}</Empty>}
      {follower && (
        <Stack gap="lg">
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <FollowerFacts follower={follower} />
            <FollowerContact follower={follower}>
              {isAdministrator && <FollowerActions follower={follower} onChange={readAgain} />}
            </FollowerContact>
            <Journey steps={follower.journey} state={follower.binding.state} />
            <ReachTable reach={follower.reach} />
          </SimpleGrid>
          <FollowerActivities id={id} version={version} />
          {isAdministrator && <EraseFollower follower={follower} onErased={onErased} />}
        </Stack>
      )}
    </Page>
  );
}
