import { externalId } from '../../../graphql/global-id.ts';
import {
  type ColumnOf,
  columnsOf,
  SETTING_COLUMNS,
  SETTINGS,
  type Setting,
  type SettingChanges,
  type SettingColumn,
  type SettingValues,
} from './settings.rules.ts';

/** In inputs, access has several fields; every other setting has one. */
type PlainColumn = Exclude<SettingColumn, 'accessMode'>;
const PLAIN_COLUMNS = SETTING_COLUMNS.filter((column) => column !== 'accessMode');

type InputOf<C extends SettingColumn> = (typeof SETTINGS)[C]['input'];

/** Does not compile unless the input class `I` has a field for each of the settings `C`, and no other field. */
type Declared<I, C extends SettingColumn> = [
  Exclude<InputOf<C>, keyof I>,
  Exclude<keyof I, InputOf<C>>,
] extends [never, never]
  ? { readonly [K in C as InputOf<K>]?: SettingValues[K] | undefined }
  : { missing: Exclude<InputOf<C>, keyof I>; undeclared: Exclude<keyof I, InputOf<C>> };

/** The changes in an input of `updateOfficialAccount` or `updateFieldMappings`; omitted settings are undefined. */
export function changesIn<M extends 'updateOfficialAccount' | 'updateFieldMappings', I extends object>(
  mutation: M,
  input: I & Declared<I, ColumnOf<M>>,
): SettingChanges<ColumnOf<M>> {
  return Object.fromEntries(
    columnsOf(mutation).map((column) => [column, valueIn(input, column)]),
  ) as SettingChanges<ColumnOf<M>>;
}

/** The settings of a new account; omitted settings are null. */
export function newSettingsIn<I extends object>(
  input: I & Declared<I, PlainColumn>,
): Pick<SettingValues, PlainColumn> {
  return Object.fromEntries(PLAIN_COLUMNS.map((column) => [column, valueIn(input, column) ?? null])) as Pick<
    SettingValues,
    PlainColumn
  >;
}

function valueIn(input: object, column: SettingColumn): string | null | undefined {
  const setting: Setting = SETTINGS[column];
  const value: string | null | undefined = Reflect.get(input, setting.input);
  if (value === null || value === undefined) return value;
  if (setting.refersTo) return externalId(setting.refersTo, value);
  return setting.normalize ? setting.normalize(value) : value;
}
