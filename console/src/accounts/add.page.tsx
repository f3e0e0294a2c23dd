import { useState } from 'react';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { addMessages } from './add/add.messages.ts';
import { SetUp } from './add/setup.tsx';
import { StartStep } from './add/start-step.tsx';
import { Steps } from './add/steps.tsx';

/** Adds an official account. Closing it early loses nothing: the draft is in the list. */
export function AddPage() {
  const words = useMessages(addMessages);
  const isAdministrator = useIsAdministrator();
  const [accountId, setAccountId] = useState<string>();
  if (!isAdministrator) return <Empty title={words.forAdministrators}>{words.forAdministratorsHint}</Empty>;
  return (
    <Page title={words.title}>
      {accountId === undefined ? (
        <>
          <Steps at="START" />
          <StartStep onAdded={setAccountId} />
        </>
      ) : (
        <SetUp accountId={accountId} />
      )}
    </Page>
  );
}
