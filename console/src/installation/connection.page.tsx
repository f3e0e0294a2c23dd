import { useQuery } from 'urql';
import { useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { connectionMessages } from './connection.messages.ts';
import { ConnectionState } from './connection-state.tsx';
import { ConnectionDocument } from './generated/operations.ts';
import { Notices } from './notices.tsx';
import { LimitList, OpenPlatforms } from './quotas.tsx';
import { SignOutUser } from './sign-out-user.tsx';

/** How the installation is: its connection, its limits. */
export function ConnectionPage() {
  const words = useMessages(connectionMessages);
  const isAdministrator = useIsAdministrator();
  const [{ data, error }, again] = useQuery({
    query: ConnectionDocument,
    requestPolicy: 'cache-and-network',
  });
  return (
    <Page title={words.title}>
      {error && !data && <Failure error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {!data && !error && <PageLoader />}
      {data && (
        <>
          <ConnectionState installation={data.installation} />
          {isAdministrator && <Notices />}
          <OpenPlatforms platforms={data.openPlatforms} limits={data.installation.limits} />
          <LimitList limits={data.installation.limits} />
          {isAdministrator && <SignOutUser />}
        </>
      )}
    </Page>
  );
}
