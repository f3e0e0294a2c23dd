import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { Provider as ApiProvider } from 'urql';
import { createApiClient } from '../api/client.ts';
import { takeAnswer } from '../api/oidc-answer.ts';
import { session, takeCode } from '../api/session.ts';
import { useSessionState } from '../api/use-session.ts';
import { LanguageProvider } from '../language/language.tsx';
import { ViewerProvider } from '../viewer/viewer.tsx';
import { router } from './router.tsx';
import { styleNonce } from './settings.ts';
import { SignIn } from './sign-in.tsx';
import { theme } from './theme.ts';

const code = takeCode();
const answer = takeAnswer();
if (code !== null) void session.signIn({ code });
else if (answer !== null)
  void session.signInAtProvider(async () => (await import('../api/oidc.ts')).exchange(answer));

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => styleNonce}>
      <LanguageProvider>
        <Entrance />
      </LanguageProvider>
    </MantineProvider>
  );
}

function Entrance() {
  const state = useSessionState();
  return state === 'SIGNED_IN' ? <SignedIn /> : <SignIn state={state} />;
}

function SignedIn() {
  const [client] = useState(createApiClient);
  return (
    <ApiProvider value={client}>
      <ViewerProvider>
        <RouterProvider router={router} />
      </ViewerProvider>
    </ApiProvider>
  );
}
