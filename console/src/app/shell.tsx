import { AppShell, Badge, Box, Burger, Button, Group, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet } from '@tanstack/react-router';
import { useIsReconnecting } from '../api/connection.ts';
import { session } from '../api/session.ts';
import { useMessages } from '../language/language.tsx';
import { useViewer } from '../viewer/viewer.tsx';
import { appMessages } from './app.messages.ts';
import { Ending } from './ending.tsx';
import { InstallationNotice } from './installation-notice.tsx';
import { Navigation } from './navigation.tsx';
import { Preferences } from './preferences.tsx';

/** What stands around every page. */
export function Shell() {
  const words = useMessages(appMessages);
  const [isOpen, { toggle, close }] = useDisclosure();
  return (
    <>
      <button type="button" className="skip-link" onClick={toContent}>
        {words.skip}
      </button>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding="lg"
      >
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={words.menu} />
              <Text
                component={Link}
                to="/"
                fw={700}
                size="lg"
                c="inherit"
                td="none"
                style={{ whiteSpace: 'nowrap' }}
              >
                桥 Qiao
              </Text>
              <Reconnecting />
              <Ending />
            </Group>
            <Group gap="sm" wrap="nowrap" visibleFrom="sm">
              <Person />
              <Preferences />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="sm" aria-label={words.menu}>
          <AppShell.Section grow>
            <Navigation onNavigate={close} />
          </AppShell.Section>
          <AppShell.Section hiddenFrom="sm">
            <Group>
              <Person />
              <Preferences />
            </Group>
          </AppShell.Section>
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
          <Box maw={1200} mx="auto">
            <InstallationNotice />
            <Outlet />
          </Box>
        </AppShell.Main>
      </AppShell>
    </>
  );
}

/** A link to `#content` would lead to the first page: addresses are relative to the page's `<base>`. */
const toContent = (): void => document.getElementById('content')?.focus();

function Person() {
  const words = useMessages(appMessages);
  const { installation, userId, role } = useViewer();
  return (
    <>
      <Text size="sm" c="dimmed">
        {installation.site} · {role === 'ADMINISTRATOR' ? words.administrator : words.marketer}
        {userId && ` ${userId}`}
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={() => session.signOut()}>
        {words.signOut}
      </Button>
    </>
  );
}

/** Keeps its place in the header, so that nothing moves when it appears. */
function Reconnecting() {
  const words = useMessages(appMessages);
  const isReconnecting = useIsReconnecting();
  return (
    <div role="status">
      {isReconnecting && (
        <Tooltip label={words.reconnectingHint}>
          <Badge color="yellow" variant="light">
            {words.reconnecting}
          </Badge>
        </Tooltip>
      )}
    </div>
  );
}
