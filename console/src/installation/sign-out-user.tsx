import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAction } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Outcome } from '../ui/outcome.tsx';
import { type Option, SearchSelect } from '../ui/search-select.tsx';
import { Section } from '../ui/section.tsx';
import { connectionMessages } from './connection.messages.ts';
import { MarketingUsersDocument, SignOutUserDocument } from './generated/operations.ts';

/** Ends the sessions of somebody else. */
export function SignOutUser() {
  const words = useMessages(connectionMessages);
  const [search, setSearch] = useState('');
  const [user, setUser] = useState<Option | null>(null);
  const [signedOut, setSignedOut] = useState<string | null>(null);
  const [{ data, fetching }] = useQuery({
    query: MarketingUsersDocument,
    variables: { search: search || null },
  });
  const signOut = useAction(SignOutUserDocument, (answer) => answer.signOutUser, ['userId']);
  const options = (data?.marketingUsers.edges ?? []).map(({ node: { id, name, loginName, disabled } }) => ({
    value: id,
    label: name,
    hint: disabled ? `${loginName} · ${words.disabled}` : loginName,
  }));
  const confirm = async () => {
    if (!user) return;
    const result = await signOut.run({ userId: user.value });
    if (!result?.marketingUser) return;
    setSignedOut(result.marketingUser.name);
    setUser(null);
  };
  return (
    <Section title={words.signOutTitle} hint={words.signOutHint}>
      <Stack gap="sm" maw={420}>
        <SearchSelect
          label={words.user}
          placeholder={words.userSearch}
          value={user}
          onChange={(option) => {
            setUser(option);
            setSignedOut(null);
          }}
          options={options}
          onSearch={setSearch}
          loading={fetching}
          error={signOut.refusals.of('userId')}
          clearable
        />
        <Outcome action={signOut} />
        <Group>
          <Button
            variant="default"
            loading={signOut.isRunning}
            disabled={user === null}
            onClick={() => void confirm()}
          >
            {words.signOut}
          </Button>
          <Text size="sm" role="status">
            {signedOut && words.signedOut(signedOut)}
          </Text>
        </Group>
      </Stack>
    </Section>
  );
}
