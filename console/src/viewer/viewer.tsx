import { createContext, type ReactNode, useContext } from 'react';
import { useQuery } from 'urql';
import { Failure } from '../ui/failure.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { ViewerDocument, type ViewerQuery } from './generated/operations.ts';

export type Viewer = ViewerQuery['viewer'];

const Context = createContext<Viewer | null>(null);

/** Asks who the caller is before anything else shows. */
export function ViewerProvider({ children }: { readonly children: ReactNode }) {
  const [{ data, error }, again] = useQuery({ query: ViewerDocument });
  if (data) return <Context value={data.viewer}>{children}</Context>;
  return error ? (
    <Failure error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
  ) : (
    <PageLoader />
  );
}

export function useViewer(): Viewer {
  const viewer = useContext(Context);
  if (!viewer) throw new Error('there is no viewer outside of ViewerProvider');
  return viewer;
}

/** What a marketer may not do is not offered. */
export const useIsAdministrator = (): boolean => useViewer().role === 'ADMINISTRATOR';
