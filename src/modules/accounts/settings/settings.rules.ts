import { isPlainText, lengthOf } from '../../../kernel/text.rules.ts';
import type { AccountType } from '../../connections/facts/wechat-account.rules.ts';
import type { AccessMode } from '../access/access.rules.ts';
import { CURRENT_TERMS } from '../terms/terms.rules.ts';
import { isReference } from './reference.rules.ts';

/** The mutation that changes a setting of an existing account. */
type EditMutation = 'updateOfficialAccount' | 'updateFieldMappings' | 'updateAccess';

interface Problem {
  readonly code: 'INVALID' | 'TERMS_NOT_ACCEPTED';
  readonly message: string;
}

export interface Setting {
  /** Its field in `AddOfficialAccountInput`, and in the input of the mutation that edits it. */
  readonly input: string;
  /** Its fields in the input of that mutation, if they have other names. */
  readonly editInputs?: readonly string[];
  /** Null: only `addOfficialAccount` sets it. */
  readonly editedBy: EditMutation | null;
  /** The fields of the schema's `OfficialAccount` that change with it; the first is its own. */
  readonly paths: readonly [string, ...string[]];
  /** Its value is an ID of the marketing platform. Inputs accept the global ID of this type too. */
  readonly refersTo?: 'ContactField' | 'Campaign';
  /** Returns the text to store; null if the text is empty. */
  readonly normalize?: (text: string) => string | null;
  /** Says why a value is refused, apart from all other values; null: it is valid. */
  readonly problem?: (value: string) => Problem | null;
}

const validIf =
  (isValid: (value: string) => boolean, message: string) =>
  (value: string): Problem | null =>
    isValid(value) ? null : { code: 'INVALID', message };

/** Text that people write. It is trimmed, and stored as null if it is empty. `limit` counts code points. */
const freeText = (noun: string, limit: number, { lineBreaks = false } = {}) => ({
  normalize: (text: string) => text.replaceAll('\r\n', '\n').trim() || null,
  problem: (text: string): Problem | null => {
    const tooLong = `A ${noun} has at most ${limit} characters.`;
    if (lengthOf(text) > limit) return { code: 'INVALID', message: tooLong };
    const message = lineBreaks
      ? `A ${noun} has no control or direction characters, except line breaks.`
      : `A ${noun} is one line of text, without control or direction characters.`;
    return isPlainText(text, { lineBreaks }) ? null : { code: 'INVALID', message };
  },
});

const contactField = <const Input extends string>(input: Input) =>
  ({ input, editedBy: 'updateFieldMappings', paths: ['fieldMappings'], refersTo: 'ContactField' }) as const;

/**
 * The settings of an official account: one entry for each column of the entity that callers set.
 *
 * Input mapping, checks, the order of errors, change detection, audit entries and events follow from it. The entity and the
 * input classes do not compile without a property for each entry. Tests compare it with the schema and the database's
 * grants. See "Adding a setting" in docs/contributing.md.
 */
export const SETTINGS = {
  accountType: { input: 'accountType', editedBy: null, paths: ['accountType'] },
  openIdField: contactField('openIdFieldId'),
  unionIdField: contactField('unionIdFieldId'),
  subscriptionStatusField: contactField('subscriptionStatusFieldId'),
  lastActivityField: contactField('lastActivityFieldId'),
  defaultCampaign: {
    input: 'defaultCampaign',
    editedBy: 'updateOfficialAccount',
    paths: ['defaultCampaign'],
    refersTo: 'Campaign',
    problem: validIf(isReference, "Give the campaign's id or its URL."),
  },
  description: {
    input: 'description',
    editedBy: 'updateOfficialAccount',
    paths: ['description', 'displayName'],
    ...freeText('description', 200),
  },
  note: {
    input: 'note',
    editedBy: 'updateOfficialAccount',
    paths: ['note'],
    ...freeText('note', 500, { lineBreaks: true }),
  },
  defaultTimezone: {
    input: 'defaultTimezone',
    editedBy: 'updateOfficialAccount',
    paths: ['defaultTimezone'],
    // The scalar accepts offsets too, but an offset has no daylight saving time.
    problem: validIf(
      (zone) => !/^[+-]/.test(zone),
      'Give an IANA name, such as Asia/Shanghai, not an offset.',
    ),
  },
  accessMode: {
    input: 'access',
    editInputs: ['mode', 'addUserIds', 'removeUserIds'],
    editedBy: 'updateAccess',
    paths: ['access', 'viewerCan'],
  },
  termsVersion: {
    input: 'acceptedTermsVersion',
    editedBy: 'updateOfficialAccount',
    paths: ['termsAcceptance'],
    problem: (version: string) => (version === CURRENT_TERMS.version ? null : TERMS_NOT_IN_FORCE),
  },
} as const satisfies Readonly<Record<string, Setting>>;

const TERMS_NOT_IN_FORCE: Problem = {
  code: 'TERMS_NOT_ACCEPTED',
  message: 'This is not the version of the terms in force: read `terms` and accept the one it names.',
};

type Declared = typeof SETTINGS;
export type SettingColumn = keyof Declared;
export type ColumnOf<M extends EditMutation> = {
  [C in SettingColumn]: Declared[C]['editedBy'] extends M ? C : never;
}[SettingColumn];

/** The value of each setting; null: not set. */
export type SettingValues = {
  [C in SettingColumn]: C extends 'accountType'
    ? AccountType | null
    : C extends 'accessMode'
      ? AccessMode
      : string | null;
};
/** New values. Settings that are undefined are unchanged. */
export type SettingChanges<C extends SettingColumn> = {
  readonly [K in C]?: SettingValues[K] | undefined;
};

export const SETTING_COLUMNS = Object.keys(SETTINGS) as SettingColumn[];

export const columnsOf = <M extends EditMutation>(mutation: M): ColumnOf<M>[] =>
  SETTING_COLUMNS.filter((column): column is ColumnOf<M> => SETTINGS[column].editedBy === mutation);

/** The values of these columns after the changes. */
export function applied<C extends SettingColumn>(
  columns: readonly C[],
  current: Pick<SettingValues, C>,
  changes: SettingChanges<C>,
): Pick<SettingValues, C> {
  const valueAfter = (column: C) => (changes[column] === undefined ? current[column] : changes[column]);
  return Object.fromEntries(columns.map((column) => [column, valueAfter(column)])) as Pick<SettingValues, C>;
}

interface SettingFault extends Problem {
  readonly path: readonly string[];
}

/**
 * Checks each new value by itself.
 *
 * @param current the stored values: a value that is stored already is not checked again, in case the rule is newer
 */
export function settingsFaults(
  changes: SettingChanges<SettingColumn>,
  current: Partial<SettingValues> = {},
): SettingFault[] {
  return SETTING_COLUMNS.flatMap((column) => {
    const { input, problem }: Setting = SETTINGS[column];
    const value = changes[column] ?? null;
    if (value === null || value === current[column]) return [];
    const found = problem?.(value) ?? null;
    return found === null ? [] : [{ ...found, path: [input] }];
  });
}
