import { Alert, Button, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type SessionState, session } from '../api/session.ts';
import { useMessages } from '../language/language.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { appMessages } from './app.messages.ts';
import { Preferences } from './preferences.tsx';
import { settings } from './settings.ts';

/** What somebody sees who has no session. */
export function SignIn({ state }: { readonly state: SessionState }) {
  const words = useMessages(appMessages);
  if (state === 'SIGNING_IN') return <PageLoader />;
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" radius="md" maw={480} w="100%">
        <Stack>
          <Title order={1} size="h2">
            桥 Qiao
          </Title>
          <Text>{words.signInTitle}</Text>
          {state === 'ENDED' && <Alert color="yellow">{words.ended}</Alert>}
          {state === 'REFUSED' && <Alert color="red">{words.refused}</Alert>}
          {state === 'FAILED' && <Alert color="red">{words.failed}</Alert>}
          <Ways />
          <Group justify="flex-end">
            <Preferences />
          </Group>
        </Stack>
      </Paper>
    </Center>
  );
}

async function leave(): Promise<null> {
  await (await import('../api/oidc.ts')).leaveForSignIn();
  return null;
}

function Ways() {
  const words = useMessages(appMessages);
  if (settings.sandbox)
    return (
      <>
        <Text>{words.signInSandbox}</Text>
        <Group grow>
          <Button onClick={() => session.signIn({ as: 'ADMINISTRATOR' })}>{words.administrator}</Button>
          <Button variant="default" onClick={() => session.signIn({ as: 'MARKETER' })}>
            {words.marketer}
          </Button>
        </Group>
      </>
    );
  if (settings.oidc)
    return <Button onClick={() => session.signInAtProvider(leave)}>{words.signInWith}</Button>;
  return <Text>{words.signInFromPlatform}</Text>;
}
