import type { AccessMode } from './official-account.rules.ts';
import { TERMS_VERSIONS } from './terms.rules.ts';

/** What a caller may set when an account is added; null is "not yet". */
export interface AccountSettings {
  readonly openIdField: string | null;
  readonly unionIdField: string | null;
  readonly subscriptionStatusField: string | null;
  readonly lastActivityField: string | null;
  readonly defaultCampaign: string | null;
  readonly description: string | null;
  readonly defaultTimezone: string | null;
  readonly termsVersion: string | null;
  readonly accessMode: AccessMode;
  readonly accessUserIds: readonly string[];
}

interface SettingsFault {
  readonly code:
    | 'REQUIRED'
    | 'INVALID'
    | 'FIELD_ALREADY_MAPPED'
    | 'TERMS_NOT_ACCEPTED'
    | 'ACCESS_WOULD_BE_EMPTY';
  readonly message: string;
  readonly path: readonly string[];
}

/** Where each mapped field stands in inputs. */
export const FIELD_INPUTS = {
  openIdField: 'openIdFieldId',
  unionIdField: 'unionIdFieldId',
  subscriptionStatusField: 'subscriptionStatusFieldId',
  lastActivityField: 'lastActivityFieldId',
} as const;
type MappedField = keyof typeof FIELD_INPUTS;
const MAPPED_FIELDS = Object.keys(FIELD_INPUTS) as MappedField[];

export const DESCRIPTION_LIMIT = 200;
const REFERENCE_LIMIT = 500;
const USERS_LIMIT = 500;

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

const isReference = (text: string): boolean =>
  text.trim() !== '' && text.length <= REFERENCE_LIMIT && isStorable(text);

/** Everything that is wrong with the settings by themselves, in the order of the input's fields. */
export function faultsOf(settings: AccountSettings): SettingsFault[] {
  return [
    ...fieldFaults(settings),
    ...textFaults(settings),
    ...accessFaults(settings),
    ...termsFaults(settings),
  ];
}

function fieldFaults(settings: AccountSettings): SettingsFault[] {
  return MAPPED_FIELDS.flatMap((field, index): SettingsFault[] => {
    const value = settings[field];
    const path = [FIELD_INPUTS[field]];
    if (value === null) return [];
    if (!isReference(value)) {
      return [{ code: 'INVALID', message: 'This is not the id of a contact field.', path }];
    }
    const usedBefore = MAPPED_FIELDS.slice(0, index).some((other) => settings[other] === value);
    const message = 'One contact field can serve one purpose of an account only.';
    return usedBefore ? [{ code: 'FIELD_ALREADY_MAPPED', message, path }] : [];
  });
}

function textFaults(settings: AccountSettings): SettingsFault[] {
  const faults: SettingsFault[] = [];
  const campaign = settings.defaultCampaign;
  if (campaign !== null && !isReference(campaign)) {
    faults.push({
      code: 'INVALID',
      message: "Give the campaign's id or its URL.",
      path: ['defaultCampaign'],
    });
  }
  if ((settings.description?.length ?? 0) > DESCRIPTION_LIMIT) {
    const message = `A description has at most ${DESCRIPTION_LIMIT} characters.`;
    faults.push({ code: 'INVALID', message, path: ['description'] });
  } else if (!isStorable(settings.description ?? '')) {
    const message = 'The description has a character that is not text.';
    faults.push({ code: 'INVALID', message, path: ['description'] });
  }
  // The scalar takes offsets as well, but an offset knows no summer time.
  if (/^[+-]/.test(settings.defaultTimezone ?? '')) {
    const message = 'Give an IANA name, such as Asia/Shanghai, not an offset.';
    faults.push({ code: 'INVALID', message, path: ['defaultTimezone'] });
  }
  return faults;
}

function termsFaults(settings: AccountSettings): SettingsFault[] {
  const version = settings.termsVersion;
  if (version === null || TERMS_VERSIONS.includes(version)) return [];
  const message = 'There is no such version of the terms: read `terms` and accept the version it names.';
  return [{ code: 'TERMS_NOT_ACCEPTED', message, path: ['acceptedTermsVersion'] }];
}

/** ALL_USERS keeps no list; SELECTED_USERS must leave somebody. */
function accessFaults(settings: AccountSettings): SettingsFault[] {
  const users = settings.accessUserIds;
  const path = ['access', 'userIds'];
  if (settings.accessMode === 'ALL_USERS') {
    const message = 'With ALL_USERS everybody may use the account: give no userIds.';
    return users.length > 0 ? [{ code: 'INVALID', message, path }] : [];
  }
  if (users.length === 0)
    return [{ code: 'ACCESS_WOULD_BE_EMPTY', message: 'Select at least one user.', path }];
  const isUser = (user: string) => isReference(user) && user.length <= 100;
  const wrong = users.length > USERS_LIMIT || !users.every(isUser);
  return wrong
    ? [{ code: 'INVALID', message: `Give at most ${USERS_LIMIT} ids of marketing users.`, path }]
    : [];
}
