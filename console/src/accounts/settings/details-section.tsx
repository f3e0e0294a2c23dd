import { SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useMessages } from '../../language/language.tsx';
import { SearchSelect } from '../../ui/search-select.tsx';
import { TimeZoneChoicesDocument } from '../generated/operations.ts';
import { settingsMessages } from './settings.messages.ts';
import type { Settings } from './use-settings.ts';

interface Props {
  readonly settings: Settings;
  /** The zone of accounts that have none of their own. */
  readonly defaultZone: string;
}

/** Description, note and time zone. */
export function DetailsSection({ settings, defaultZone }: Props) {
  const words = useMessages(settingsMessages);
  const { values, change, refusals } = settings;
  const [search, setSearch] = useState('');
  const [{ data, fetching }] = useQuery({ query: TimeZoneChoicesDocument, variables: { search } });
  const zone = values.defaultTimezone;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <TextInput
        id="description"
        label={words.description}
        description={words.descriptionHint}
        value={values.description}
        onChange={({ currentTarget: { value } }) => change({ description: value })}
        error={refusals.of('description')}
        maxLength={400}
      />
      <SearchSelect
        id="defaultTimezone"
        label={words.timezone}
        description={words.timezoneHint}
        placeholder={words.timezoneDefault(defaultZone)}
        clearable
        value={zone === null ? null : { value: zone, label: zone }}
        onChange={(option) => change({ defaultTimezone: option?.value ?? null })}
        options={(data?.timeZones ?? []).map(({ name, label }) => ({
          value: name,
          label: name,
          hint: label,
        }))}
        onSearch={setSearch}
        loading={fetching}
        error={refusals.of('defaultTimezone')}
      />
      <Textarea
        id="note"
        label={words.note}
        description={words.noteHint}
        autosize
        minRows={2}
        maxRows={8}
        value={values.note}
        onChange={({ currentTarget: { value } }) => change({ note: value })}
        error={refusals.of('note')}
      />
    </SimpleGrid>
  );
}
