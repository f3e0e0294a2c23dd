import { Button, Skeleton, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAccount } from '../accounts/account-context.tsx';
import { useLive } from '../api/live.ts';
import { usePages } from '../api/pages.ts';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { type Filters, FollowerFilters, NO_FILTERS, toFilter } from './follower-filters.tsx';
import { FollowerTable } from './follower-table.tsx';
import { followersMessages } from './followers.messages.ts';
import { FollowersSummary } from './followers-summary.tsx';
import { FollowerActivityDocument, FollowersDocument } from './generated/operations.ts';
import { useAccountId } from './use-account-id.ts';
import { useRested } from './use-rested.ts';

const TYPING_MS = 300;
const REST_MS = 5000;

export function FollowersPage() {
  const account = useAccountId();
  const { removal, viewerCan } = useAccount();
  const isRemoved = removal !== null;
  const maySynchronize = viewerCan.configure;
  const words = useMessages(followersMessages);
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [settled] = useDebouncedValue(filters, TYPING_MS);
  const filter = toFilter(settled);
  const pages = usePages(
    FollowersDocument,
    (page) => ({ ...page, account, filter, isFirst: page.after === null }),
    (data) => data.officialAccount?.followers,
  );
  const [version, setVersion] = useState(0);
  const readAgain = useRested(() => {
    void pages.again();
    setVersion((before) => before + 1);
  }, REST_MS);
  useLive(FollowerActivityDocument, { account }, { onEvent: readAgain, onBackAgain: readAgain });
  return (
    <Page isPart title={words.title} actions={<FollowersSummary account={account} version={version} />}>
      <FollowerFilters filters={filters} onChange={setFilters} total={pages.total} />
      {pages.error && <Failure error={pages.error} onRetry={pages.again} />}
      {!pages.nodes && !pages.error && <Placeholder />}
      {pages.nodes && pages.nodes.length > 0 && <FollowerTable followers={pages.nodes} />}
      {pages.nodes?.length === 0 &&
        (filter ? (
          <Empty
            title={words.nothingTitle}
            action={
              <Button variant="default" onClick={() => setFilters(NO_FILTERS)}>
                {words.clear}
              </Button>
            }
          >
            {words.nothing}
          </Empty>
        ) : (
          <Empty
            title={words.emptyTitle}
            action={
              maySynchronize && (
                <Button
                  variant="default"
                  component={Link}
                  to="/accounts/$accountId/binding"
                  params={{ accountId: account } as never}
                >
                  {words.toSynchronization}
                </Button>
              )
            }
          >
            {isRemoved ? words.emptyRemoved : words.empty}
          </Empty>
        ))}
      <ShowMore pages={pages} />
    </Page>
  );
}

function Placeholder() {
  return (
    <Stack gap="xs" aria-hidden>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <Skeleton key={key} h={44} />
      ))}
    </Stack>
  );
}
