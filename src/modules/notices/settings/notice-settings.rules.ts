import { isPlainText } from '../../../kernel/text.rules.ts';

export const NOTICE_LANGUAGES = ['EN', 'ZH'] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];

export const MOST_RECIPIENTS = 10;

/** Who gets the mail of an installation, and in which language. */
export interface NoticeSettingsView {
  /** Empty: the default recipient. */
  readonly recipients: readonly string[];
  readonly language: NoticeLanguage;
  /** Those of the recipients that the mail server refused at the last mail. */
  readonly refusedRecipients: readonly string[];
}

export const DEFAULT_SETTINGS: NoticeSettingsView = { recipients: [], language: 'EN', refusedRecipients: [] };

export interface NoticeSettingsChanges {
  readonly recipients?: readonly string[] | null | undefined;
  readonly language?: NoticeLanguage | null | undefined;
}

/** Without spaces at the ends, and without an address twice. What is undefined is unchanged; null: the default. */
export function settingsAfter(
  before: NoticeSettingsView,
  changes: NoticeSettingsChanges,
): NoticeSettingsView {
  const { recipients = before.recipients, language = before.language } = changes;
  const once = new Map((recipients ?? []).map((address) => [address.trim().toLowerCase(), address.trim()]));
  const kept = [...once.values()];
  return {
    recipients: kept,
    language: language ?? DEFAULT_SETTINGS.language,
    refusedRecipients: before.refusedRecipients.filter((address) => kept.includes(address)),
  };
}

const ADDRESS_LIMIT = 254;
/** What mail servers take in practice: no quotes, no comments, no address of a machine. */
const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

export const isAddress = (text: string): boolean =>
  text.length <= ADDRESS_LIMIT && isPlainText(text) && ADDRESS.test(text);

export function settingsFaults({ recipients }: NoticeSettingsView) {
  const faults: { code: 'INVALID'; message: string; path: readonly string[] }[] = [];
  const path = ['recipients'];
  if (recipients.length > MOST_RECIPIENTS)
    faults.push({ code: 'INVALID', message: `Give at most ${MOST_RECIPIENTS} addresses.`, path });
  const wrong = recipients.findIndex((address) => !isAddress(address));
  if (wrong >= 0) {
    const message = `The address at position ${wrong + 1} does not have the form name@example.com.`;
    faults.push({ code: 'INVALID', message, path });
  }
  return faults;
}
