import { Button, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { NO_REFUSALS, refusalsOf } from '../../api/refusals.ts';
import { useLanguage, useMessages } from '../../language/language.tsx';
import { useDescription } from '../../ui/failure.tsx';
import { SearchSelect } from '../../ui/search-select.tsx';
import { CreateFieldDocument, FieldChoicesDocument, type FieldPurpose } from '../generated/operations.ts';
import { accountWords } from '../words.messages.ts';
import { settingsMessages } from './settings.messages.ts';
import { FIELD_INPUTS, type FieldChoice } from './settings-values.ts';

interface Props {
  readonly purpose: FieldPurpose;
  readonly accountId: string;
  readonly value: FieldChoice | null;
  readonly onChange: (value: FieldChoice | null) => void;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
}

/** Chooses the contact field for a purpose, among those that suit it; or creates one. */
export function FieldSelect({ purpose, accountId, value, onChange, error, hint }: Props) {
  const words = useMessages(settingsMessages);
  const names = useMessages(accountWords);
  const { language } = useLanguage();
  const describe = useDescription();
  const [search, setSearch] = useState('');
  const [{ data, fetching }] = useQuery({ query: FieldChoicesDocument, variables: { purpose, search } });
  const [creating, create] = useMutation(CreateFieldDocument);
  const [refusals, setRefusals] = useState(NO_REFUSALS);
  const [created, setCreated] = useState<string>();
  const message = useRef<HTMLDivElement>(null);
  const fields = data?.contactFields.edges.map(({ node }) => node) ?? [];
  const createField = async () => {
    const answer = await create({ input: { accountId, purpose } });
    if (!answer.data) return;
    const { contactField, userErrors } = answer.data.createContactField;
    setRefusals(refusalsOf(userErrors, [], language));
    if (!contactField) return;
    setCreated(contactField.name);
    onChange(contactField);
    // The button is gone.
    message.current?.focus();
  };
  const problem = error ?? refusals.others[0] ?? (creating.error && describe(creating.error));
  return (
    <Stack gap={4} align="stretch">
      <SearchSelect
        id={FIELD_INPUTS[purpose]}
        label={names.purpose[purpose]}
        description={hint ?? words.fieldHint[purpose]}
        required={purpose === 'OPEN_ID'}
        clearable={purpose !== 'OPEN_ID'}
        placeholder={words.chooseField}
        error={problem ?? (value?.id === '' ? words.fieldGone : undefined)}
        value={value && { value: value.id, label: value.name }}
        onChange={(option) => onChange(option && { id: option.value, name: option.label })}
        options={fields.map(({ id, name, internalName }) => ({ value: id, label: name, hint: internalName }))}
        onSearch={setSearch}
        loading={fetching}
      />
      <div role="status" ref={message} tabIndex={-1} style={{ outline: 'none' }}>
        {created !== undefined && value?.name === created && (
          <Text size="xs">{words.fieldCreated(created)}</Text>
        )}
      </div>
      {value === null && (
        <Button
          variant="transparent"
          px={0}
          size="compact-sm"
          w="fit-content"
          loading={creating.fetching}
          onClick={createField}
          aria-label={`${words.createField}: ${names.purpose[purpose]}`}
        >
          {words.createField}
        </Button>
      )}
    </Stack>
  );
}
