import { Group, Radio, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../language/language.tsx';
import { IconSearch } from '../ui/icons.tsx';
import { senderMessages } from './senders.messages.ts';
import type { UsableAccount } from './use-usable-accounts.ts';

/** From so many accounts on there is a search. */
const MANY = 6;

interface Props {
  readonly accounts: readonly UsableAccount[];
  readonly value: string | null;
  readonly onChange: (accountId: string) => void;
  readonly error?: string | undefined;
}

/** Chooses one of the accounts, which are searched as the person types. */
export function AccountChoice({ accounts, value, onChange, error }: Props) {
  const words = useMessages(senderMessages);
  const [search, setSearch] = useState('');
  const found = accounts.filter(({ displayName, principalName }) =>
    `${displayName} ${principalName ?? ''}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <Stack gap="sm">
      {accounts.length >= MANY && (
        <TextInput
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <Radio.Group
        label={words.choose}
        description={words.chooseHint}
        value={value}
        onChange={onChange}
        error={error}
      >
        <ScrollArea.Autosize mah={320} mt="xs" type="auto" offsetScrollbars="present">
          <Stack gap="xs" p={2}>
            {found.map((account) => (
              <Choice key={account.id} account={account} />
            ))}
            {found.length === 0 && <Text c="dimmed">{words.nothing}</Text>}
          </Stack>
        </ScrollArea.Autosize>
      </Radio.Group>
      <div role="status" className="visually-hidden">
        {search !== '' && words.found(found.length)}
      </div>
    </Stack>
  );
}

function Choice({ account: { id, displayName, principalName } }: { readonly account: UsableAccount }) {
  return (
    <Radio.Card value={id} p="sm" radius="md" aria-label={displayName}>
      <Group wrap="nowrap" align="center" gap="sm">
        <Radio.Indicator />
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Text size="sm" fw={500}>
            {displayName}
          </Text>
          {principalName && (
            <Text size="xs" c="dimmed">
              {principalName}
            </Text>
          )}
        </div>
      </Group>
    </Radio.Card>
  );
}
