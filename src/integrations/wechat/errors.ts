import type { HttpFault } from '../../kernel/http.ts';

/** What the caller should do about an errcode. A closed list, so that a `switch` over it can be exhaustive. */
export type Reaction =
  /** Busy, or no usable answer: retry with growing waits, if the call may be repeated (see `outcomeUnknown`). */
  | 'RETRY'
  /** The access token is invalid: replace it unless another process has, then repeat the call once. */
  | 'REFRESH_TOKEN'
  /** The refresh token is not the current one: reload it, then ask WeChat for it, otherwise authorize again. */
  | 'RECOVER_REFRESH_TOKEN'
  /** There is no component token until the next ticket arrives; do not retry before. */
  | 'WAIT_FOR_TICKET'
  /** The merchant has withdrawn the authorization. */
  | 'REAUTHORIZE'
  /** The quota is used up until midnight in Beijing. */
  | 'QUOTA_DAY'
  /** The quota is used up for a minute. */
  | 'QUOTA_MINUTE'
  /** The authorization code was used, has expired, or never was ours. */
  | 'CODE_SPENT'
  /** The account is bound to no open platform. */
  | 'NOT_BOUND'
  /** The merchant did not grant or confirm the permission set. */
  | 'PERMISSION_MISSING'
  /** This type of account may not do this, or the account is not verified. */
  | 'CAPABILITY_MISSING'
  /** The account is banned or frozen. */
  | 'ACCOUNT_RESTRICTED'
  /** The component is configured wrongly; only its operator can fix this. */
  | 'CONFIGURATION'
  /** This follower cannot be reached: unfollowed, refused, blocked, or follows another account. */
  | 'UNREACHABLE_USER'
  /** Too long since the follower's last action, or too many messages since. */
  | 'WINDOW_CLOSED'
  /** A template or medium no longer exists: synchronize, then retry. */
  | 'STALE_REFERENCE'
  /** An earlier call with the same client message id did this already. */
  | 'ALREADY_DONE'
  /** The request was wrong: a defect of ours, or an argument that should have been refused earlier. */
  | 'BAD_REQUEST'
  /** Any other error: report it with its rid. */
  | 'FAIL';

/** Source: the vendor's global return codes and third-party-platform troubleshooting pages (docs/protocols/wechat.md). */
const CODES: Record<Exclude<Reaction, 'FAIL'>, readonly number[]> = {
  RETRY: [-1],
  REFRESH_TOKEN: [40001, 40014, 42001, 42007],
  RECOVER_REFRESH_TOKEN: [61023],
  WAIT_FOR_TICKET: [61005, 61006],
  REAUTHORIZE: [61003],
  QUOTA_DAY: [45009],
  QUOTA_MINUTE: [45011],
  CODE_SPENT: [40029, 40163, 42003, 61009, 61010],
  NOT_BOUND: [89002],
  PERMISSION_MISSING: [61007, 61016, 61017],
  CAPABILITY_MISSING: [48001],
  ACCOUNT_RESTRICTED: [48004, 50002],
  CONFIGURATION: [40013, 40090, 40125, 40164, 41004, 45035, 61004, 61011, 61028, 61029],
  UNREACHABLE_USER: [40003, 43004, 43019, 43101, 48002],
  WINDOW_CLOSED: [45015, 45047],
  STALE_REFERENCE: [40007, 40037],
  ALREADY_DONE: [45065],
  BAD_REQUEST: [40033, 40035, 40097, 41001, 44002, 47001, 47003, 61014, 61015, 61024],
};

const REACTIONS = new Map(
  Object.entries(CODES).flatMap(([reaction, codes]) => codes.map((code) => [code, reaction as Reaction])),
);

export function reactionTo(errcode: number): Reaction {
  return REACTIONS.get(errcode) ?? 'FAIL';
}

const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b/;

const MAY_PASS: readonly Reaction[] = ['RETRY', 'WAIT_FOR_TICKET', 'QUOTA_DAY', 'QUOTA_MINUTE'];

/**
 * A call without a token is about the component alone, so only its operator can remove what does not pass by itself. "Invalid
 * credential" (40001), for example, refers to the secret.
 */
export function reactionWithoutToken(errcode: number): Reaction {
  const usual = reactionTo(errcode);
  return MAY_PASS.includes(usual) ? usual : 'CONFIGURATION';
}

/** A call that WeChat refused or did not answer usably. Contains no secret; errmsg is read but not kept. */
export class WeChatError extends Error {
  override readonly name = 'WeChatError';
  readonly errcode: number;
  /** The path of the call, for example `component/api_query_auth`. */
  readonly api: string;
  /** The id by which WeChat's support, and `openapi/rid/get` for a week, can find the call. */
  readonly rid: string | null;
  readonly reaction: Reaction;
  /** True if no usable answer came: the call may have taken effect. */
  readonly outcomeUnknown: boolean;
  /** Our IP address, if WeChat reports that it is not on the component's list. */
  readonly clientIp: string | null;
  /** What decides and could not be read in an answer, as a path; empty: the answer itself. Null: that is not the reason. */
  readonly field: string | null;

  constructor(
    api: string,
    errcode: number,
    {
      errmsg = '',
      reaction = reactionTo(errcode),
      outcomeUnknown = false,
      clientIp,
      field = null,
      cause,
    }: {
      errmsg?: string;
      reaction?: Reaction;
      outcomeUnknown?: boolean;
      clientIp?: string | null;
      field?: string | null;
      cause?: HttpFault | undefined;
    } = {},
  ) {
    const rid = /\brid: ([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})\b/.exec(errmsg)?.[1] ?? null;
    super(`WeChat ${api}: ${errcode} ${reaction}${rid === null ? '' : `, rid ${rid}`}`, cause && { cause });
    this.errcode = errcode;
    this.api = api;
    this.rid = rid;
    this.reaction = reaction;
    this.outcomeUnknown = outcomeUnknown;
    this.clientIp = clientIp ?? ([40164, 61004].includes(errcode) ? ADDRESS.exec(errmsg)?.[0] : null) ?? null;
    this.field = field;
  }
}
