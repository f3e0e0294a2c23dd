import type { StateShape } from '../shared/store.ts';
import type { App } from './apps.ts';
import { seedSite } from './seed.ts';
import { defaultSettings, type Settings, settingsSchema } from './settings.ts';
import type { Site } from './site.ts';

/** Times below are milliseconds since 1970 unless the name says otherwise. */
export interface AuthCode {
  value: string;
  appId: string;
  site: string;
  userId: string;
  redirectUri: string;
  expiresAt: number;
  used: boolean;
}

export interface Token {
  value: string;
  appId: string;
  site: string;
  userId: string;
  expiresAt: number;
  /** A refresh token works once. */
  used: boolean;
}

/** An app that a customer's administrator has installed, or tried to. */
export interface Install {
  id: string;
  appId: string;
  site: string;
  userId: string;
  status: 'PENDING' | 'READY' | 'FAILED';
  /** What the callback address must bring. */
  callbackGuid: string;
  /** ISO 8601. */
  createdAt: string;
}

export interface SandboxState {
  version: 1;
  settings: Settings;
  apps: Record<string, App>;
  sites: Record<string, Site>;
  installs: Record<string, Install>;
  codes: Record<string, AuthCode>;
  accessTokens: Record<string, Token>;
  refreshTokens: Record<string, Token>;
  /** Site ids and execution ids go on from here. */
  lastSiteId: number;
  lastExecutionId: number;
}

const FIRST_SITE = { id: 4242, name: 'acme' };
const DAY = 86_400_000;

function emptyState(): SandboxState {
  return {
    version: 1,
    settings: defaultSettings(),
    apps: {},
    sites: { [FIRST_SITE.name]: seedSite(FIRST_SITE.id, FIRST_SITE.name) },
    installs: {},
    codes: {},
    accessTokens: {},
    refreshTokens: {},
    lastSiteId: FIRST_SITE.id,
    lastExecutionId: 12_344,
  };
}

/** Settings of an older sandbox fall back to the defaults. */
function restore(content: Partial<SandboxState>): SandboxState {
  const settings = settingsSchema.safeParse(content.settings);
  const state = { ...emptyState(), ...content };
  state.settings = settings.success ? settings.data : defaultSettings();
  return state;
}

/** Forgets codes and tokens that ended more than a day before `now`; until then they are told from unknown ones. */
function prune(state: SandboxState, now: number): void {
  for (const records of [state.codes, state.accessTokens, state.refreshTokens]) {
    for (const [key, record] of Object.entries(records)) {
      if (record.expiresAt < now - DAY) delete records[key];
    }
  }
}

export const STATE_SHAPE: StateShape<SandboxState> = { version: 1, empty: emptyState, restore, prune };
