import { z } from 'zod';

const YEAR = 31_536_000;
const seconds = (most = YEAR) => z.number().positive().max(most);
const count = (most: number) => z.number().int().min(0).max(most);

/** Everything about Eloqua that varies, is not documented, or is awkward to wait for. Each has Eloqua's value as default. */
export const settingsSchema = z.strictObject({
  accessTokenSeconds: seconds().default(28_800),
  refreshTokenSeconds: seconds(10 * YEAR).default(YEAR),
  codeSeconds: seconds().default(60),
  /** A refresh leaves the access token before it alive until its own end, as since May 2026. */
  oldAccessTokenLives: z.boolean().default(true),
  /** Status of a wrong, used or expired code. */
  invalidCodeStatus: z.union([z.literal(400), z.literal(401)]).default(400),
  /** Between two authorizations that one user begins for one app; sooner is 429. 0 = no limit (Eloqua: 60). */
  authorizeIntervalSeconds: count(3600).default(0),
  /** Between two calls of `/id` with one token; sooner is 429. 0 = no limit. */
  idIntervalSeconds: count(3600).default(0),
  /** Status under which `/id` says `"Not authenticated."`. */
  idRefusalStatus: z.union([z.literal(200), z.literal(401)]).default(200),
  /** Added to the clock by which lifetimes and campaigns are measured. Timestamps in calls stay true. */
  clockAheadSeconds: z.number().min(0).default(0),
  /** Allowed client addresses; empty = any. */
  ipAllowList: z.array(z.string()).default([]),

  /** A validation error is an array with one error, or that error itself. */
  validationErrorsAsArray: z.boolean().default(true),
  /** With which every user signs in, for the password grant and HTTP Basic. */
  userPassword: z.string().min(1).default('password'),
  /** A list in which nothing was found is answered by 204. */
  emptyListIs204: z.boolean().default(false),
  /** Lists and single reads still show deleted users, with `isDeleted`. */
  deletedUsersVisible: z.boolean().default(true),
  /** Literals of data and display types that differ from ours, e.g. `{"date":"dateTime"}`; both ways. */
  typeLiterals: z.record(z.string(), z.string()).default({}),
  /** A second contact with an e-mail address is refused by this status. */
  duplicateEmailStatus: z.union([z.literal(409), z.literal(400)]).default(409),
  /** A contact must have an e-mail address. */
  emailIsMandatory: z.boolean().default(true),
  /** How the search of service instances answers: the array itself, or `{"items":[…]}`. */
  instanceSearchShape: z.enum(['ARRAY', 'ITEMS']).default('ARRAY'),

  /** Total time that a call to an app may take. */
  callTimeoutMs: count(600_000).min(1).default(10_000),
  /** Order of the parameters that are signed; RFC 5849 says BYTE, Eloqua does otherwise. */
  signatureOrder: z.enum(['CASE_INSENSITIVE', 'BYTE']).default('CASE_INSENSITIVE'),
  /** Added to `oauth_timestamp`; may be negative. */
  timestampSkewSeconds: z.number().int().min(-YEAR).max(YEAR).default(0),
  /** Each call repeats the nonce and timestamp of the call before. */
  reuseNonce: z.boolean().default(false),
  wrongSignature: z.boolean().default(false),
  uninstallMethod: z.enum(['DELETE', 'POST', 'GET']).default('DELETE'),
  deleteMethod: z.enum(['DELETE', 'POST']).default('DELETE'),
  /** An app is shut down when a quarter of more than a hundred calls in five minutes failed. */
  appShutdown: z.boolean().default(true),
  /** Installing again keeps the InstallId. */
  reinstallKeepsInstallId: z.boolean().default(false),
  /** Uninstalling takes the app's steps off the campaigns. */
  uninstallDeletesInstances: z.boolean().default(true),
  /** Attempts to deliver a notification before its contacts are `errored`. */
  notificationTries: count(10).min(1).default(1),

  /** Time from the creation of a Bulk sync to its end. */
  syncMs: count(600_000).default(200),
  /** Where a definition does not say `isSyncTriggeredOnImport`. */
  syncTriggeredByDefault: z.boolean().default(false),
  /** When a sync's `callbackUrl` is called, seen from the answer to its creation. */
  syncCallback: z.enum(['AFTER', 'BEFORE_ANSWER']).default('AFTER'),
  /** An import of contacts may identify them by a field that is not unique, such as an OpenID. */
  bulkIdentifiesByAnyField: z.boolean().default(true),
  /** Imports of contacts take `{{Contact.Id}}`. */
  importsIdentifyByContactId: z.boolean().default(true),
  /** Imports of activities take `{{Activity.Contact.Id}}`. */
  activitiesNameContactById: z.boolean().default(true),
  bulkDataLimitBytes: count(33_554_432).min(1).default(33_554_432),
  /** Syncs of imports in an hour; more are 429. 0 = no limit (Eloqua: 2000). So for exports. */
  bulkImportsPerHour: count(1_000_000).default(0),
  bulkExportsPerHour: count(1_000_000).default(0),
  /** A code, for example `ELQ-00107`, with which every sync fails: it takes nothing. Empty: none fails. */
  syncFailsWith: z
    .string()
    .regex(/^(ELQ-\d{5})?$/)
    .default(''),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings = (): Settings => settingsSchema.parse({});
