import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../language/language.tsx';
import { Failure } from '../../ui/failure.tsx';
import { PageLoader } from '../../ui/page-loader.tsx';
import type { Account } from '../account-context.tsx';
import { AuthorizePanel } from '../authorize/authorize-panel.tsx';
import { useAuthorization } from '../authorize/use-authorization.ts';
import type { SettingsFrameQuery } from '../generated/operations.ts';
import { useSettingsFrame } from '../settings/use-settings-frame.ts';
import { useLiveAccount } from '../use-live-account.ts';
import { addMessages } from './add.messages.ts';
import { SettingsStep } from './settings-step.tsx';
import { type StepName, Steps } from './steps.tsx';

/** Authorizes the draft that was added, then asks for its settings. */
export function SetUp({ accountId }: { readonly accountId: string }) {
  const { account, error, reload } = useLiveAccount(accountId);
  const settings = useSettingsFrame();
  const { frame } = settings;
  if (account && frame) return <Ready account={account} frame={frame} reload={reload} />;
  if (!account && error) return <Failure error={error} onRetry={reload} />;
  return settings.error ? <Failure error={settings.error} onRetry={settings.again} /> : <PageLoader />;
}

interface Props {
  readonly account: Account;
  readonly frame: SettingsFrameQuery;
  readonly reload: () => void;
}

function Ready({ account, frame, reload }: Props) {
  const words = useMessages(addMessages);
  const [step, setStep] = useState<StepName>('AUTHORIZE');
  const authorization = useAuthorization(account.id, account.authorizationSession, ({ status }) => {
    reload();
    if (status === 'COMPLETED') setStep('SETTINGS');
  });
  const begin = useRef(() => void authorization.start());
  useEffect(() => begin.current(), []);
  return (
    <Stack gap="lg">
      <Steps at={step} onChoose={setStep} isWaiting={account.appId === null} />
      {step === 'AUTHORIZE' ? (
        <>
          <AuthorizePanel authorization={authorization} focused />
          <Group gap="sm">
            <Button variant="default" onClick={() => setStep('SETTINGS')}>
              {words.toSettings}
            </Button>
            <Text size="sm" c="dimmed">
              {words.toSettingsHint}
            </Text>
          </Group>
        </>
      ) : (
        <SettingsStep account={account} frame={frame} onShowCode={() => setStep('AUTHORIZE')} />
      )}
    </Stack>
  );
}
