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

/** Which contact field each is; null: none. */
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

/** What is wrong with changes by themselves: what is no id of a field, and fields that would serve two purposes. */
export function mappingFaults(current: Mappings, changes: MappingChanges, isFieldId: IsId): MappingFault[] {
  const after = mapped(current, changes);
  return MAPPED_FIELDS.flatMap((field, index): MappingFault[] => {
    const value = changes[field];
    const path = [SETTINGS[field].input];
    if (value === null || value === undefined) return [];
    if (!isFieldId(value))
      return [{ code: 'INVALID', message: 'This is not the id of a contact field.', path }];
    // Of two that are changed to the same field, the later is at fault.
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

/** What is known where an account's fields meet those of the installation's other accounts. */
export interface SharingFacts {
  /** Whether the account was ever connected: before, nothing is known of its open platform. */
  readonly connected: boolean;
  readonly openAppId: string | null;
  /** See {@link takenFields}. */
  readonly taken: readonly MappedField[];
  /** The open platforms of other accounts that write UnionIDs to the wanted field. */
  readonly unionIdPlatforms: readonly string[];
}

/** Their contact fields hold what is one account's own; the others are shared with the same purpose of other accounts. */
const OWN: ReadonlySet<MappedField> = new Set(['openIdField', 'lastActivityField']);

/** Which wanted fields other accounts use so that the two would overwrite each other: for another purpose, or as their own. */
export function takenFields(wanted: MappingChanges, others: readonly Mappings[]): MappedField[] {
  return MAPPED_FIELDS.filter((field) =>
    others.some((other) =>
      MAPPED_FIELDS.some(
        (use) => wanted[field] && other[use] === wanted[field] && (use !== field || OWN.has(field)),
      ),
    ),
  );
}

export const FIELD_TAKEN = 'Another official account of your installation uses this contact field.';

/** Why the wanted fields cannot be shared as they would be. */
export function sharingFaults(changes: MappingChanges, facts: SharingFacts): MappingFault[] {
  const taken = facts.taken.map((field): MappingFault => {
    return { code: 'FIELD_ALREADY_MAPPED', message: FIELD_TAKEN, path: [SETTINGS[field].input] };
  });
  return [...taken, ...(changes.unionIdField ? unionIdFaults(facts) : [])];
}

/** An account that is not connected yet may be mapped: it is judged when it is. */
function unionIdFaults({ connected, openAppId, unionIdPlatforms }: SharingFacts): MappingFault[] {
  const path = [SETTINGS.unionIdField.input];
  if (!connected) return [];
  if (openAppId === null) {
    const message =
      'The account is bound to no open platform, or WeChat does not tell: bind it in open.weixin.qq.com first.';
    return [{ code: 'UNION_ID_UNAVAILABLE', message, path }];
  }
  if (unionIdPlatforms.every((other) => other === openAppId)) return [];
  const message =
    'An account of another open platform, whose UnionIDs differ, uses this contact field: choose another.';
  return [{ code: 'UNION_ID_PLATFORM_DIFFERS', message, path }];
}

/** Only what can be the id of a field: the rest is at fault already, and is not looked for. */
export function keysOf(changes: MappingChanges, isFieldId: IsId): MappingChanges {
  const keys = MAPPED_FIELDS.filter((field) => isFieldId(changes[field] ?? ''));
  return Object.fromEntries(keys.map((field) => [field, changes[field]]));
}
