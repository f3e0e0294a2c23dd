import { isStorable } from '../../../kernel/text.rules.ts';
import { CURRENT_TERMS } from '../terms/terms.rules.ts';
import { isReference } from './reference.rules.ts';

/** What a caller may say of an account beside its fields and its access; null is "none". */
export interface Settings {
  readonly description: string | null;
  readonly defaultTimezone: string | null;
  /** A campaign's id, or its pasted URL. */
  readonly defaultCampaign: string | null;
  readonly termsVersion: string | null;
}

/** What is left out stays. */
export type SettingsChanges = { readonly [S in keyof Settings]?: Settings[S] | undefined };

interface SettingsFault {
  readonly code: 'INVALID' | 'TERMS_NOT_ACCEPTED';
  readonly message: string;
  readonly path: readonly string[];
}

export const DESCRIPTION_LIMIT = 200;

/**
 * Everything that is wrong with the settings by themselves, in the order of the input's fields.
 *
 * @param accepted the version of the terms that the account has: it stays accepted when there is a newer one
 */
export function settingsFaults(changes: SettingsChanges, accepted: string | null = null): SettingsFault[] {
  const { defaultCampaign, description, defaultTimezone, termsVersion } = changes;
  return [
    ...((defaultCampaign ?? null) === null || isReference(defaultCampaign ?? '')
      ? []
      : [invalid('defaultCampaign', "Give the campaign's id or its URL.")]),
    ...descriptionFaults(description ?? ''),
    // The scalar takes offsets as well, but an offset knows no summer time.
    ...(/^[+-]/.test(defaultTimezone ?? '')
      ? [invalid('defaultTimezone', 'Give an IANA name, such as Asia/Shanghai, not an offset.')]
      : []),
    ...(termsVersion === accepted ? [] : termsFaults(termsVersion ?? null)),
  ];
}

const invalid = (field: string, message: string): SettingsFault => ({
  code: 'INVALID',
  message,
  path: [field],
});

function descriptionFaults(description: string): SettingsFault[] {
  if (description.length > DESCRIPTION_LIMIT)
    return [invalid('description', `A description has at most ${DESCRIPTION_LIMIT} characters.`)];
  if (isStorable(description)) return [];
  return [invalid('description', 'The description has a character that is not text.')];
}

function termsFaults(version: string | null): SettingsFault[] {
  if (version === null || version === CURRENT_TERMS.version) return [];
  const message = 'This is not the version of the terms in force: read `terms` and accept the one it names.';
  return [{ code: 'TERMS_NOT_ACCEPTED', message, path: ['acceptedTermsVersion'] }];
}
