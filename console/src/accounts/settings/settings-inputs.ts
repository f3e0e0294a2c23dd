import type {
  UpdateAccessInput,
  UpdateFieldMappingsInput,
  UpdateOfficialAccountInput,
} from '../generated/operations.ts';
import { FIELD_INPUTS, type SettingsValues } from './settings-values.ts';

type Changed = ReadonlySet<keyof SettingsValues>;
type WithoutAccount<Input> = Omit<Input, 'accountId' | 'expectedVersion' | 'impactToken'>;

/** Null: nothing is to be saved. */
const orNull = <Input extends object>(input: Input): Input | null =>
  Object.keys(input).length > 0 ? input : null;

export const accountInput = (
  changed: Changed,
  values: SettingsValues,
): WithoutAccount<UpdateOfficialAccountInput> | null =>
  orNull({
    ...(changed.has('description') && { description: values.description.trim() || null }),
    ...(changed.has('note') && { note: values.note.trim() || null }),
    ...(changed.has('defaultTimezone') && { defaultTimezone: values.defaultTimezone }),
    ...(changed.has('defaultCampaign') && { defaultCampaign: values.defaultCampaign?.id ?? null }),
    ...(changed.has('acceptedTermsVersion') && { acceptedTermsVersion: values.acceptedTermsVersion }),
  });

export const fieldsInput = (
  changed: Changed,
  values: SettingsValues,
): WithoutAccount<UpdateFieldMappingsInput> | null =>
  orNull(
    Object.fromEntries(
      Object.values(FIELD_INPUTS)
        .filter((name) => changed.has(name))
        .map((name) => [name, values[name]?.id ?? null]),
    ),
  );

/** Users are added and removed, so that two people who change the list at once both succeed. */
export function accessInput(
  changed: Changed,
  base: SettingsValues,
  values: SettingsValues,
): WithoutAccount<UpdateAccessInput> | null {
  if (!changed.has('accessMode') && !changed.has('users')) return null;
  if (values.accessMode === 'ALL_USERS') return { mode: 'ALL_USERS' };
  const missingIn = (list: SettingsValues['users']) => (user: SettingsValues['users'][number]) =>
    !list.some(({ id }) => id === user.id);
  return {
    mode: 'SELECTED_USERS',
    addUserIds: values.users.filter(missingIn(base.users)).map(({ id }) => id),
    removeUserIds: base.users.filter(missingIn(values.users)).map(({ id }) => id),
  };
}
