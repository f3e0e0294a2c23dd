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
  'OPERATOR_REQUIRED',
  'UPSTREAM_FAILED',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** A link is returned again if it is valid for at least this long; otherwise a new session is created. */
export const LINK_REUSE_MS = 5 * 60_000;

/** The administrator has confirmed: the session ends by itself, and neither expires nor can be cancelled. */
export const isConfirmed = (step: AuthorizationStep): boolean => step !== 'CREATED' && step !== 'OPENED';

/** Whether a pending session is returned again instead of creating another. */
export const isReusable = (session: { step: AuthorizationStep; expiresAt: Date }, now: Date): boolean =>
  isConfirmed(session.step) || session.expiresAt.getTime() - now.getTime() >= LINK_REUSE_MS;

/** Cheap shape check before the token is stored with the session; the issuer verifies the token. */
export const isImpactToken = (text: string): boolean => /^[\x21-\x7e]{1,200}$/.test(text);

/** What WeChat says about the scanned account, where null is unknown, and what Qiao knows about it. */
export interface ScannedAccount {
  readonly appId: string;
  readonly isOfficialAccount: boolean;
  readonly accountType: AccountType | null;
  readonly verifyType: number | null;
  readonly permissionSets: readonly number[] | null;
  /** Whether another official account, of this or another installation, owns the app id. */
  readonly ownedByAnother: boolean;
  /** The app id that this official account was connected to before; null for a first authorization. */
  readonly connectedAppId: string | null;
  /** Whether the user who opened the session agreed that another WeChat account may replace the connected one. */
  readonly mayReplace: boolean;
  /** The type that the user chose; null: any. */
  readonly expectedType: AccountType | null;
}

/** The field of WeChat's answer that decides and is not known. */
export interface Undecided {
  readonly field: string;
}

/**
 * Why the scanned account cannot be connected, or null; or what must be known to say so. The most useful reason comes
 * first: that it is the wrong account, and last what its administrator can fix. The limit of an open platform is not checked
 * here, but where the slot is taken.
 */
export function refuseScanned(scanned: ScannedAccount): FailureCode | Undecided | null {
  if (!scanned.isOfficialAccount) return 'NOT_AN_OFFICIAL_ACCOUNT';
  const isAnother = scanned.connectedAppId !== null && scanned.connectedAppId !== scanned.appId;
  if (isAnother && !scanned.mayReplace) return 'DIFFERENT_ACCOUNT';
  if (scanned.ownedByAnother) return 'ACCOUNT_ALREADY_CONNECTED';
  const { expectedType, accountType, verifyType, permissionSets } = scanned;
  if (expectedType !== null) {
    if (accountType === null) return { field: 'service_type_info' };
    if (expectedType !== accountType) return 'ACCOUNT_TYPE_MISMATCH';
  }
  if (verifyType === null) return { field: 'verify_type_info' };
  if (!isVerified(verifyType)) return 'ACCOUNT_NOT_VERIFIED';
  if (permissionSets === null) return { field: 'func_info' };
  return missingPermissionSets(permissionSets).length > 0 ? 'PERMISSION_MISSING' : null;
}

export interface FailureAdvice {
  readonly message: string;
  readonly nextStep: string;
  /** Whether a new attempt may succeed without other changes. */
  readonly retryable: boolean;
}

const WITHDRAW =
  'If no other official account in Qiao is connected to this WeChat account, you can withdraw its authorization in mp.weixin.qq.com.';

/** What users are told. No failure leaves anything behind that they would have to clean up first. */
export const FAILURE_ADVICE: Readonly<Record<FailureCode, FailureAdvice>> = {
  ACCOUNT_LIMIT_REACHED: {
    message: `The WeChat Open Platform account of this account has no room for another official account. ${WITHDRAW}`,
    nextStep: 'Remove an official account that is bound to the same open platform, then authorize again.',
    retryable: false,
  },
  ACCOUNT_NOT_VERIFIED: {
    message: `The official account is not verified by WeChat. ${WITHDRAW}`,
    nextStep: 'Verify the account in mp.weixin.qq.com (Settings, WeChat verification), then authorize again.',
    retryable: false,
  },
  ACCOUNT_ALREADY_CONNECTED: {
    message: 'This WeChat account is already connected as another official account.',
    nextStep: 'Use that official account, or remove it first.',
    retryable: false,
  },
  ACCOUNT_TYPE_MISMATCH: {
    message: `The scanned account is not of the chosen type. ${WITHDRAW}`,
    nextStep: 'Scan an account of the chosen type, or add an official account with the other type.',
    retryable: true,
  },
  DIFFERENT_ACCOUNT: {
    message:
      'The scanned WeChat account is not the one that this official account is connected to. Nothing changed.',
    nextStep: 'Authorize again and choose the same account.',
    retryable: true,
  },
  NOT_AN_OFFICIAL_ACCOUNT: {
    message: `A mini program or a video account was scanned, not an official account. ${WITHDRAW}`,
    nextStep: 'Authorize again and choose an official account.',
    retryable: true,
  },
  PERMISSION_MISSING: {
    message: 'The administrator did not grant every permission that Qiao needs.',
    nextStep: 'Authorize again and grant the missing permissions.',
    retryable: true,
  },
  OPERATOR_REQUIRED: {
    message: 'WeChat refuses Qiao itself.',
    nextStep: 'Pass the message on to the operator of Qiao. When that is solved, authorize again.',
    retryable: false,
  },
  UPSTREAM_FAILED: {
    message: 'WeChat did not complete the authorization.',
    nextStep: 'Authorize again and scan the new code.',
    retryable: true,
  },
};

const IMPACT_CHANGED: FailureAdvice = {
  message:
    'A different WeChat account was scanned, but replacing the connected one would now break other message senders than the user agreed to. Nothing changed.',
  nextStep: 'Read the impact of the change (`changeImpact`), then authorize again.',
  retryable: false,
};

/** @param message what happened, where that says more than the code */
export function adviceOn(code: FailureCode, impactChanged: boolean, message: string | null): FailureAdvice {
  const advice = impactChanged ? IMPACT_CHANGED : FAILURE_ADVICE[code];
  return message === null ? advice : { ...advice, message };
}
