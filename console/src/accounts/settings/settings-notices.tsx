import { Alert, Button, Stack } from '@mantine/core';
import { useMessages } from '../../language/language.tsx';
import { Failure } from '../../ui/failure.tsx';
import { RefusalList } from '../../ui/refusal-list.tsx';
import { settingsMessages } from './settings.messages.ts';
import type { Settings } from './use-settings.ts';

/** What stands in the way of saving, apart from single fields. */
export function SettingsNotices({ settings }: { readonly settings: Settings }) {
  const words = useMessages(settingsMessages);
  const { isOutdated, loadAgain, error, refusals } = settings;
  return (
    <>
      {isOutdated && (
        <Alert color="yellow" role="alert">
          <Stack gap="xs" align="flex-start">
            {words.outdated}
            <Button size="xs" variant="default" onClick={loadAgain}>
              {words.loadAgain}
            </Button>
          </Stack>
        </Alert>
      )}
      {error && <Failure error={error} />}
      <RefusalList refusals={refusals.others} />
    </>
  );
}
