import { Badge } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import type { AccountStatus } from './generated/operations.ts';
import { accountWords } from './words.messages.ts';

const COLORS: Readonly<Record<AccountStatus, string>> = {
  DRAFT: 'gray',
  ACTIVE: 'teal',
  ACTION_REQUIRED: 'orange',
  REMOVED: 'gray',
};

export function StatusBadge({ status }: { readonly status: AccountStatus }) {
  const words = useMessages(accountWords);
  return (
    <Badge variant="light" color={COLORS[status]} c="var(--mantine-color-text)" tt="none" size="md">
      {words.status[status]}
    </Badge>
  );
}
