import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useMessages } from '../../language/language.tsx';
import { Failure } from '../../ui/failure.tsx';
import { RefusalList } from '../../ui/refusal-list.tsx';
import { authorizeMessages } from './authorize.messages.ts';
import { Outcome } from './outcome.tsx';
import { Pending } from './pending.tsx';
import type { Authorization } from './use-authorization.ts';

interface Props {
  readonly authorization: Authorization;
  readonly onReplace?: (() => void) | undefined;
  /** The heading gets the focus when it shows. */
  readonly focused?: boolean;
}

/** Authorizes an account: QR code, links, live state, and how it ended. */
export function AuthorizePanel({ authorization, onReplace, focused = false }: Props) {
  const words = useMessages(authorizeMessages);
  const { session, busy, error, refusals, start } = authorization;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focused) heading.current?.focus();
  }, [focused]);
  const state = session?.status;
  // What had the focus may be gone with the state before.
  useEffect(() => {
    if (state && document.activeElement === document.body) heading.current?.focus();
  }, [state]);
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="authorize-title">
      <Stack gap="md">
        <Title
          order={2}
          size="h4"
          id="authorize-title"
          ref={heading}
          tabIndex={-1}
          style={{ outline: 'none' }}
        >
          {words.title}
        </Title>
        {error && <Failure error={error} />}
        <RefusalList refusals={refusals.others} />
        {session === null && (
          <Stack gap="sm" align="flex-start">
            <Text size="sm">{words.missingHint}</Text>
            <Button onClick={() => start()} loading={busy}>
              {words.start}
            </Button>
          </Stack>
        )}
        {session?.status === 'PENDING' && <Pending session={session} authorization={authorization} />}
        {session && session.status !== 'PENDING' && (
          <Outcome
            status={session.status}
            failure={session.failure}
            authorization={authorization}
            onReplace={onReplace}
          />
        )}
      </Stack>
    </Paper>
  );
}
