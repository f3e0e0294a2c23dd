import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { usePages } from '../api/pages.ts';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { IconPlus } from '../ui/icons.tsx';
import { Page } from '../ui/page.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { apiKeyMessages } from './api-keys.messages.ts';
import { ApiKeyLimitDocument, type ApiKeyRowFragment, ApiKeysDocument } from './generated/operations.ts';
import { KeyList } from './key-list.tsx';
import { NewKey } from './new-key.tsx';
import { RevokeKey } from './revoke-key.tsx';

/** The largest page of the API: most installations have fewer keys. */
const PAGE = 100;

/** The keys of the customer's programs. */
export function ApiKeysPage() {
  const words = useMessages(apiKeyMessages);
  const isAdministrator = useIsAdministrator();
  const [isCreating, creating] = useDisclosure();
  if (!isAdministrator) return <Page title={words.title}>{words.administratorsOnly}</Page>;
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={creating.open}>
      {words.create}
    </Button>
  );
  return (
    <Page title={words.title} actions={create}>
      <Text size="sm" c="dimmed">
        {words.intro}
      </Text>
      <Keys isCreating={isCreating} onClose={creating.close} />
    </Page>
  );
}

function Keys({ isCreating, onClose }: { readonly isCreating: boolean; readonly onClose: () => void }) {
  const words = useMessages(apiKeyMessages);
  const { number } = useFormats();
  const [{ data }] = useQuery({ query: ApiKeyLimitDocument });
  const pages = usePages(
    ApiKeysDocument,
    // The list begins with the oldest key; people look for the newest.
    ({ after, first }) => ({ before: after, last: first }),
    ({ apiKeys: { edges, pageInfo } }) => ({
      edges: edges.toReversed(),
      pageInfo: { hasNextPage: pageInfo.hasPreviousPage, endCursor: pageInfo.startCursor },
    }),
    PAGE,
  );
  const [withRevoked, setWithRevoked] = useState(false);
  const [asked, setAsked] = useState<ApiKeyRowFragment | null>(null);
  const [revoked, setRevoked] = useState<string | null>(null);
  const all = pages.nodes;
  const alive = all?.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const shown = withRevoked ? all : alive;
  return (
    <Stack>
      {pages.error && <Failure error={pages.error} onRetry={pages.again} />}
      {!all && !pages.error && <PageLoader />}
      {all?.length === 0 && <Empty title={words.emptyTitle}>{words.emptyHint}</Empty>}
      {all && shown && all.length > 0 && (
        <>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {data &&
                !pages.hasMore &&
                words.used(number(alive.length), number(data.installation.limits.apiKeys))}
            </Text>
            <Switch
              label={words.showRevoked}
              checked={withRevoked}
              onChange={(event) => setWithRevoked(event.currentTarget.checked)}
            />
          </Group>
          <KeyList keys={shown} onRevoke={setAsked} />
          <ShowMore pages={pages} />
        </>
      )}
      <div role="status">{revoked && <Text size="sm">{words.revokedNow(revoked)}</Text>}</div>
      <NewKey opened={isCreating} onClose={onClose} onCreated={pages.again} />
      <RevokeKey
        apiKey={asked}
        onClose={() => setAsked(null)}
        onRevoked={(name) => {
          setAsked(null);
          setRevoked(name);
          pages.again();
        }}
      />
    </Stack>
  );
}
