import { Button, Popover, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useIsSessionEnding } from '../api/use-session.ts';
import { useMessages } from '../language/language.tsx';
import { appMessages } from './app.messages.ts';

/** Tells a person in time whose token cannot be renewed. Keeps its place in the header, so that nothing moves. */
export function Ending() {
  const words = useMessages(appMessages);
  const isEnding = useIsSessionEnding();
  return (
    <div role="status">
      {isEnding && (
        <Popover width={300} position="bottom-start" withArrow trapFocus>
          <Popover.Target>
            <Button variant="light" color="yellow" size="compact-sm">
              {words.ending}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={words.ending}>
            <SignInNow />
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

/** The page stays until the browser leaves it, so that it can ask about changes that are not saved. */
function SignInNow() {
  const words = useMessages(appMessages);
  const [state, setState] = useState<'READY' | 'LEAVING' | 'FAILED'>('READY');
  const leave = async () => {
    setState('LEAVING');
    try {
      await (await import('../api/oidc.ts')).leaveForSignIn();
      setState('READY');
    } catch {
      setState('FAILED');
    }
  };
  return (
    <Stack gap="sm" align="start">
      <Text size="sm">{words.endingHint}</Text>
      {state === 'FAILED' && (
        <Text size="sm" c="red" role="alert">
          {words.failed}
        </Text>
      )}
      <Button size="compact-md" loading={state === 'LEAVING'} onClick={leave}>
        {words.signInNow}
      </Button>
    </Stack>
  );
}
