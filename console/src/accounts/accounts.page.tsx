import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Pages } from '../api/pages.ts';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Empty } from '../ui/empty.tsx';
import { Failure } from '../ui/failure.tsx';
import { IconPlus, IconSearch } from '../ui/icons.tsx';
import { Page } from '../ui/page.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { AccountTable } from './account-table.tsx';
import { accountsMessages } from './accounts.messages.ts';
import type { AccountInListFragment, AccountStatus } from './generated/operations.ts';
import { useAccountList } from './use-account-list.ts';
import { accountWords } from './words.messages.ts';

const TYPING_MS = 200;
const STATUSES: readonly AccountStatus[] = ['ACTIVE', 'ACTION_REQUIRED', 'DRAFT', 'REMOVED'];
const ANY = 'ANY';

/** All official accounts that the person may see. */
export function AccountsPage() {
  const words = useMessages(accountsMessages);
  const isAdministrator = useIsAdministrator();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [status, setStatus] = useState<AccountStatus | null>(null);
  const list = useAccountList(search, status);
  const isFiltered = search !== '' || status !== null;
  const add = isAdministrator && (
    <Button component={Link} to="/accounts/new" leftSection={<IconPlus size={18} />}>
      {words.add}
    </Button>
  );
  const isEmpty = !isFiltered && list.total === 0;
  return (
    <Page title={words.title} actions={!isEmpty && add}>
      {isEmpty ? (
        <Empty title={words.emptyTitle} action={add}>
          {isAdministrator ? words.emptyAdmin : words.emptyMarketer}
        </Empty>
      ) : (
        <Stack>
          <Filter typed={typed} onType={setTyped} status={status} onStatus={setStatus} />
          <Result
            list={list}
            onClear={() => {
              setTyped('');
              setStatus(null);
            }}
          />
        </Stack>
      )}
    </Page>
  );
}

interface FilterProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly status: AccountStatus | null;
  readonly onStatus: (status: AccountStatus | null) => void;
}

function Filter({ typed, onType, status, onStatus }: FilterProps) {
  const words = useMessages(accountsMessages);
  const names = useMessages(accountWords);
  return (
    <Group gap="sm">
      <TextInput
        type="search"
        aria-label={words.searchLabel}
        placeholder={words.searchLabel}
        leftSection={<IconSearch size={16} />}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        flex={1}
        miw={220}
        maw={420}
      />
      <NativeSelect
        aria-label={words.statusLabel}
        data={[
          { value: ANY, label: words.anyStatus },
          ...STATUSES.map((value) => ({ value, label: names.status[value] })),
        ]}
        value={status ?? ANY}
        onChange={({ currentTarget }) =>
          onStatus(STATUSES.find((one) => one === currentTarget.value) ?? null)
        }
        w={200}
      />
    </Group>
  );
}

interface ResultProps {
  readonly list: Pages<AccountInListFragment>;
  readonly onClear: () => void;
}

function Result({ list, onClear }: ResultProps) {
  const words = useMessages(accountsMessages);
  const formats = useFormats();
  const { nodes, total = 0, error, again } = list;
  if (!nodes) return error ? <Failure error={error} onRetry={again} /> : <PageLoader />;
  return (
    <>
      {error && <Failure error={error} onRetry={again} />}
      {total === 0 ? (
        <Empty
          title={words.nothing}
          action={
            <Button variant="light" onClick={onClear}>
              {words.clear}
            </Button>
          }
        >
          {words.nothingHint}
        </Empty>
      ) : (
        <AccountTable accounts={nodes} />
      )}
      <Group justify="space-between" mih={36}>
        <Text size="sm" c="dimmed" role="status">
          {total === 1 ? words.oneAccount : words.count(formats.number(nodes.length), formats.number(total))}
        </Text>
        <ShowMore pages={list} />
      </Group>
    </>
  );
}
