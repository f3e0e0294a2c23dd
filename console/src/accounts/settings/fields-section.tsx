import { SimpleGrid } from '@mantine/core';
import { useMessages } from '../../language/language.tsx';
import { FieldSelect } from './field-select.tsx';
import { settingsMessages } from './settings.messages.ts';
import { FIELD_INPUTS, PURPOSES } from './settings-values.ts';
import type { Settings } from './use-settings.ts';

/** A contact field for each purpose. */
export function FieldsSection({ settings }: { readonly settings: Settings }) {
  const words = useMessages(settingsMessages);
  const { base, values, change, refusals } = settings;
  const hasNoUnionIds = base.appId !== null && base.openPlatform === null;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      {PURPOSES.map((purpose) => {
        const name = FIELD_INPUTS[purpose];
        return (
          <FieldSelect
            key={purpose}
            purpose={purpose}
            accountId={base.id}
            value={values[name]}
            onChange={(field) => change({ [name]: field })}
            error={refusals.of(name)}
            hint={purpose === 'UNION_ID' && hasNoUnionIds ? words.noPlatform : undefined}
          />
        );
      })}
    </SimpleGrid>
  );
}
