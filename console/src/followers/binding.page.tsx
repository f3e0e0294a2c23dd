import { Stack } from '@mantine/core';
import { Navigate } from '@tanstack/react-router';
import { useAccount } from '../accounts/account-context.tsx';
import { useMessages } from '../language/language.tsx';
import { Page } from '../ui/page.tsx';
import { AdoptionSection } from './adoption-section.tsx';
import { bindingMessages } from './binding.messages.ts';
import { LinksSection } from './links-section.tsx';
import { QuotasSection } from './quotas-section.tsx';
import { SettingsSection } from './settings-section.tsx';
import { SynchronizationSection } from './synchronization-section.tsx';
import { useAccountId } from './use-account-id.ts';

/** How followers become contacts: links, existing contacts, WeChat's list, and the rules for all of them. */
export function BindingPage() {
  const account = useAccountId();
  const words = useMessages(bindingMessages);
  const { removal } = useAccount();
  if (removal) return <Navigate to={`/accounts/${account}` as '/'} replace />;
  return (
    <Page isPart title={words.title}>
      <Stack gap="lg">
        <LinksSection account={account} />
        <SynchronizationSection account={account} />
        <AdoptionSection account={account} />
        <SettingsSection account={account} />
        <QuotasSection account={account} />
      </Stack>
    </Page>
  );
}
