export const FIELD_PURPOSES = ['OPEN_ID', 'UNION_ID', 'SUBSCRIPTION_STATUS', 'LAST_ACTIVITY'] as const;
export type FieldPurpose = (typeof FIELD_PURPOSES)[number];

/** Which of our data a contact field can store; null if it fits no purpose. */
export const FIELD_FITS = ['TEXT', 'DATE'] as const;
export type FieldFit = (typeof FIELD_FITS)[number];

/** The facts of a contact field in neutral words. */
export interface FieldFacts {
  readonly type: 'TEXT' | 'LARGE_TEXT' | 'DATE' | 'NUMBER' | 'OTHER';
  /** Whether it is a plain text box: a list or a checkbox accepts only its own values. */
  readonly plain: boolean;
  readonly readOnly: boolean;
  /** Whether every customer has it. Its meaning is fixed; the email address is an example. */
  readonly standard: boolean;
}

/** Text is for ids and words, a date for times. Standard and read-only fields fit nothing. */
export function fitOf(field: FieldFacts): FieldFit | null {
  if (field.readOnly || field.standard) return null;
  if (field.type === 'TEXT' && field.plain) return 'TEXT';
  return field.type === 'DATE' ? 'DATE' : null;
}

const NEEDED: Readonly<Record<FieldPurpose, FieldFit>> = {
  OPEN_ID: 'TEXT',
  UNION_ID: 'TEXT',
  SUBSCRIPTION_STATUS: 'TEXT',
  LAST_ACTIVITY: 'DATE',
};

/** The purposes for which a field with this fit can be mapped. */
export const purposesOf = (fit: FieldFit | null): FieldPurpose[] =>
  FIELD_PURPOSES.filter((purpose) => NEEDED[purpose] === fit);

export const fitFor = (purpose: FieldPurpose): FieldFit => NEEDED[purpose];

/** Why a field does not fit a purpose, as a sentence for people; null if it does. */
export function unsuitable(
  purpose: FieldPurpose,
  field: Pick<FieldFacts, 'readOnly' | 'standard'> & { readonly fit: FieldFit | null },
): string | null {
  if (field.readOnly) return 'It is read-only, so nothing can be written to it.';
  if (field.standard) return 'It is a standard field, whose meaning is fixed: choose a custom one.';
  if (field.fit === NEEDED[purpose]) return null;
  return NEEDED[purpose] === 'DATE'
    ? 'It must be of the type Date.'
    : 'It must be of the type Text and shown as a text box.';
}

/** The default name of a new field. */
export const FIELD_NAMES: Readonly<Record<FieldPurpose, string>> = {
  OPEN_ID: 'WeChat OpenID',
  UNION_ID: 'WeChat UnionID',
  SUBSCRIPTION_STATUS: 'WeChat Subscription Status',
  LAST_ACTIVITY: 'WeChat Last Activity',
};
