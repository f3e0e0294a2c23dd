import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { NO_REFUSALS, type Refusals, refusalsOf } from '../api/refusals.ts';
import { useLanguage, useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { RefusalList } from '../ui/refusal-list.tsx';
import { type Option, SearchSelect } from '../ui/search-select.tsx';
import { Section } from '../ui/section.tsx';
import { connectionMessages } from './connection.messages.ts';
import { MarketingUsersDocument, SignOutUserDocument } from './generated/operations.ts';

/** Ends the sessions of somebody else. */
export function SignOutUser() {
  const words = useMessages(connectionMessages);
  const { language } = useLanguage();
  const [search, setSearch] = useState('');
  const [user, setUser] = useState<Option | null>(null);
  const [refusals, setRefusals] = useState<Refusals>(NO_REFUSALS);
  const [signedOut, setSignedOut] = useState<string | null>(null);
  const [{ data, fetching }] = useQuery({
    query: MarketingUsersDocument,
    variables: { search: search || null },
  });
  const [{ fetching: isSigningOut, error }, signOut] = useMutation(SignOutUserDocument);
  const options = (data?.marketingUsers.edges ?? []).map(({ node: { id, name, loginName, disabled } }) => ({
    value: id,
    label: name,
    hint: disabled ? `${loginName} · ${words.disabled}` : loginName,
  }));
  const confirm = async () => {
    if (!user) return;
    const { data: answer } = await signOut({ input: { userId: user.value } });
    if (!answer) return;
    const { userErrors, marketingUser } = answer.signOutUser;
    setRefusals(refusalsOf(userErrors, ['userId'], language));
    if (!marketingUser) return;
    setSignedOut(marketingUser.name);
    setUser(null);
  };
  return (
    <Section title={words.signOutTitle}>
      <Text size="sm" c="dimmed">
        {words.signOutHint}
      </Text>
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
          error={refusals.of('userId')}
          clearable
        />
        <RefusalList refusals={refusals.others} />
        {error && <Failure error={error} />}
        <Group>
          <Button
            variant="default"
            loading={isSigningOut}
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
