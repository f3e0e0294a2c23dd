import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { accountMessages } from './account.messages.ts';
import { addMessages } from './add/add.messages.ts';
import { SetUp } from './add/setup.tsx';
import { StartStep } from './add/start-step.tsx';
import { Steps } from './add/steps.tsx';

/** Adds an official account. Closing it early loses nothing: the draft is in the list. */
export function AddPage() {
  const words = useMessages(addMessages);
  const { toList } = useMessages(accountMessages);
  const isAdministrator = useIsAdministrator();
  const [accountId, setAccountId] = useState<string>();
  if (!isAdministrator)
    return (
      <Page title={words.title}>
        <Empty
          title={words.forAdministrators}
          action={
            <Button component={Link} to="/">
              {toList}
            </Button>
          }
        >
          {words.forAdministratorsHint}
        </Empty>
      </Page>
    );
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
