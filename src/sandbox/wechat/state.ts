import { z } from 'zod';
import type { StateShape } from '../shared/store.ts';
import { defaultSettings, type Settings, settingsSchema } from './settings.ts';

/** What a third-party platform enters in WeChat's console. */
export const componentRegistrationSchema = z.strictObject({
  appId: z.string().regex(/^wx[0-9a-f]{16}$/, 'must be wx and 16 hex digits'),
  appSecret: z.string().min(1),
  token: z.string().regex(/^[\w-]{3,32}$/, 'must be 3 to 32 letters, digits, _ and -'),
  aesKey: z.string().regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters and digits'),
  /** Where tickets and authorization events are pushed. */
  authorizationEventsUrl: z.url(),
  /** Where account messages are pushed; `$APPID$` is replaced by the account's AppID. */
  messagesUrl: z.url().refine((url) => url.includes('$APPID$'), 'must contain $APPID$'),
  /** Host name; a port is ignored. Compared with the Referer's host and redirect_uri's host. */
  startDomain: z.string().min(1),
});

export type ComponentRegistration = z.infer<typeof componentRegistrationSchema>;

/** Times below are milliseconds since 1970 unless the name says otherwise. */
export interface Ticket {
  value: string;
  expiresAt: number;
  /** Accepted pushes of this value. */
  pushes: number;
}

export interface Component extends ComponentRegistration {
  tickets: Ticket[];
  ticketStopped: boolean;
  ticketAcceptedAt: number | null;
}

export type ServiceType = 'SUBSCRIPTION' | 'SUBSCRIPTION_UPGRADED' | 'SERVICE' | 'MINI_PROGRAM' | 'VIDEO';

export interface Account {
  appId: string;
  originalId: string;
  nickName: string;
  serviceType: ServiceType;
  /** WeChat's number: -1 unverified, 0 verified, 3 to 5 qualified. */
  verifyType: number;
  principalType: 'ORGANISATION' | 'PERSON';
  principalName: string;
  alias: string;
  /** Open platform account it is bound to; its AppID follows from the name. */
  openPlatform: string | null;
  region: 'CN' | 'OVERSEAS';
  /** WeChat's number: 1 normal, 14 cancelled, 16 banned, 18 warned, 19 frozen. */
  accountStatus: number;
  /** Permission sets its administrator grants. */
  permissions: number[];
  /** By set: what `confirm_info` says of it. */
  confirmInfo: Record<string, ConfirmInfo>;
  options: Record<string, string>;
}

/** Whether a component has to confirm a set, has done so, and can. Each 0 or 1. */
export interface ConfirmInfo {
  needConfirm: number;
  alreadyConfirm: number;
  canConfirm: number;
}

/** An account's permission for a component. A new one after each revocation. */
export interface Authorization {
  id: string;
  componentAppId: string;
  appId: string;
  permissions: number[];
  /** Seconds. */
  authorizedAt: number;
  /** Empty until the first `api_query_auth`. */
  refreshToken: string;
  revoked: boolean;
}

export interface PreAuthCode {
  value: string;
  componentAppId: string;
  expiresAt: number;
  used: boolean;
}

export interface AuthCode {
  value: string;
  authorizationId: string;
  componentAppId: string;
  expiresAt: number;
  used: boolean;
}

export interface AccessToken {
  value: string;
  componentAppId: string;
  /** null: a component token. */
  authorizationId: string | null;
  expiresAt: number;
  supersededAt: number | null;
}

/** One opened authorization page, waiting for a phone. */
export interface Visit {
  id: string;
  kind: 'PC' | 'MOBILE';
  componentAppId: string;
  preAuthCode: string;
  redirectUri: string;
  authType: number;
  bizAppId: string;
  categoryIds: number[];
  openedAt: number;
  status: 'WAITING' | 'CONFIRMING' | 'CONFIRMED' | 'CANCELLED';
  redirectUrl: string | null;
}

