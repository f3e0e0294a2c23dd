/**
 * Who asks, for which installation, as plain data. First argument of every service method; nothing in Qiao reads
 * a caller from a request object, a global or asynchronous local storage.
 */
export interface RequestContext {
  /** Returned to the client as `x-request-id` and `extensions.requestId`, and written to every log line and audit entry. */
  readonly requestId: string;
  /** The tenant. Every statement of the request is limited to it, first by the ORM, then by PostgreSQL. */
  readonly installationId: string;
  readonly caller: Caller;
}

export type Role = 'ADMINISTRATOR' | 'MARKETER';

/** What an API key can be given, each by itself: ACCOUNTS_WRITE does not contain ACCOUNTS_READ. */
export const API_KEY_SCOPES = ['ACCOUNTS_READ', 'ACCOUNTS_WRITE', 'SENDERS_WRITE', 'AUDIT_READ'] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

export type Caller =
  /** A user of the marketing platform, proved by a bearer token. */
  | { readonly kind: 'USER'; readonly userId: string; readonly role: Role }
  /** A program of the customer's, proved by an API key. Access lists are for users: it sees every account. */
  | { readonly kind: 'API_CLIENT'; readonly keyId: string; readonly scopes: readonly ApiKeyScope[] }
  /** Qiao itself: a callback from WeChat or a job. Sees platform tables too, but still only one installation. */
  | { readonly kind: 'SYSTEM'; readonly reason: string };

/** The context of a job or a callback, once its installation is known. */
export function systemContext(installationId: string, reason: string, requestId: string): RequestContext {
  return { requestId, installationId, caller: { kind: 'SYSTEM', reason } };
}
