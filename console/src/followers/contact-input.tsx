import { SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import { followerMessages } from './follower.messages.ts';
import type { ContactReferenceInput } from './generated/operations.ts';

/** What a person types to name a contact. */
export interface ContactReference {
  readonly by: 'emailAddress' | 'contactId';
  readonly text: string;
}

export const toReference = ({ by, text }: ContactReference): ContactReferenceInput =>
  by === 'emailAddress' ? { emailAddress: text.trim() } : { contactId: text.trim() };

interface Props {
  readonly value: ContactReference;
  readonly onChange: (value: ContactReference) => void;
  readonly error: string | undefined;
  /** The input gets the focus as soon as it shows. */
  readonly focused?: boolean;
}

/** Names a contact of the marketing platform by e-mail address or ID. */
export function ContactInput({ value, onChange, error, focused = false }: Props) {
  const words = useMessages(followerMessages);
  const isAddress = value.by === 'emailAddress';
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={words.linkBy}
        size="sm"
        value={value.by}
        onChange={(by) => onChange({ ...value, by })}
        data={[
          { value: 'emailAddress' as const, label: words.byAddress },
          { value: 'contactId' as const, label: words.byId },
        ]}
      />
      <TextInput
        label={isAddress ? words.byAddress : words.byId}
        placeholder={isAddress ? 'li.wei@example.com' : '4711'}
        inputMode={isAddress ? 'email' : 'numeric'}
        value={value.text}
        onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
        error={error}
        autoComplete="off"
        spellCheck={false}
        required
        data-autofocus={focused || undefined}
      />
    </Stack>
  );
}
