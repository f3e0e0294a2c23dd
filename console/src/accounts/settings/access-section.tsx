import { ActionIcon, Group, List, Radio, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useMessages } from '../../language/language.tsx';
import { IconX } from '../../ui/icons.tsx';
import { SearchSelect } from '../../ui/search-select.tsx';
import { type AccessMode, type UserChoiceFragment, UserChoicesDocument } from '../generated/operations.ts';
import { settingsMessages } from './settings.messages.ts';
import type { Settings } from './use-settings.ts';

/** The input that requirements about users lead to. */
const USERS_ID = 'removeUserIds';

/** Who may use the account. */
export function AccessSection({ settings }: { readonly settings: Settings }) {
  const words = useMessages(settingsMessages);
  const { values, change, refusals } = settings;
  const { accessMode, users } = values;
  const selected = useRef<HTMLDivElement>(null);
  return (
    <Stack gap="md">
      <Radio.Group
        aria-label={words.access}
        value={accessMode}
        onChange={(mode) => change({ accessMode: mode as AccessMode })}
        error={refusals.of('mode')}
      >
        <Stack gap="xs">
          <Radio value="ALL_USERS" label={words.everybody} />
          <Radio value="SELECTED_USERS" label={words.selected} />
        </Stack>
      </Radio.Group>
      {accessMode === 'SELECTED_USERS' && (
        <>
          <UserAdding
            users={users}
            error={refusals.of('addUserIds') ?? refusals.of('removeUserIds')}
            onAdd={(user) => change({ users: [...users, user] })}
          />
          <div ref={selected} tabIndex={-1} style={{ outline: 'none' }}>
            <Selected
              users={users}
              onRemove={(id) => {
                change({ users: users.filter((user) => user.id !== id) });
                selected.current?.focus();
              }}
            />
          </div>
        </>
      )}
    </Stack>
  );
}

interface AddingProps {
  readonly users: readonly UserChoiceFragment[];
  readonly error: string | undefined;
  readonly onAdd: (user: UserChoiceFragment) => void;
}

function UserAdding({ users, error, onAdd }: AddingProps) {
  const words = useMessages(settingsMessages);
  const [search, setSearch] = useState('');
  const [{ data, fetching }] = useQuery({ query: UserChoicesDocument, variables: { search } });
  const found = (data?.marketingUsers.edges ?? [])
    .map(({ node }) => node)
    .filter(({ id }) => !users.some((user) => user.id === id));
  return (
    <SearchSelect
      id={USERS_ID}
      label={words.addUser}
      placeholder={words.chooseUser}
      error={error}
      value={null}
      onChange={(option) => {
        const user = found.find(({ id }) => id === option?.value);
        if (user) onAdd(user);
      }}
      options={found.map(({ id, name, emailAddress, disabled }) => ({
        value: id,
        label: name,
        hint: disabled ? words.userDisabled : (emailAddress ?? undefined),
        disabled,
      }))}
      onSearch={setSearch}
      loading={fetching}
    />
  );
}

interface SelectedProps {
  readonly users: readonly UserChoiceFragment[];
  readonly onRemove: (id: string) => void;
}

function Selected({ users, onRemove }: SelectedProps) {
  const words = useMessages(settingsMessages);
  if (users.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.nobody}
      </Text>
    );
  return (
    <List listStyleType="none" aria-label={words.selectedUsers} spacing={4} m={0}>
      {users.map((user) => (
        <List.Item key={user.id}>
          <Group gap="xs" wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words.removeUser(user.name)}
              onClick={() => onRemove(user.id)}
            >
              <IconX size={16} />
            </ActionIcon>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {user.name}
            </Text>
            <Problem user={user} />
          </Group>
        </List.Item>
      ))}
    </List>
  );
}

function Problem({ user }: { readonly user: UserChoiceFragment }) {
  const words = useMessages(settingsMessages);
  const text = user.availability === 'GONE' ? words.userGone : user.disabled ? words.userDisabled : null;
  return (
    text && (
      <Text size="xs" c="var(--mantine-color-error)">
        {text}
      </Text>
    )
  );
}
