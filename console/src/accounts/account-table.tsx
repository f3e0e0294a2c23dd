import { Anchor, Group, Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { Time } from '../ui/time.tsx';
import { AccountAvatar } from './account-avatar.tsx';
import { accountsMessages } from './accounts.messages.ts';
import type { AccountInListFragment } from './generated/operations.ts';
import { StatusBadge } from './status-badge.tsx';
import { accountWords } from './words.messages.ts';

interface Props {
  readonly accounts: readonly AccountInListFragment[];
}

/** On a phone only the account and its status; the rest is on its page. Typing into the search does not draw it again. */
export const AccountTable = memo(function AccountTable({ accounts }: Props) {
  const words = useMessages(accountsMessages);
  return (
    <Table verticalSpacing="sm" highlightOnHover layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.account}</Table.Th>
          <Table.Th w={{ base: 110, sm: 150 }}>{words.status}</Table.Th>
          <Table.Th w={130} visibleFrom="lg" title={words.platformHint}>
            {words.openPlatform}
          </Table.Th>
          <Table.Th w={150} visibleFrom="sm">
            {words.authorized}
          </Table.Th>
          <Table.Th w={110} ta="right" visibleFrom="md" title={words.followersHint}>
            {words.followers}
          </Table.Th>
          <Table.Th w={90} ta="right" visibleFrom="md" title={words.boundHint}>
            {words.bound}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {accounts.map((account) => (
          <Row key={account.id} account={account} />
        ))}
      </Table.Tbody>
    </Table>
  );
});

function Row({ account }: { readonly account: AccountInListFragment }) {
  const words = useMessages(accountsMessages);
  const names = useMessages(accountWords);
  const formats = useFormats();
  const { id, displayName, accountType, status, requirements, openPlatform, credential } = account;
  const steps = requirements.filter(({ severity }) => severity === 'BLOCKING').length;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <AccountAvatar name={displayName} />
          <Stack gap={0} miw={0}>
            <Anchor
              component={Link}
              to="/accounts/$accountId"
              params={{ accountId: id } as never}
              fw={600}
              lineClamp={2}
              title={displayName}
              c="var(--mantine-color-text)"
              style={{ overflowWrap: 'anywhere' }}
            >
              {displayName}
            </Anchor>
            <Text size="xs" c="dimmed">
              {accountType ? names.type[accountType] : words.typeUnknown}
            </Text>
          </Stack>
        </Group>
      </Table.Td>
      <Table.Td>
        <Stack gap={2} align="flex-start">
          <StatusBadge status={status} />
          {steps > 0 && status !== 'REMOVED' && <Text size="xs">{words.toDo(steps)}</Text>}
          {credential?.state === 'FAILING' && <Text size="xs">{words.failing}</Text>}
        </Stack>
      </Table.Td>
      <Table.Td visibleFrom="lg" className="tabular">
        {openPlatform
          ? words.capacity(formats.number(openPlatform.slotsTaken), formats.number(openPlatform.slotLimit))
          : '–'}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        {credential ? <Time at={credential.authorizedAt} relative /> : words.never}
      </Table.Td>
      <Table.Td visibleFrom="md" ta="right" className="tabular">
        {formats.number(account.followerCount)}
      </Table.Td>
      <Table.Td visibleFrom="md" ta="right" className="tabular">
        {account.bindingRate === null ? '–' : formats.percent(account.bindingRate)}
      </Table.Td>
    </Table.Tr>
  );
}
