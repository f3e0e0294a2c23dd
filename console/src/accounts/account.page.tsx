import { Anchor, Box, Button, Group, Stack, Text } from '@mantine/core';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { IconArrowLeft } from '../ui/icons.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { accountMessages } from './account.messages.ts';
import { AccountAvatar } from './account-avatar.tsx';
import { type Account, AccountProvider } from './account-context.tsx';
import { AccountTabs } from './account-tabs.tsx';
import { StatusBadge } from './status-badge.tsx';
import { useLiveAccount } from './use-live-account.ts';

/** One official account: its heading, its tabs, and the tab that is open. */
export function AccountPage() {
  const words = useMessages(accountMessages);
  const { accountId = '' } = useParams({ strict: false }) as { accountId?: string };
  const { account, error, reload } = useLiveAccount(accountId);
  if (account)
    return (
      <AccountProvider account={account} reload={reload}>
        <Stack gap="lg">
          <Heading account={account} />
          <AccountTabs account={account} />
          {error && <Failure error={error} onRetry={reload} />}
          {/* Nothing of a tab stays when another account opens. */}
          <Box key={account.id}>
            <Outlet />
          </Box>
        </Stack>
      </AccountProvider>
    );
  if (error) return <Failure error={error} onRetry={reload} />;
  if (account === undefined) return <PageLoader />;
  return (
    <Empty
      title={words.goneTitle}
      action={
        <Button component={Link} to="/">
          {words.toList}
        </Button>
      }
    >
      {words.gone}
    </Empty>
  );
}

function Heading({ account: { displayName, status } }: { readonly account: Account }) {
  const words = useMessages(accountMessages);
  return (
    <Stack gap={6}>
      <Anchor component={Link} to="/" size="sm" w="fit-content">
        <Group gap={4} wrap="nowrap">
          <IconArrowLeft size={16} aria-hidden />
          {words.back}
        </Group>
      </Anchor>
      <Group gap="sm" wrap="nowrap">
        <AccountAvatar name={displayName} size={44} />
        <Group gap="xs" miw={0}>
          {/* The heading of the page is that of the open tab. */}
          <Text fz={{ base: 'h3', sm: 'h2' }} fw={600} lh={1.3} style={{ overflowWrap: 'anywhere' }}>
            {displayName}
          </Text>
          <StatusBadge status={status} />
        </Group>
      </Group>
    </Stack>
  );
}
