export const FIELD_PURPOSES = ['OPEN_ID', 'UNION_ID', 'SUBSCRIPTION_STATUS', 'LAST_ACTIVITY'] as const;
export type FieldPurpose = (typeof FIELD_PURPOSES)[number];

/** What a contact field can hold of ours; null for one that is not fit for any purpose. */
export const FIELD_FITS = ['TEXT', 'DATE'] as const;
export type FieldFit = (typeof FIELD_FITS)[number];

/** What the marketing platform says of a contact field, in words that are nobody's in particular. */
export interface FieldFacts {
  readonly type: 'TEXT' | 'LARGE_TEXT' | 'DATE' | 'NUMBER' | 'OTHER';
  /** Whether it is shown as a plain box: a list or a checkbox takes only its own values. */
  readonly plain: boolean;
  readonly readOnly: boolean;
  /** Whether every customer has it. Its meaning is fixed, the e-mail address being the plainest case. */
  readonly standard: boolean;
}

/** Text is for ids and words, a date for times. Standard and read-only fields are fit for nothing. */
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

/** What a field of this fit can be mapped to. */
export const purposesOf = (fit: FieldFit | null): FieldPurpose[] =>
  FIELD_PURPOSES.filter((purpose) => NEEDED[purpose] === fit);

export const fitFor = (purpose: FieldPurpose): FieldFit => NEEDED[purpose];

/** Why a field cannot serve a purpose, in a sentence for people; null if it can. */
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

/** What a new field is called where nobody says otherwise. */
export const FIELD_NAMES: Readonly<Record<FieldPurpose, string>> = {
  OPEN_ID: 'WeChat OpenID',
  UNION_ID: 'WeChat UnionID',
  SUBSCRIPTION_STATUS: 'WeChat Subscription Status',
  LAST_ACTIVITY: 'WeChat Last Activity',
};
