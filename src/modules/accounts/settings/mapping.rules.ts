import type { FieldPurpose } from '../../marketing/fields/contact-field.rules.ts';
import type { IsId } from './reference.rules.ts';
import {
  applied,
  type ColumnOf,
  columnsOf,
  SETTINGS,
  type SettingChanges,
  type SettingValues,
} from './settings.rules.ts';

export type MappedField = ColumnOf<'updateFieldMappings'>;
export const MAPPED_FIELDS = columnsOf('updateFieldMappings');

export const PURPOSE_OF = {
  openIdField: 'OPEN_ID',
  unionIdField: 'UNION_ID',
  subscriptionStatusField: 'SUBSCRIPTION_STATUS',
  lastActivityField: 'LAST_ACTIVITY',
} as const satisfies Record<MappedField, FieldPurpose>;

/** The IDs of the contact fields; null: not mapped. */
export type Mappings = Readonly<Pick<SettingValues, MappedField>>;
export type MappingChanges = SettingChanges<MappedField>;

interface MappingFault {
  readonly code:
    | 'INVALID'
    | 'FIELD_ALREADY_MAPPED'
    | 'FIELD_NOT_SUITABLE'
    | 'UNION_ID_UNAVAILABLE'
    | 'UNION_ID_PLATFORM_DIFFERS';
  readonly message: string;
  readonly path: readonly string[];
}

/** Faults of the changes within the account: invalid IDs, and contact fields that would get two purposes. */
export function mappingFaults(current: Mappings, changes: MappingChanges, isFieldId: IsId): MappingFault[] {
  const after = mapped(current, changes);
  return MAPPED_FIELDS.flatMap((field, index): MappingFault[] => {
    const value = changes[field];
    const path = [SETTINGS[field].input];
    if (value === null || value === undefined) return [];
    if (!isFieldId(value))
      return [{ code: 'INVALID', message: 'This is not the id of a contact field.', path }];
    // If two are changed to the same field, the fault is the later one's.
    const isUsed = MAPPED_FIELDS.some(
      (other, at) =>
        other !== field && after[other] === value && (at < index || changes[other] === undefined),
    );
    const message = 'One contact field can serve one purpose of an account only.';
    return isUsed ? [{ code: 'FIELD_ALREADY_MAPPED', message, path }] : [];
  });
}

/** The mappings after the changes. */
export const mapped = (current: Mappings, changes: MappingChanges): Mappings =>
  applied(MAPPED_FIELDS, current, changes);

export const NOTHING_MAPPED: Mappings = {
  openIdField: null,
  unionIdField: null,
  subscriptionStatusField: null,
  lastActivityField: null,
};

/** How the wanted contact fields are used by the installation's other accounts. */
export interface SharingFacts {
  /** Whether the account was ever connected. Before that, its open platform is unknown. */
  readonly connected: boolean;
  readonly openAppId: string | null;
  /** See {@link takenFields}. */
  readonly taken: readonly MappedField[];
  /** Whether an account of another open platform writes UnionIDs to the wanted field. */
  readonly unionIdPlatformDiffers: boolean;
}

/** Contact fields of these purposes belong to one account. Accounts may share the others, for the same purpose. */
const OWN: ReadonlySet<MappedField> = new Set(['openIdField', 'lastActivityField']);

/** The wanted fields that another account uses for another purpose, or as its own: the two would overwrite each other. */
export function takenFields(wanted: MappingChanges, others: readonly Partial<Mappings>[]): MappedField[] {
  return MAPPED_FIELDS.filter((field) =>
    others.some((other) =>
      MAPPED_FIELDS.some(
        (use) => wanted[field] && other[use] === wanted[field] && (use !== field || OWN.has(field)),
      ),
    ),
  );
}

export const FIELD_TAKEN = 'Another official account of your installation uses this contact field.';

/** Faults of the changes against the installation's other accounts. */
export function sharingFaults(changes: MappingChanges, facts: SharingFacts): MappingFault[] {
  const taken = facts.taken.map((field): MappingFault => {
    return { code: 'FIELD_ALREADY_MAPPED', message: FIELD_TAKEN, path: [SETTINGS[field].input] };
  });
  return [...taken, ...(changes.unionIdField ? unionIdFaults(facts) : [])];
}

/** Before the account is connected, UnionID may be mapped; it is checked again when the account connects. */
function unionIdFaults({ connected, openAppId, unionIdPlatformDiffers }: SharingFacts): MappingFault[] {
  const path = [SETTINGS.unionIdField.input];
  if (!connected) return [];
  if (openAppId === null) {
    const message =
      'The account is bound to no open platform, or WeChat does not tell: bind it in open.weixin.qq.com first.';
    return [{ code: 'UNION_ID_UNAVAILABLE', message, path }];
  }
  if (!unionIdPlatformDiffers) return [];
  const message =
    'An account of another open platform, whose UnionIDs differ, uses this contact field: choose another.';
  return [{ code: 'UNION_ID_PLATFORM_DIFFERS', message, path }];
}

/** The changes whose values can be IDs of contact fields. The others are refused without a lookup. */
export function keysOf(changes: MappingChanges, isFieldId: IsId): MappingChanges {
  const keys = MAPPED_FIELDS.filter((field) => isFieldId(changes[field] ?? ''));
  return Object.fromEntries(keys.map((field) => [field, changes[field]]));
}
