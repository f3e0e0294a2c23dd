import { z } from 'zod';

const seconds = (most = 31_536_000) => z.number().positive().max(most);
const count = (most: number) => z.number().int().min(0).max(most);
const eventOrder = z.enum(['BEFORE', 'AFTER', 'NEVER', 'TWICE']);

/** When the authorization event is pushed, seen from the browser's redirect. */
export type EventOrder = z.infer<typeof eventOrder>;
export const eventOrderSchema = eventOrder;

/** Everything about WeChat that varies, is not documented, or is awkward to wait for. Each has WeChat's value as default. */
export const settingsSchema = z.strictObject({
  /** Seconds between two accepted ticket pushes. */
  ticketIntervalSeconds: seconds(86_400).default(600),
  ticketLifeSeconds: seconds().default(43_200),
  /** The ticket has a new value after so many accepted pushes. */
  ticketPushesPerValue: count(1000).min(1).default(2),
  /** Wait after a refused ticket push; doubles up to `ticketRetryMaxMs`. */
  ticketRetryMs: count(600_000).min(10).default(250),
  ticketRetryMaxMs: count(600_000).min(10).default(2000),

  componentTokenSeconds: seconds().default(7200),
  authorizerTokenSeconds: seconds().default(7200),
  /** How long a token still works after a newer one was issued. */
  componentTokenOverlapSeconds: z.number().min(0).default(300),
  authorizerTokenOverlapSeconds: z.number().min(0).default(300),
  preAuthCodeSeconds: seconds().default(1800),
  authCodeSeconds: seconds().default(3600),
  /** Added to the clock by which lifetimes are measured, so that tests need not wait. Timestamps in pushes stay true. */
  clockAheadSeconds: z.number().min(0).default(0),

  /** Total time that a callback may take. */
  callbackTimeoutMs: count(600_000).min(1).default(5000),
  authorizationEventTries: count(100).min(1).default(3),
  authorizationEventRetryMs: count(600_000).default(1000),
  messageTries: count(100).min(1).default(3),
  messageRetryMs: count(600_000).default(200),
  /** A retried push has the same bytes: timestamp, nonce, ciphertext. */
  identicalRetry: z.boolean().default(true),
  /** Messages under way at one moment. */
  messagesInFlight: count(10_000).min(1).default(32),
  /** After so many failed pushes in a row a URL is left alone for `suspensionSeconds`; 0 = never. */
  suspendAfterFailures: count(1_000_000).default(0),
  suspensionSeconds: seconds().default(60),
  /** On registration both URLs must echo a signed `echostr`. */
  verifyCallbackUrls: z.boolean().default(false),

  /** The event's code equals the redirect's. */
  sameCodeInEventAndRedirect: z.boolean().default(true),
  eventOrder: eventOrder.default('BEFORE'),
  eventOnUnchangedRescan: z.boolean().default(false),
  preAuthCodeInAuthorized: z.boolean().default(true),
  /** `PreAuthCode` in `updateauthorized` after a scan. */
  preAuthCodeInUpdates: z.boolean().default(true),
  /** A repeated scan kills the refresh token; the next `api_query_auth` makes the new one. */
  rotateRefreshTokenOnRescan: z.boolean().default(true),
  /** The same for a change of permissions in the merchant's own console. */
  rotateRefreshTokenOnUpdate: z.boolean().default(false),
  rotateRefreshTokenOnRefresh: z.boolean().default(false),
  /** An unverified account of a person gets no tokens from `api_query_auth`. */
  noTokensForUnverifiedPerson: z.boolean().default(true),

  /** Before the full-network release only `testAccounts` (original ids) can authorize. */
  released: z.boolean().default(true),
  testAccounts: z.array(z.string()).default([]),
  /** The phone's authorization page checks the Referer as the PC page does. */
  mobileRefererCheck: z.boolean().default(false),

  /** Allowed client addresses; empty = any. */
  ipWhitelist: z.array(z.string()).default([]),
  /** Where both would apply: 61007 before 48001, or the other way round. */
  permissionBeforeCapability: z.boolean().default(true),
  /** Calls of each component API a day (UTC+8); 0 = no limit. */
  componentDailyQuota: count(1_000_000_000).default(0),
  /** By path: calls of an account a day, instead of WeChat's number. */
  accountDailyQuota: z.record(z.string().startsWith('/'), count(1_000_000_000).min(1)).default({}),
  /** How many followers a page of `user/get` has. */
  followerPageSize: count(10_000).min(1).default(10_000),
  /** Which token the option APIs want. */
  optionToken: z.enum(['EITHER', 'COMPONENT', 'AUTHORIZER']).default('EITHER'),
  batchOverLimitCode: z.union([z.literal(40032), z.literal(40003)]).default(40032),
  /** Whether a subscription account may send customer-service messages through a component; Tencent's pages disagree. */
  subscriptionAccountsMaySend: z.boolean().default(true),
  /** Whether `api_get_authorizer_list` has cancelled, banned and frozen accounts. */
  restrictedAccountsListed: z.boolean().default(true),
  /** The name of a mini program's part of `authorizer_info`. */
  miniProgramInfoName: z.enum(['MiniProgramInfo', 'miniProgramInfo']).default('MiniProgramInfo'),
  /** Customer-service messages only within WeChat's windows (45015, 45047). */
  enforceSendWindows: z.boolean().default(true),
  contentType: z.enum(['text/plain', 'application/json; encoding=utf-8', 'text/html']).default('text/plain'),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings = (): Settings => settingsSchema.parse({});
