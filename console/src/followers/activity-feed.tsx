import { Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLive } from '../api/live.ts';
import { usePages } from '../api/pages.ts';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { IconArrowUp } from '../ui/icons.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { activityMessages } from './activity.messages.ts';
import { ActivityTable } from './activity-table.tsx';
import { ActivitiesDocument, type ActivityKind, FollowerActivityDocument } from './generated/operations.ts';
import { followerWords } from './words.messages.ts';

/** What happened since the list was read: how many, or that some may be missing. */
interface News {
  readonly count: number;
  readonly mayBeMore: boolean;
}

const NO_NEWS: News = { count: 0, mayBeMore: false };

interface Props {
  readonly account: string;
  /** Something happened. */
  readonly onChange: () => void;
}

/** Activities, newest first. New ones wait until the person wants to see them, so that nothing moves. */
export function ActivityFeed({ account, onChange }: Props) {
  const words = useMessages(activityMessages);
  const kinds = useMessages(followerWords).activity;
  const [kind, setKind] = useState<ActivityKind | 'ALL'>('ALL');
  const [news, setNews] = useState(NO_NEWS);
  const filter = kind === 'ALL' ? null : { kinds: [kind] };
  const pages = usePages(
    ActivitiesDocument,
    (page) => ({ ...page, account, filter }),
    (data) => data.officialAccount?.activities,
  );
  const show = () => {
    setNews(NO_NEWS);
    void pages.again();
  };
  useLive(
    FollowerActivityDocument,
    { account },
    {
      onEvent({ followerActivity: { activity } }) {
        onChange();
        if (activity && kind !== 'ALL' && activity.kind !== kind) return;
        if (pages.nodes?.length === 0) return show();
        setNews(({ count, mayBeMore }) =>
          activity ? { count: count + 1, mayBeMore } : { count, mayBeMore: true },
        );
      },
      onBackAgain: () => setNews((before) => ({ ...before, mayBeMore: true })),
    },
  );
  return (
    <Stack gap="sm">
      <Group align="flex-end" justify="space-between" gap="sm">
        <Select
          label={words.kind}
          w={240}
          allowDeselect={false}
          data={[
            { value: 'ALL' as const, label: words.all },
            ...(Object.keys(kinds) as ActivityKind[]).map((value) => ({ value, label: kinds[value] })),
          ]}
          value={kind}
          onChange={(value) => {
            setNews(NO_NEWS);
            setKind(value ?? 'ALL');
          }}
        />
        <NewOnes news={news} onShow={show} />
      </Group>
      {pages.error && <Failure error={pages.error} onRetry={pages.again} />}
      {!pages.nodes && !pages.error && <Skeleton h={320} aria-hidden />}
      {pages.nodes && pages.nodes.length > 0 && <ActivityTable activities={pages.nodes} withFollower />}
      {pages.nodes?.length === 0 && (
        <Empty isInside title={filter ? words.nothingTitle : words.emptyTitle}>
          {filter ? words.nothing : words.empty}
        </Empty>
      )}
      <ShowMore pages={pages} />
    </Stack>
  );
}

/** Has its place whether or not something is new. */
function NewOnes({
  news: { count, mayBeMore },
  onShow,
}: {
  readonly news: News;
  readonly onShow: () => void;
}) {
  const words = useMessages(activityMessages);
  const formats = useFormats();
  return (
    <Group mih={36} role="status">
      {count > 0 || mayBeMore ? (
        <Button variant="light" leftSection={<IconArrowUp size={16} />} onClick={onShow}>
          {mayBeMore ? words.maybeMissing : words.newOnes(formats.number(count))}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          {words.upToDate}
        </Text>
      )}
    </Group>
  );
}
