import { Alert, SimpleGrid } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { IconCircleCheck, IconTrash } from '../ui/icons.tsx';
import { Page } from '../ui/page.tsx';
import { type Account, useSharedAccount } from './account-context.tsx';
import { useAuthorization } from './authorize/use-authorization.ts';
import { AuthorizationPart } from './overview/authorization.tsx';
import { Capabilities } from './overview/capabilities.tsx';
import { AccountFacts } from './overview/facts.tsx';
import { overviewMessages } from './overview/overview.messages.ts';
import { RequirementList } from './overview/requirement-list.tsx';
import { READY } from './places.ts';

/** What an account needs, and what is known of it. */
export function OverviewPage() {
  const { account, reload } = useSharedAccount();
  return <Overview key={account.id} account={account} reload={reload} />;
}

function Overview({ account, reload }: { readonly account: Account; readonly reload: () => void }) {
  const words = useMessages(overviewMessages);
  const hash = useLocation({ select: (location) => location.hash });
  const authorization = useAuthorization(account.id, account.authorizationSession, reload);
  const [isOpen, setOpen] = useState(false);
  const openAuthorization = () => {
    setOpen(true);
    if (authorization.session?.status !== 'PENDING') void authorization.start();
  };
  return (
    <Page isPart title={words.title}>
      {hash === READY && account.status === 'ACTIVE' && (
        <Alert color="teal" icon={<IconCircleCheck />} title={words.ready} role="status">
          {words.readyHint}
        </Alert>
      )}
      {account.removal ? (
        <Removed removal={account.removal} />
      ) : (
        <RequirementList account={account} onAuthorize={openAuthorization} />
      )}
      {account.viewerCan.authorize && (
        <AuthorizationPart
          account={account}
          authorization={authorization}
          isOpen={isOpen}
          onOpen={openAuthorization}
        />
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <AccountFacts account={account} />
        {account.appId !== null && !account.removal && <Capabilities account={account} />}
      </SimpleGrid>
    </Page>
  );
}

function Removed({ removal }: { readonly removal: NonNullable<Account['removal']> }) {
  const words = useMessages(overviewMessages);
  const formats = useFormats();
  const { removedAt, followerData, nextStep } = removal;
  return (
    <Alert color="gray" icon={<IconTrash />} title={words.removed} role="status">
      {words.removedAt(formats.time(removedAt))} {followerData === 'ERASE' ? words.erased : words.retained}{' '}
      {nextStep && words.withdrawInWeChat}
    </Alert>
  );
}
