import { isPlainText, lengthOf } from '../../../kernel/text.rules.ts';
import type { AccountType } from '../../connections/facts/wechat-account.rules.ts';
import type { AccessMode } from '../access/access.rules.ts';
import { CURRENT_TERMS } from '../terms/terms.rules.ts';
import { isReference } from './reference.rules.ts';

/** The mutation that changes a setting of an account that exists. */
type EditMutation = 'updateOfficialAccount' | 'updateFieldMappings' | 'updateAccess';

interface Problem {
  readonly code: 'INVALID' | 'TERMS_NOT_ACCEPTED';
  readonly message: string;
}

export interface Setting {
  /** Its field in `AddOfficialAccountInput`, and in the input of the mutation that edits it. */
  readonly input: string;
  /** Its fields in the input of that mutation, where they have other names. */
  readonly editInputs?: readonly string[];
  /** Null: it is chosen when the account is added, and no mutation changes it. */
  readonly editedBy: EditMutation | null;
  /** The fields of `OfficialAccount` in the schema that show it, the one of its own first. */
  readonly paths: readonly [string, ...string[]];
  /** It names a thing in the marketing platform. Inputs take the global ID of this type too. */
  readonly refersTo?: 'ContactField' | 'Campaign';
  /** How text that people write is stored; null if nothing is left of it. */
  readonly normalize?: (text: string) => string | null;
  /** What is wrong with a value by itself; null: nothing. */
  readonly problem?: (value: string) => Problem | null;
}

const validIf =
  (isValid: (value: string) => boolean, message: string) =>
  (value: string): Problem | null =>
    isValid(value) ? null : { code: 'INVALID', message };

/** Text that people write: outer spaces are dropped, and empty text is none. `limit` counts code points. */
const freeText = (noun: string, limit: number, { lineBreaks = false } = {}) => ({
  normalize: (text: string) => text.replaceAll('\r\n', '\n').trim() || null,
  problem: (text: string): Problem | null => {
    const tooLong = `A ${noun} has at most ${limit} characters.`;
    if (lengthOf(text) > limit) return { code: 'INVALID', message: tooLong };
    const message = `A ${noun} is ${lineBreaks ? '' : 'one line of '}text without control or direction characters.`;
    return isPlainText(text, { lineBreaks }) ? null : { code: 'INVALID', message };
  },
});

const contactField = <const Input extends string>(input: Input) =>
  ({ input, editedBy: 'updateFieldMappings', paths: ['fieldMappings'], refersTo: 'ContactField' }) as const;

/**
 * The settings of an official account: one entry for each column of the entity that callers set.
 *
 * Inputs are mapped and checked by it, faults come in its order, and events and audit entries say what it says. The entity
 * and the input classes do not compile without a field for each entry; tests compare the schema and the database's grants
 * with it. See "Adding a setting" in docs/contributing.md.
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
  defaultTimezone: {
    input: 'defaultTimezone',
    editedBy: 'updateOfficialAccount',
    paths: ['defaultTimezone'],
    // The scalar takes offsets as well, but an offset knows no summer time.
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

/** What the columns hold; null is "none". */
export type SettingValues = {
  [C in SettingColumn]: C extends 'accountType'
    ? AccountType | null
    : C extends 'accessMode'
      ? AccessMode
      : string | null;
};
/** Values to set. What is undefined is unchanged. */
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
 * Everything that is wrong with the new values by themselves.
 *
 * @param current what the account has: a value that is stored already is not judged again, even if the rule is newer
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
