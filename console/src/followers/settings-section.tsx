import { Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { Section } from '../ui/section.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { FollowerSettingsDocument } from './generated/operations.ts';
import { settingsMessages } from './settings.messages.ts';
import { SettingsFacts } from './settings-facts.tsx';
import { SettingsForm } from './settings-form.tsx';

/** The rules by which an account handles its followers. */
export function SettingsSection({ account }: { readonly account: string }) {
  const words = useMessages(settingsMessages);
  const isAdministrator = useIsAdministrator();
  const [{ data, error }, query] = useQuery({
    query: FollowerSettingsDocument,
    variables: { account },
    requestPolicy: 'cache-and-network',
  });
  const again = () => query({ requestPolicy: 'network-only' });
  const found = data?.officialAccount;
  return (
    <Section title={words.title} {...(!isAdministrator && { hint: words.onlyAdministrators })}>
      {error && <Failure error={error} onRetry={again} />}
      {!found && !error && <Skeleton h={400} aria-hidden />}
      {found &&
        (isAdministrator ? (
          <SettingsForm
            account={account}
            version={found.version}
            settings={found.followerSettings}
            onRefused={again}
          />
        ) : (
          <SettingsFacts settings={found.followerSettings} />
        ))}
    </Section>
  );
}
