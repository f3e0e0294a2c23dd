import { CloseButton, Group, Select, Text, TextInput } from '@mantine/core';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { uiMessages } from '../ui/ui.messages.ts';
import { followersMessages } from './followers.messages.ts';
import type { BindingState, FollowerFilter } from './generated/operations.ts';
import { followerWords } from './words.messages.ts';

export interface Filters {
  readonly who: 'all' | 'following' | 'left';
  readonly binding: BindingState | 'all';
  readonly openId: string;
}

export const NO_FILTERS: Filters = { who: 'all', binding: 'all', openId: '' };

/** Null: all followers. */
export function toFilter({ who, binding, openId }: Filters): FollowerFilter | null {
  const filter: FollowerFilter = {
    ...(who !== 'all' && { subscribed: who === 'following' }),
    ...(binding !== 'all' && { binding }),
    ...(openId.trim() !== '' && { openId: openId.trim() }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}

interface Props {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  readonly total: number | undefined;
}

export function FollowerFilters({ filters, onChange, total }: Props) {
  const words = useMessages(followersMessages);
  const { binding: states } = useMessages(followerWords);
  const ui = useMessages(uiMessages);
  const formats = useFormats();
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={words.who}
        w={150}
        allowDeselect={false}
        data={[
          { value: 'all', label: words.all },
          { value: 'following', label: words.follows },
          { value: 'left', label: words.left },
        ]}
        value={filters.who}
        onChange={(who) => onChange({ ...filters, who: who ?? 'all' })}
      />
      <Select
        label={words.binding}
        w={150}
        allowDeselect={false}
        data={[
          { value: 'all' as const, label: words.all },
          ...(Object.keys(states) as BindingState[]).map((value) => ({ value, label: states[value] })),
        ]}
        value={filters.binding}
        onChange={(binding) => onChange({ ...filters, binding: binding ?? 'all' })}
      />
      <TextInput
        label={words.openId}
        placeholder={words.openIdHint}
        w={{ base: '100%', xs: 290 }}
        value={filters.openId}
        onChange={(event) => onChange({ ...filters, openId: event.currentTarget.value })}
        autoComplete="off"
        spellCheck={false}
        rightSection={
          filters.openId && (
            <CloseButton
              size="sm"
              aria-label={words.clear}
              onClick={() => onChange({ ...filters, openId: '' })}
            />
          )
        }
      />
      <Text size="sm" c="dimmed" role="status" mih={36} lh="36px">
        {total === undefined ? ui.loading : words.listed(formats.number(total))}
      </Text>
    </Group>
  );
}