export interface Follower {
  openId: string;
  /** Who it is; the same person follows several accounts. */
  person: string;
  /** Overrides the UnionID that follows from the person. */
  unionId: string | null;
  subscribed: boolean;
  /** Seconds. */
  subscribedAt: number;
  scene: string;
  /** Of the QR code that led here; absent: another way. */
  qrScene?: string;
  /** Whether that scene is a text, even if it looks like a number; absent: not known. */
  qrSceneIsText?: boolean;
  /** Until when, and how many more, customer-service messages may be sent. */
  sendUntil: number;
  sendsLeft: number;
}

/** An uploaded file, of which only this is kept. */
export interface Media {
  appId: string;
  expiresAt: number;
}

/** A QR code with a scene. */
export interface QrCode {
  ticket: string;
  appId: string;
  scene: string;
  isText: boolean;
  /** null: never. */
  expiresAt: number | null;
}

/** A code by which a component learns who opened its page. */
export interface WebCode {
  componentAppId: string;
  appId: string;
  openId: string;
  scope: string;
  expiresAt: number;
  used: boolean;
}

/** What such a code was exchanged for; by its refresh token. */
export type WebGrant = Omit<WebCode, 'used'>;

export interface SandboxState {
  version: 1;
  settings: Settings;
  components: Record<string, Component>;
  accounts: Record<string, Account>;
  authorizations: Record<string, Authorization>;
  preAuthCodes: Record<string, PreAuthCode>;
  authCodes: Record<string, AuthCode>;
  accessTokens: Record<string, AccessToken>;
  visits: Record<string, Visit>;
  media: Record<string, Media>;
  /** By the end of their address. */
  qrCodes: Record<string, QrCode>;
  /** By account: how many of these never expire. */
  permanentQrCodes: Record<string, number>;
  webCodes: Record<string, WebCode>;
  webGrants: Record<string, WebGrant>;
  /** By account: how many followers are derived from their number alone. */
  generatedFollowers: Record<string, number>;
  /** By account: how many of these have left. */
  generatedLeft: Record<string, number>;
  /** By account and OpenID: followers that did something. */
  followers: Record<string, Record<string, Follower>>;
  messageCounter: number;
  visitorCounter: number;
}

function emptyState(): SandboxState {
  return {
    version: 1,
    settings: defaultSettings(),
    components: {},
    accounts: {},
    authorizations: {},
    preAuthCodes: {},
    authCodes: {},
    accessTokens: {},
    visits: {},
    media: {},
    qrCodes: {},
    permanentQrCodes: {},
    webCodes: {},
    webGrants: {},
    generatedFollowers: {},
    generatedLeft: {},
    followers: {},
    messageCounter: 0,
    visitorCounter: 0,
  };
}

const DAY = 86_400_000;

/** Forgets codes, tokens, media and pages that ended more than a day before `now`; until then they are told from unknown ones. */
function prune(state: SandboxState, now: number): void {
  const { preAuthCodes, authCodes, accessTokens, media, qrCodes, webCodes, webGrants } = state;
  const kinds = [preAuthCodes, authCodes, accessTokens, media, qrCodes, webCodes, webGrants];
  for (const records of kinds as Record<string, { expiresAt: number | null }>[]) {
    for (const [key, { expiresAt }] of Object.entries(records)) {
      if (expiresAt !== null && expiresAt < now - DAY) delete records[key];
    }
  }
  for (const [id, visit] of Object.entries(state.visits)) {
    if (visit.openedAt < now - DAY) delete state.visits[id];
  }
}

/** Settings of an older sandbox fall back to the defaults; a confirmation that a restart cut off waits again. */
function restore(content: Partial<SandboxState>): SandboxState {
  const settings = settingsSchema.safeParse(content.settings);
  const state = { ...emptyState(), ...content };
  state.settings = settings.success ? settings.data : defaultSettings();
  for (const account of Object.values(state.accounts)) account.confirmInfo ??= {};
  for (const visit of Object.values(state.visits)) {
    if (visit.status === 'CONFIRMING') visit.status = 'WAITING';
  }
  return state;
}

export const STATE_SHAPE: StateShape<SandboxState> = { version: 1, empty: emptyState, restore, prune };
