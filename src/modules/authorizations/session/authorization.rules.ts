import {
  type AccountType,
  isVerified,
  missingPermissionSets,
} from '../../connections/facts/wechat-account.rules.ts';

export const AUTHORIZATION_STATUSES = ['PENDING', 'COMPLETED', 'FAILED', 'EXPIRED', 'CANCELLED'] as const;
export type AuthorizationStatus = (typeof AUTHORIZATION_STATUSES)[number];

export const AUTHORIZATION_STEPS = [
  'CREATED',
  'OPENED',
  'CONFIRMED',
  'EXCHANGING',
  'READING_ACCOUNT',
  'DONE',
] as const;
export type AuthorizationStep = (typeof AUTHORIZATION_STEPS)[number];

export const FAILURE_CODES = [
  'ACCOUNT_LIMIT_REACHED',
  'ACCOUNT_NOT_VERIFIED',
  'ACCOUNT_ALREADY_CONNECTED',
  'ACCOUNT_TYPE_MISMATCH',
  'DIFFERENT_ACCOUNT',
  'NOT_AN_OFFICIAL_ACCOUNT',
  'PERMISSION_MISSING',
  'UPSTREAM_FAILED',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** A link is handed out again while it has at least this long to live; else a new session is opened. */
export const LINK_REUSE_MS = 5 * 60_000;

/** The administrator has confirmed: the session ends by itself, and neither expires nor can be cancelled. */
export const isConfirmed = (step: AuthorizationStep): boolean => step !== 'CREATED' && step !== 'OPENED';

/** Whether a waiting session is shown again instead of opening another. */
export const isReusable = (session: { step: AuthorizationStep; expiresAt: Date }, now: Date): boolean =>
  isConfirmed(session.step) || session.expiresAt.getTime() - now.getTime() >= LINK_REUSE_MS;

/** Whether it can be one at all: what it says is for those who issue them. It is kept with the session. */
export const isImpactToken = (text: string): boolean => /^[\x21-\x7e]{1,200}$/.test(text);

/** What a sealed column of a session is bound to: the value opens only for that session and column. */
export const secretOf = (sessionId: string, column: 'link' | 'code' | 'answer'): string =>
  `authorization_session:${sessionId}:${column}`;

/** What WeChat says of the account that was scanned, and what Qiao knows of it. */
export interface ScannedAccount {
  readonly appId: string;
  readonly isMiniProgram: boolean;
  readonly accountType: AccountType;
  readonly verifyType: number;
  readonly permissionSets: readonly number[];
  /** Whether another official account, of this or another installation, owns the app id. */
  readonly ownedByAnother: boolean;
  /** The app id that this official account was connected to before; null for a first authorization. */
  readonly connectedAppId: string | null;
  /** Whether whoever opened the session agreed that another WeChat account takes its place. */
  readonly mayReplace: boolean;
  /** The type that the administrator chose; null: as WeChat says. */
  readonly expectedType: AccountType | null;
}

/**
 * Why the scanned account cannot be connected, or null. The order is the order of use to a person: first that it is the
 * wrong account altogether, last what its administrator can mend. The limit of five is not here: it is decided where the
 * slot is taken.
 */
export function refuseScanned(scanned: ScannedAccount): FailureCode | null {
  if (scanned.isMiniProgram) return 'NOT_AN_OFFICIAL_ACCOUNT';
  const isAnother = scanned.connectedAppId !== null && scanned.connectedAppId !== scanned.appId;
  if (isAnother && !scanned.mayReplace) return 'DIFFERENT_ACCOUNT';
  if (scanned.ownedByAnother) return 'ACCOUNT_ALREADY_CONNECTED';
  if (scanned.expectedType !== null && scanned.expectedType !== scanned.accountType)
    return 'ACCOUNT_TYPE_MISMATCH';
  if (!isVerified(scanned.verifyType)) return 'ACCOUNT_NOT_VERIFIED';
  if (missingPermissionSets(scanned.permissionSets).length > 0) return 'PERMISSION_MISSING';
  return null;
}

export interface FailureAdvice {
  readonly message: string;
  readonly nextStep: string;
  /** Whether starting again, with nothing else done, can help. */
  readonly retryable: boolean;
}

const WITHDRAW =
  'If the WeChat account is not connected in Qiao otherwise, its authorization can be withdrawn in mp.weixin.qq.com.';

/** What people are told. No failure leaves anything behind that they would have to clean up first. */
export const FAILURE_ADVICE: Readonly<Record<FailureCode, FailureAdvice>> = {
  ACCOUNT_LIMIT_REACHED: {
    message: `No further official account fits on this account's WeChat Open Platform account. ${WITHDRAW}`,
    nextStep: 'Remove an official account that is bound to the same open platform, then authorize again.',
    retryable: false,
  },
  ACCOUNT_NOT_VERIFIED: {
    message: `The official account is not verified by WeChat. ${WITHDRAW}`,
    nextStep: 'Verify the account in mp.weixin.qq.com (Settings, WeChat verification), then authorize again.',
    retryable: false,
  },
  ACCOUNT_ALREADY_CONNECTED: {
    message: 'This WeChat account is connected already, as another official account.',
    nextStep: 'Use the official account that it is connected as, or remove that one first.',
    retryable: false,
  },
  ACCOUNT_TYPE_MISMATCH: {
    message: `The scanned account is not of the chosen type. ${WITHDRAW}`,
    nextStep: 'Scan an account of the chosen type, or add an official account with the other type.',
    retryable: true,
  },
  DIFFERENT_ACCOUNT: {
    message:
      'Another WeChat account was scanned than the one this official account is connected to. Nothing changed.',
    nextStep: 'Authorize again and choose the same account.',
    retryable: true,
  },
  NOT_AN_OFFICIAL_ACCOUNT: {
    message: `A mini program was scanned, not an official account. ${WITHDRAW}`,
    nextStep: 'Authorize again and choose an official account.',
    retryable: true,
  },
  PERMISSION_MISSING: {
    message: 'The administrator did not grant every permission that Qiao needs.',
    nextStep: 'Authorize again and grant the missing permissions.',
    retryable: true,
  },
  UPSTREAM_FAILED: {
    message: 'WeChat did not complete the authorization.',
    nextStep: 'Authorize again and scan the new code.',
    retryable: true,
  },
};

const IMPACT_CHANGED: FailureAdvice = {
  message:
    'Another WeChat account was scanned, but by now it would break other message senders than were agreed to. Nothing changed.',
  nextStep: 'Look at what the change breaks (`changeImpact`), and authorize again.',
  retryable: false,
};

export const adviceOn = (code: FailureCode, impactChanged: boolean): FailureAdvice =>
  impactChanged ? IMPACT_CHANGED : FAILURE_ADVICE[code];
