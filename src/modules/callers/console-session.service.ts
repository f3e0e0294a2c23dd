import type { EntityManager } from '@mikro-orm/postgresql';
import { type RequestContext, type Role, systemContext } from '../../kernel/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { digest } from '../../kernel/secrets.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import { Installation } from '../installations/installation.entity.ts';
import { shareInstallation } from '../installations/installation.locks.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import type { ConsoleSecretKind, ConsoleSecretService, SessionReference } from './console-secret.service.ts';
import type { Visitor } from './console-session.entity.ts';
import {
  deleteExpiredSessions,
  deleteSessions,
  endSession,
  insertSession,
  type UsedSession,
  useCode,
  useRefreshToken,
} from './console-session.repository.ts';
import type { ConsoleTokenService } from './console-token.service.ts';
import { userStates } from './user-sign-out.repository.ts';
import { refusalOf } from './user-state.rules.ts';

/** What the console gets for a code or a refresh token. */
export interface ConsoleGrant {
  /** A bearer token for the API. */
  readonly token: string;
  readonly expiresAt: Date;
  /** Works once. */
  readonly refreshToken: string;
  readonly sessionExpiresAt: Date;
  readonly userId: string;
  readonly role: Role;
  /** The message sender whose settings the user opened; null for the whole console. */
  readonly senderId: string | null;
}

const WORDS: Readonly<Record<ConsoleSecretKind, string>> = {
  CODE: 'This code is not valid: it works once, within a minute. Open Qiao in the marketing platform again.',
  REFRESH_TOKEN: 'This session has ended. Open the console again.',
};
const REUSED =
  'This refresh token was used before, so the session was ended: somebody else may have it. Open the console again.';

/** The sessions of the console. Every refusal is a {@link RequestError} UNAUTHENTICATED with its reason. */
export class ConsoleSessionService {
  constructor(
    private readonly secrets: ConsoleSecretService,
    private readonly tokens: ConsoleTokenService,
    private readonly installations: InstallationService,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Begins a session for a user whom somebody else has authenticated, for example the marketing platform with its
   * signature. Returns the code that opens it.
   */
  async begin({ installationId, requestId }: RequestContext, visitor: Visitor): Promise<string> {
    const session = { installationId, sessionId: newId() };
    const code = this.secrets.issue('CODE', session);
    await this.work.write(contextOf(session, requestId), 'beginConsoleSession', async ({ em }) => {
      await requireInstalled(em, session, 'CODE');
      await insertSession(em, session, visitor, code.digest);
    });
    return code.text;
  }

  /** Exchanges a code. It works once. */
  open(code: string, requestId: string): Promise<ConsoleGrant> {
    return this.exchange('CODE', code, requestId, useCode);
  }

  /** Exchanges a refresh token. One that comes twice ends its session. */
  refresh(refreshToken: string, requestId: string): Promise<ConsoleGrant> {
    return this.exchange('REFRESH_TOKEN', refreshToken, requestId, useRefreshToken);
  }

  /** Signs out. Does nothing if the session has ended. Its access token works until it expires. */
  async end(refreshToken: string, requestId: string): Promise<void> {
    const session = this.sessionOf('REFRESH_TOKEN', refreshToken);
    await this.work.write(contextOf(session, requestId), 'endConsoleSession', ({ em }) =>
      endSession(em, session.sessionId),
    );
  }

  /** No session survives an uninstall, so none comes back with a new install. */
  uninstalled({ em }: Transaction): Promise<void> {
    return deleteSessions(em);
  }

  /** Hourly. */
  async deleteOld(): Promise<void> {
    for (const ctx of await this.installations.jobContexts())
      await this.work.write(ctx, 'deleteConsoleSessions', ({ em }) => deleteExpiredSessions(em));
  }

  private async exchange(
    kind: ConsoleSecretKind,
    text: string,
    requestId: string,
    use: (em: EntityManager, sessionId: string, given: string, next: string) => Promise<UsedSession | null>,
  ): Promise<ConsoleGrant> {
    const session = this.sessionOf(kind, text);
    const refresh = this.secrets.issue('REFRESH_TOKEN', session);
    const ctx = contextOf(session, requestId);
    const { used, site } = await this.work.write(ctx, 'openConsoleSession', async ({ em }) => {
      await requireInstalled(em, session, kind);
      const used = await use(em, session.sessionId, digest(text), refresh.digest);
      if (!used) throw refused(WORDS[kind]);
      if (!used.reused) await requireSignedIn(em, session, used);
      const { site } = await em.findOneOrFail(Installation, { id: session.installationId });
      return { used, site };
    });
    // After the commit, which ended the session.
    if (used.reused) throw refused(REUSED);
    const { userId, role, senderId, expiresAt: sessionExpiresAt } = used;
    const issued = await this.tokens.issue({ userId, site, role, senderId });
    return { ...issued, refreshToken: refresh.text, sessionExpiresAt, userId, role, senderId };
  }

  private sessionOf(kind: ConsoleSecretKind, text: string): SessionReference {
    const session = this.secrets.open(kind, text);
    if (!session) throw refused(WORDS[kind]);
    return session;
  }
}

const refused = (message: string) => new RequestError('UNAUTHENTICATED', message);

const contextOf = ({ installationId }: SessionReference, requestId: string): RequestContext =>
  systemContext(installationId, 'console', requestId);

/** Until the transaction ends, nobody uninstalls Qiao. */
async function requireInstalled(
  em: EntityManager,
  session: SessionReference,
  kind: ConsoleSecretKind,
): Promise<void> {
  const { status } = await shareInstallation(em, session);
  if (status === 'UNINSTALLED') throw refused(WORDS[kind]);
}

async function requireSignedIn(
  em: EntityManager,
  { installationId }: SessionReference,
  { userId, startedAt }: UsedSession,
): Promise<void> {
  const [state] = await userStates(em, [{ installationId, userId }]);
  const refusal = state && refusalOf(state, startedAt);
  if (refusal) throw refused(refusal);
}
