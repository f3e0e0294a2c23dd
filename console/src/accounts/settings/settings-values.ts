import type {
  AccessMode,
  AccountDetailsFragment as Account,
  CampaignChoiceFragment,
  FieldPurpose,
  UserChoiceFragment,
} from '../generated/operations.ts';

/** A contact field that is chosen. */
export interface FieldChoice {
  /** Empty: the marketing platform no longer has the field. */
  readonly id: string;
  readonly name: string;
}

/** The input field for each purpose. */
export const FIELD_INPUTS = {
  OPEN_ID: 'openIdFieldId',
  SUBSCRIPTION_STATUS: 'subscriptionStatusFieldId',
  LAST_ACTIVITY: 'lastActivityFieldId',
  UNION_ID: 'unionIdFieldId',
} as const satisfies Readonly<Record<FieldPurpose, string>>;

export const PURPOSES = Object.keys(FIELD_INPUTS) as (keyof typeof FIELD_INPUTS)[];
export type FieldInput = (typeof FIELD_INPUTS)[FieldPurpose];

/** What the form shows. Most names are those of the input fields. */
export type SettingsValues = {
  readonly description: string;
  readonly note: string;
  readonly defaultTimezone: string | null;
  readonly defaultCampaign: CampaignChoiceFragment | null;
  readonly accessMode: AccessMode;
  readonly users: readonly UserChoiceFragment[];
  /** The version that the person accepts now. */
  readonly acceptedTermsVersion: string | null;
} & Readonly<Record<FieldInput, FieldChoice | null>>;

/** The parts of the form, each with what it edits. */
export const SECTIONS = {
  FIELDS: Object.values(FIELD_INPUTS),
  CAMPAIGN: ['defaultCampaign'],
  DETAILS: ['description', 'note', 'defaultTimezone'],
  ACCESS: ['accessMode', 'users'],
  TERMS: ['acceptedTermsVersion'],
} as const satisfies Readonly<Record<string, readonly (keyof SettingsValues)[]>>;
export type SectionName = keyof typeof SECTIONS;
export const ALL_SECTIONS = Object.keys(SECTIONS) as SectionName[];

function fieldOf({ fieldMappings }: Account, purpose: FieldPurpose): FieldChoice | null {
  const mapping = fieldMappings.find((one) => one.purpose === purpose);
  if (!mapping) return null;
  const { contactField, lastKnownName } = mapping;
  return contactField ? { id: contactField.id, name: contactField.name } : { id: '', name: lastKnownName };
}

/** What the account has now. */
export function valuesOf(account: Account): SettingsValues {
  return {
    description: account.description ?? '',
    note: account.note ?? '',
    defaultTimezone: account.defaultTimezone,
    defaultCampaign: account.defaultCampaign,
    accessMode: account.access.mode,
    users: account.access.users,
    acceptedTermsVersion: account.termsAcceptance?.version ?? null,
    openIdFieldId: fieldOf(account, 'OPEN_ID'),
    unionIdFieldId: fieldOf(account, 'UNION_ID'),
    subscriptionStatusFieldId: fieldOf(account, 'SUBSCRIPTION_STATUS'),
    lastActivityFieldId: fieldOf(account, 'LAST_ACTIVITY'),
  };
}

/** What is compared: an object by its id, users whatever their order. */
function keyOf(value: SettingsValues[keyof SettingsValues]): string {
  if (Array.isArray(value))
    return (value as readonly { id: string }[])
      .map(({ id }) => id)
      .toSorted()
      .join();
  if (value !== null && typeof value === 'object' && 'id' in value) return value.id;
  return typeof value === 'string' ? value.trim() : '';
}

export const isChanged = (
  name: keyof SettingsValues,
  base: SettingsValues,
  values: SettingsValues,
): boolean => (base[name] === null) !== (values[name] === null) || keyOf(base[name]) !== keyOf(values[name]);

/** The names of what the person has changed in these sections. */
export const changedIn = (
  sections: readonly SectionName[],
  base: SettingsValues,
  values: SettingsValues,
): Set<keyof SettingsValues> =>
  new Set(sections.flatMap((section) => SECTIONS[section].filter((name) => isChanged(name, base, values))));
