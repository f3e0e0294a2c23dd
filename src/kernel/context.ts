/**
 * The caller and the installation of a request, as plain data. It is the first parameter of every service method. No
 * code in Qiao reads the caller from a request object, a global or asynchronous local storage.
 */
export interface RequestContext {
  /** Returned to the client as `x-request-id` and `extensions.requestId`, and written to every log line and audit entry. */
  readonly requestId: string;
  /** The tenant. First the ORM, then PostgreSQL limits every statement of the request to it. */
  readonly installationId: string;
  readonly caller: Caller;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
  /** Set for what is sent to subscribers: its reads and those of requests do not wait for each other. */
  readonly isPushed?: true;
  /** Set for a mutation that its caller gave an idempotency key. */
  readonly idempotentCall?: IdempotentCall;
}

/** A mutation that takes effect once, however often its caller sends it. */
export interface IdempotentCall {
  /** The mutation's name in the schema, which is the action of its transaction. */
  readonly mutation: string;
  /** Chosen by the caller. */
  readonly key: string;
  /** Tells calls with other input apart. */
  readonly inputDigest: string;
}

export type Role = 'ADMINISTRATOR' | 'MARKETER';

/** The scopes that an API key can have. None includes another: ACCOUNTS_WRITE does not include ACCOUNTS_READ. */
export const API_KEY_SCOPES = ['ACCOUNTS_READ', 'ACCOUNTS_WRITE', 'SENDERS_WRITE', 'AUDIT_READ'] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

export type Caller =
  /** A user of the marketing platform, authenticated by a bearer token. */
  | {
      readonly kind: 'USER';
      readonly userId: string;
      readonly role: Role;
      /** The message sender whose settings the user opened in the marketing platform: they see it whatever its account is. */
      readonly openedSenderId?: string;
    }
  /** A customer's program, authenticated by an API key. It sees every account, because access lists are for users. */
  | { readonly kind: 'API_CLIENT'; readonly keyId: string; readonly scopes: readonly ApiKeyScope[] }
  /**
   * Qiao itself, in a callback from WeChat or a job. It may read platform tables too, but acts for one installation
   * only.
   */
  | { readonly kind: 'SYSTEM'; readonly reason: string };

/** The context of a job or a callback after its installation is known. */
export function systemContext(installationId: string, reason: string, requestId: string): RequestContext {
  return { requestId, installationId, caller: { kind: 'SYSTEM', reason } };
}

/** Tells callers apart across all installations, for example to count what each one does. */
export function callerKey({ installationId, caller }: RequestContext): string {
  const id = caller.kind === 'USER' ? caller.userId : caller.kind === 'API_CLIENT' ? caller.keyId : '';
  return `${installationId} ${id}`;
}
