import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { looksLikeApiKey } from '../../kernel/api-key.ts';
import type { Clock } from '../../kernel/clock.ts';
import { callerKey, type RequestContext, type Role } from '../../kernel/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import { isExternalId } from '../../kernel/external-id.rules.ts';
import { isId } from '../../kernel/ids.ts';
import { Kept } from '../../kernel/kept.ts';
import type { PushChannel } from '../../kernel/push.ts';
import { isStorable } from '../../kernel/text.rules.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import type { ApiClientService } from './api-client.service.ts';
import { callerChanged } from './caller.events.ts';
import { OPENED_SENDER, OWN_ISSUER, type TokenIssuer } from './token-issuer.port.ts';
import { roleOf, TOKEN_ROLES } from './token-role.ts';
import { userStates } from './user-sign-out.repository.ts';
import { refusalOf, type UserState } from './user-state.rules.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/** The claims in the token of a marketing user, besides the registered ones. */
const Claims = z.object({
  sub: z.string().refine(isExternalId),
  site: z.string().min(1).max(100).refine(isStorable),
  role: z.enum(TOKEN_ROLES),
});

/** Errors about the token itself. Any other error, such as an unreachable issuer, is not the caller's fault. */
const REFUSALS = [
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];
const BEARER = /^Bearer +([\w.-]+)$/i;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** What the token of a user says. */
interface UserToken {
  readonly userId: string;
  readonly site: string;
  readonly role: Role;
  /** Null unless the user came by the settings of a message sender. */
  readonly openedSenderId: string | null;
  /** Null where it does not say so. */
  readonly issuedAt: Date | null;
  readonly expiresAt: Date;
}

/** The caller, and how long the authentication is good. */
export interface SignedIn {
  readonly context: RequestContext;
  /** Of a user's token; null where it does not say so, and for keys. */
  readonly issuedAt: Date | null;
  /** Null: never, unless the key is revoked. */
  readonly expiresAt: Date | null;
}

/** Authenticates callers. */
export class CallerService {
  private readonly verified = new VerifiedTokens<UserToken>();
  /** By caller. */
  private readonly states: Kept<UserState>;

  constructor(
    /** Each with a name of its own. */
    private readonly issuers: readonly TokenIssuer[],
    private readonly installations: InstallationService,
    private readonly clients: ApiClientService,
    private readonly work: UnitOfWork,
    push: PushChannel,
    private readonly clock: Clock,
  ) {
    this.states = new Kept(push, (event) =>
      callerChanged.matches(event) ? `${event.installationId} ${event.payload.id}` : null,
    );
  }

  /**
   * @param authorization the value of the header, or the same string from `connection_init`
   * @throws {RequestError} UNAUTHENTICATED, with the reason but without the token
   */
  async signIn(authorization: string | undefined, requestId: string): Promise<SignedIn> {
    const token = BEARER.exec(authorization ?? '')?.[1];
    if (token && looksLikeApiKey(token)) return this.signInClient(token, requestId);
    if (!token || !JWT.test(token))
      throw new RequestError('UNAUTHENTICATED', 'Send `Authorization: Bearer <token>`.');
    return this.signInUser(token, requestId);
  }

  private async signInClient(text: string, requestId: string): Promise<SignedIn> {
    const { installationId, keyId, scopes, expiresAt } = await this.clients.recognize(text, requestId);
    return {
      context: { requestId, installationId, caller: { kind: 'API_CLIENT', keyId, scopes } },
      issuedAt: null,
      expiresAt,
    };
  }

  /**
   * Why callers who signed in are signed in no more; null for those who still are. In the order of `callers`. That their
   * tokens expire, they know themselves.
   */
  async endsOf(callers: readonly SignedIn[]): Promise<(string | null)[]> {
    const keys = callers.flatMap(({ context: { caller } }) =>
      caller.kind === 'API_CLIENT' ? [caller.keyId] : [],
    );
    const users = callers.flatMap(({ context: { installationId, caller } }) =>
      caller.kind === 'USER' ? [{ installationId, userId: caller.userId }] : [],
    );
    const [alive, states] = await Promise.all([
      keys.length > 0 ? this.clients.alive(keys) : new Set(),
      users.length > 0 ? this.statesOf(users) : [],
    ]);
    const next = states.values();
    return callers.map(({ context: { caller }, issuedAt }) => {
      if (caller.kind === 'API_CLIENT') return alive.has(caller.keyId) ? null : 'The API key was revoked.';
      const { value: state } = next.next();
      return state ? refusalOf(state, issuedAt) : null;
    });
  }

  private async signInUser(token: string, requestId: string): Promise<SignedIn> {
    const { userId, site, role, openedSenderId, issuedAt, expiresAt } = await this.verified.get(
      token,
      this.clock.now(),
      async () => userTokenOf(await this.verify(token)),
    );
    const installationId = await this.installations.idOfSite(site);
    if (!installationId)
      throw new RequestError('UNAUTHENTICATED', 'Qiao is not installed for the site of this token.');
    const caller = {
      kind: 'USER',
      userId,
      role,
      ...(openedSenderId !== null && { openedSenderId }),
    } as const;
    const context = { requestId, installationId, caller };
    const state = await this.states.get(callerKey(context), async () => {
      const [found = null] = await this.statesOf([{ installationId, userId }]);
      return found;
    });
    const refusal = state && refusalOf(state, issuedAt);
    if (refusal) throw new RequestError('UNAUTHENTICATED', refusal);
    return { context, issuedAt, expiresAt };
  }

  private statesOf(users: readonly { installationId: string; userId: string }[]): Promise<UserState[]> {
    return this.work.statement((em) => userStates(em, users));
  }

  private async verify(token: string): Promise<JWTPayload> {
    try {
      // Not verified yet: it only says with whose keys and algorithms to verify.
      const { iss } = decodeJwt(token);
      const trusted = this.issuers.find(({ issuer }) => issuer === iss);
      if (!trusted) throw new errors.JWTInvalid('unknown issuer');
      const { issuer, audience, algorithms, keys } = trusted;
      const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: [...algorithms] });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new RequestError('UNAUTHENTICATED', 'The token has expired.');
      if (REFUSALS.some((kind) => error instanceof kind)) {
        throw new RequestError(
          'UNAUTHENTICATED',
          'The token is not valid here: check issuer, audience, signature and time.',
        );
      }
      throw error;
    }
  }
}

function userTokenOf(payload: JWTPayload): UserToken {
  const claims = Claims.safeParse(payload);
  if (!claims.success || payload.exp === undefined) {
    throw new RequestError(
      'UNAUTHENTICATED',
      'The token lacks one of the claims sub, site, role (admin or marketer) and exp.',
    );
  }
  const { sub, site, role } = claims.data;
  return {
    userId: sub,
    site,
    role: roleOf(role),
    openedSenderId: openedSenderIn(payload),
    issuedAt: payload.iat === undefined ? null : new Date(payload.iat * 1000),
    expiresAt: new Date(payload.exp * 1000),
  };
}

/** `iss` tells whose keys have verified the token. */
function openedSenderIn({ iss, [OPENED_SENDER]: id }: JWTPayload): string | null {
  return iss === OWN_ISSUER && typeof id === 'string' && isId(id) ? id : null;
}
