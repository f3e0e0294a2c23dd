import { isPlainText, isStorable, lengthOf } from '../../../kernel/text.rules.ts';
import { type FollowerDataPolicy, removalFaults } from '../../accounts/removal/removal.rules.ts';

/** HOLD: strangers stay without a contact · CREATE_CONTACT: they get one. */
export const UNBOUND_POLICIES = ['HOLD', 'CREATE_CONTACT'] as const;
export type UnboundPolicy = (typeof UNBOUND_POLICIES)[number];

/** What an account does with its followers. Callers change all of it. */
export interface FollowerSettingsView {
  readonly location: boolean;
  readonly unbound: UnboundPolicy;
  readonly createdContactDomain: string | null;
  readonly subscribedValue: string;
  readonly unsubscribedValue: string;
  readonly afterUnfollow: FollowerDataPolicy;
  readonly retentionBasis: string | null;
  readonly clearIdsAfterUnfollow: boolean;
}

export type FollowerSetting = keyof FollowerSettingsView;

/** Of an account whose settings were never changed. */
export const DEFAULT_SETTINGS: FollowerSettingsView = {
  location: false,
  unbound: 'HOLD',
  createdContactDomain: null,
  subscribedValue: 'Subscribed',
  unsubscribedValue: 'Unsubscribed',
  afterUnfollow: 'ERASE',
  retentionBasis: null,
  clearIdsAfterUnfollow: false,
};

export const FOLLOWER_SETTINGS = Object.keys(DEFAULT_SETTINGS) as FollowerSetting[];

/** Fits every text field of a marketing platform. */
const VALUE_LIMIT = 100;
const DOMAIN_LIMIT = 190;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** The settings as they are stored: without spaces at the ends, the domain in lower case. Null: the default. */
export function settingsAfter(
  before: FollowerSettingsView,
  changes: { readonly [S in FollowerSetting]?: FollowerSettingsView[S] | null | undefined },
): FollowerSettingsView {
  const given = Object.fromEntries(
    FOLLOWER_SETTINGS.flatMap((name) => {
      const value = changes[name];
      return value === undefined ? [] : [[name, tidied(name, value) ?? DEFAULT_SETTINGS[name]]];
    }),
  );
  const after = { ...before, ...given } as FollowerSettingsView;
  // A basis is for what is kept; it need not be taken back by itself.
  const isDropped = after.afterUnfollow === 'ERASE' && changes.retentionBasis === undefined;
  return isDropped ? { ...after, retentionBasis: null } : after;
}

function tidied(name: FollowerSetting, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (text === '') return null;
  return name === 'createdContactDomain' ? text.toLowerCase() : text;
}

interface SettingFault {
  readonly code: 'REQUIRED' | 'INVALID';
  readonly message: string;
  readonly path: readonly string[];
}

export function settingsFaults(settings: FollowerSettingsView): SettingFault[] {
  const { unbound, createdContactDomain: domain, subscribedValue, unsubscribedValue } = settings;
  const faults: SettingFault[] = [];
  if (unbound === 'CREATE_CONTACT' && domain === null) {
    const message =
      'Say in which domain the addresses of created contacts are, for example wechat.example.com.';
    faults.push({ code: 'REQUIRED', message, path: ['createdContactDomain'] });
  }
  if (domain !== null && (domain.length > DOMAIN_LIMIT || !DOMAIN.test(domain))) {
    const message = 'A domain has the form wechat.example.com.';
    faults.push({ code: 'INVALID', message, path: ['createdContactDomain'] });
  }
  for (const name of ['subscribedValue', 'unsubscribedValue'] as const) {
    if (lengthOf(settings[name]) <= VALUE_LIMIT && isPlainText(settings[name]) && isStorable(settings[name]))
      continue;
    const message = `A value is one line of at most ${VALUE_LIMIT} characters.`;
    faults.push({ code: 'INVALID', message, path: [name] });
  }
  if (subscribedValue === unsubscribedValue) {
    const message = 'The two values must differ.';
    faults.push({ code: 'INVALID', message, path: ['unsubscribedValue'] });
  }
  const { afterUnfollow: followerData, retentionBasis } = settings;
  return [...faults, ...removalFaults({ followerData, retentionBasis })];
}
