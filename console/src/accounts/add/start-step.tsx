import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { NO_REFUSALS, refusalsOf } from '../../api/refusals.ts';
import { useLanguage, useMessages } from '../../language/language.tsx';
import { Failure } from '../../ui/failure.tsx';
import { RefusalList } from '../../ui/refusal-list.tsx';
import { type AccountType, AddAccountDocument } from '../generated/operations.ts';
import { settingsMessages } from '../settings/settings.messages.ts';
import { accountWords } from '../words.messages.ts';
import { addMessages } from './add.messages.ts';

const TYPES: readonly AccountType[] = ['SERVICE', 'SUBSCRIPTION'];

/** Adds the draft, with the little that is known before anybody has scanned. */
export function StartStep({ onAdded }: { readonly onAdded: (accountId: string) => void }) {
  const words = useMessages(addMessages);
  const names = useMessages(accountWords);
  const settingsWords = useMessages(settingsMessages);
  const { language } = useLanguage();
  const [{ fetching, error }, add] = useMutation(AddAccountDocument);
  const [refusals, setRefusals] = useState(NO_REFUSALS);
  const [accountType, setType] = useState<AccountType | null>(null);
  const [description, setDescription] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    const { data } = await add({ input: { accountType, description: description.trim() || null } });
    if (!data) return;
    const { officialAccount, userErrors } = data.addOfficialAccount;
    setRefusals(refusalsOf(userErrors, ['accountType', 'description'], language));
    if (officialAccount) onAdded(officialAccount.id);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={620}>
        <Text size="sm" c="dimmed">
          {words.intro}
        </Text>
        <TextInput
          label={settingsWords.description}
          description={settingsWords.descriptionHint}
          value={description}
          onChange={({ currentTarget: { value } }) => setDescription(value)}
          error={refusals.of('description')}
        />
        <NativeSelect
          label={words.type}
          description={words.typeHint}
          value={accountType ?? ''}
          onChange={({ currentTarget: { value } }) => setType(TYPES.find((type) => type === value) ?? null)}
          data={[
            { value: '', label: words.anyType },
            ...TYPES.map((type) => ({ value: type, label: names.type[type] })),
          ]}
          error={refusals.of('accountType')}
        />
        {error && <Failure error={error} />}
        <RefusalList refusals={refusals.others} />
        <Button type="submit" loading={fetching} w="fit-content">
          {words.begin}
        </Button>
      </Stack>
    </form>
  );
}
