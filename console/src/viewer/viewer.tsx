import { Box } from '@mantine/core';
import { createContext, type ReactNode, useContext, useRef } from 'react';
import { useQuery } from 'urql';
import { Failure } from '../ui/failure.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { ViewerDocument, type ViewerQuery } from './generated/operations.ts';

export type Viewer = ViewerQuery['viewer'];

const Context = createContext<Viewer | null>(null);

/** Asks who the caller is before anything else shows. */
export function ViewerProvider({ children }: { readonly children: ReactNode }) {
  const [{ data, error }, again] = useQuery({ query: ViewerDocument });
  // A viewer who is known stays known when a later reading fails: the page, with what is typed in it, must not go.
  const known = useRef<Viewer>(undefined);
  known.current = data?.viewer ?? known.current;
  if (known.current) return <Context value={known.current}>{children}</Context>;
  return (
    <Box component="main" p="lg" maw={640}>
      {error ? (
        <Failure error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
      ) : (
        <PageLoader />
      )}
    </Box>
  );
}

export function useViewer(): Viewer {
  const viewer = useContext(Context);
  if (!viewer) throw new Error('there is no viewer outside of ViewerProvider');
  return viewer;
}

/** What a marketer may not do is not offered. */
export const useIsAdministrator = (): boolean => useViewer().role === 'ADMINISTRATOR';
