import { Alert, Anchor } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { useMessages } from '../language/language.tsx';
import { IconAlertTriangle } from '../ui/icons.tsx';
import { ViewerDocument } from '../viewer/generated/operations.ts';
import { useViewer } from '../viewer/viewer.tsx';
import { appMessages } from './app.messages.ts';

/** Tells on every page that Qiao cannot call the marketing platform. Read again at each change of the page: no event reports a change. */
export function InstallationNotice() {
  const words = useMessages(appMessages);
  const page = useLocation({ select: ({ pathname }) => pathname });
  const { installation } = useViewer();
  const [, again] = useQuery({ query: ViewerDocument });
  const asked = useRef(page);
  useEffect(() => {
    if (asked.current === page) return;
    asked.current = page;
    again({ requestPolicy: 'network-only' });
  }, [page, again]);
  // The page of the connection says more.
  if (page === '/connection' || installation.requirements.length === 0) return null;
  return (
    <Alert color="orange" variant="light" mb="lg" icon={<IconAlertTriangle aria-hidden />} role="status">
      {words.installationNotice}{' '}
      <Anchor component={Link} to="/connection" inherit underline="always" c="inherit">
        {words.toConnection}
      </Anchor>
    </Alert>
  );
}
