import { Alert, Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { IconCircleCheck } from '../ui/icons.tsx';
import { Outcome } from '../ui/outcome.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { AccountChoice } from './account-choice.tsx';
import { ConfigureSenderDocument, type SenderStateFragment } from './generated/operations.ts';
import { senderMessages } from './senders.messages.ts';
import { useUsableAccounts } from './use-usable-accounts.ts';

/** Chooses the account that the step sends for. */
export function SenderForm({ sender }: { readonly sender: SenderStateFragment }) {
  const words = useMessages(senderMessages);
  const { accounts, error: unread, again } = useUsableAccounts();
  const configure = useAction(ConfigureSenderDocument, (data) => data.configureMessageSender, ['accountId']);
  const [chosen, setChosen] = useState<string | null>(null);
  const [savedFor, setSavedFor] = useState<string | null>(null);
  if (unread && !accounts) return <Failure error={unread} onRetry={again} />;
  if (!accounts) return <PageLoader />;
  if (accounts.length === 0) return <Empty title={words.noneTitle}>{words.noneHint}</Empty>;
  const current = sender.account?.id;
  const accountId = chosen ?? accounts.find(({ id }) => id === current)?.id ?? null;
  const isDone = sender.status === 'CONFIGURED' && accountId === current;
  const save = async () => {
    if (accountId === null) return;
    const result = await configure.run({ messageSenderId: sender.id, accountId });
    setSavedFor(result?.messageSender?.account?.displayName ?? null);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack>
        <AccountChoice
          accounts={accounts}
          value={accountId}
          error={configure.refusals.of('accountId')}
          onChange={(id) => {
            setChosen(id);
            setSavedFor(null);
          }}
        />
        <Outcome action={configure} />
        <div role="status">
          {savedFor && (
            <Alert color="teal" variant="light" icon={<IconCircleCheck aria-hidden />}>
              {words.saved(savedFor)}
            </Alert>
          )}
        </div>
        <Group>
          <Button type="submit" loading={configure.isRunning} disabled={accountId === null || isDone}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
