import { z } from 'zod';
import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { Refusal, refuseIfAny } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { JobType } from '../../../kernel/jobs.ts';
import { may } from '../../../kernel/permissions.ts';
import { digest, type KeyRing, randomToken } from '../../../kernel/secrets.ts';
import { TokenUnavailable } from '../../../kernel/shared-token.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { accountNotFound } from '../../accounts/account/official-account.errors.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import type { AccountDependents } from '../../accounts/dependents/account-dependents.port.ts';
import type { WeChatComponent } from '../../connections/component/wechat-component.service.ts';
import {
  alreadyConfirmed,
  noImpactToken,
  sessionNotFound,
  wechatUnavailable,
} from './authorization.errors.ts';
import { authorizationEnded } from './authorization.events.ts';
import {
  findLink,
  insertLink,
  type LinkKey,
  latestSessions,
  lockPendingSession,
  lockSession,
  pendingSession,
  pendingSessions,
  sessionsByIds,
} from './authorization.repository.ts';
import { isConfirmed, isImpactToken, isReusable } from './authorization.rules.ts';
import { AuthorizationSession } from './authorization-session.entity.ts';

const SessionJob = z.object({ sessionId: z.string() });

/** Exchanges the code of a confirmed session and brings the session to its end. */
export const EXCHANGE: JobType<{ sessionId: string }> = {
  name: 'authorization.exchange',
  payload: SessionJob,
  maxAttempts: 8,
};
/** Ends a session whose link has run out unused. */
export const EXPIRE: JobType<{ sessionId: string }> = {
  name: 'authorization.expire',
  payload: SessionJob,
  maxAttempts: 10,
};

interface Link {
  readonly preAuthCode: string;
  readonly expiresAt: Date;
  readonly state: string;
}

/** The two addresses of a session. Those of an ended one both lead to our page, which says how it ended. */
export interface SessionLinks {
  readonly launchUrl: string;
  readonly mobileUrl: string;
}

/** Attempts to authorize an account, from the click to the moment a code arrives: then they are confirmed, and end by themselves. */
export class AuthorizationService {
  constructor(
    private readonly publicUrl: string,
    private readonly wechat: WeChatComponent,
    private readonly accounts: OfficialAccountService,
    private readonly dependents: AccountDependents,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /**
   * The session to show: the one that waits already while its link lives long enough, else a new one.
   *
   * @param impactToken lets another WeChat account take the place of the connected one; null leaves a waiting session as
   *   it is
   */
  async start(
    ctx: RequestContext,
    accountId: string,
    impactToken: string | null,
  ): Promise<AuthorizationSession> {
    if (impactToken !== null && !isImpactToken(impactToken)) throw new Refusal(noImpactToken());
    const account = await this.accounts.byId(ctx, accountId);
    if (!account || account.status === 'REMOVED') throw new Refusal(accountNotFound('accountId'));
    const waiting = await this.work.read(ctx, (em) => pendingSession(em, accountId));
    const shown = waiting && isReusable(waiting, this.clock.now()) ? waiting : null;
    if (shown && impactToken === null) return shown;
    const link = shown ? null : await this.newLink();
    const started = await this.work.write(ctx, 'authorizeAccount', async (tx) => {
      const session = await this.openIn(tx, ctx, accountId, link);
      if (session && impactToken !== null) await this.agree(tx, session, impactToken);
      return session;
    });
    // The one that waited has ended meanwhile.
    return started ?? this.start(ctx, accountId, impactToken);
  }

  /** Ends the session that waits for an account that is being removed, even one that was confirmed. */
  async accountRemoved(tx: Transaction, accountId: string): Promise<void> {
    const session = await lockPendingSession(tx.em, accountId);
    if (session) this.end(tx, session, 'CANCELLED');
  }

  /** The installation ends, and every session that waits with it. */
  async endAll(tx: Transaction): Promise<void> {
    for (const { id } of await pendingSessions(tx.em)) {
      const session = await lockSession(tx.em, id);
      if (session?.status === 'PENDING') this.end(tx, session, 'CANCELLED');
    }
  }

  /** Refused once the administrator has confirmed: then the session ends by itself. */
  async cancel(ctx: RequestContext, sessionId: string): Promise<AuthorizationSession> {
    return this.work.write(ctx, 'cancelAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (!session) throw new Refusal(sessionNotFound());
      if (session.status !== 'PENDING') return session;
      if (isConfirmed(session.step)) throw new Refusal(alreadyConfirmed('sessionId'));
      this.end(tx, session, 'CANCELLED');
      return session;
    });
  }

  /** The link has run out. A session whose code has arrived no longer expires. */
  async expire(ctx: RequestContext, sessionId: string): Promise<void> {
    await this.work.write(ctx, 'expireAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status === 'PENDING' && !isConfirmed(session.step)) this.end(tx, session, 'EXPIRED');
    });
  }

  /** In the order of `ids`. Sessions exist for those who may read them only: their links let an account be connected. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(AuthorizationSession | null)[]> {
    if (!may(ctx.caller, 'SESSIONS_READ')) return ids.map(() => null);
    const found = await this.work.read(ctx, (em) => sessionsByIds(em, ids));
    return ids.map((id) => found.find((session) => session.id === id) ?? null);
  }

  async byId(ctx: RequestContext, id: string): Promise<AuthorizationSession | null> {
    const [session] = await this.byIds(ctx, [id]);
    return session ?? null;
  }

  /** The latest session of each account, in the order of `accountIds`. */
  async latest(ctx: RequestContext, accountIds: readonly string[]): Promise<(AuthorizationSession | null)[]> {
    if (!may(ctx.caller, 'SESSIONS_READ')) return accountIds.map(() => null);
    const sessions = await this.work.read(ctx, (em) => latestSessions(em, accountIds));
    return accountIds.map((id) => sessions.get(id) ?? null);
  }

  /** Which session the outside means, as the system sees it. Null: an unknown or forged name, which changes nothing. */
  async locate(key: LinkKey, requestId: string): Promise<{ ctx: RequestContext; sessionId: string } | null> {
    const link = await this.work.statement((em) => findLink(em, key));
    return (
      link && { ctx: systemContext(link.installationId, 'wechat', requestId), sessionId: link.sessionId }
    );
  }

  /** Somebody opened the launch page: where its link must lead, or null when the session has ended. */
  async launch(ctx: RequestContext, sessionId: string): Promise<string | null> {
    return this.work.write(ctx, 'openAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (!session?.linkSecret || session.expiresAt <= this.clock.now()) return null;
      if (session.step === 'CREATED') session.step = 'OPENED';
      return this.wechatLinks(session, session.linkSecret).pc;
    });
  }

  links(session: AuthorizationSession): SessionLinks {
    const launchUrl = `${this.publicUrl}/wechat/authorize/${session.id}`;
    if (!session.linkSecret) return { launchUrl, mobileUrl: launchUrl };
    return { launchUrl, mobileUrl: this.wechatLinks(session, session.linkSecret).mobile };
  }

  private wechatLinks(session: AuthorizationSession, sealed: string) {
    const secret = this.keys.open(sealed, `authorization_session:${session.id}:link`);
    const { preAuthCode, state } = JSON.parse(secret) as { preAuthCode: string; state: string };
    const redirectUri = `${this.publicUrl}/wechat/authorized?state=${state}`;
    return this.wechat.authorizationLinks({ preAuthCode, redirectUri });
  }

  private async newLink(): Promise<Link> {
    try {
      const { preAuthCode, expiresAt } = await this.wechat.createPreAuthCode();
      return { preAuthCode, expiresAt, state: randomToken(128) };
    } catch (error) {
      if (error instanceof WeChatError || error instanceof TokenUnavailable)
        throw new Refusal(wechatUnavailable());
      throw error;
    }
  }

  /** Whoever knows what it breaks is asked again when it happens: senders may have changed by then. */
  private async agree(tx: Transaction, session: AuthorizationSession, impactToken: string): Promise<void> {
    if (isConfirmed(session.step)) throw new Refusal(alreadyConfirmed('impactToken'));
    const { installationId, accountId, id: subjectId } = session;
    const account = { installationId, id: accountId };
    refuseIfAny(await this.dependents.check(tx, { account, change: 'REPLACE_WECHAT_ACCOUNT', impactToken }));
    session.impactToken = impactToken;
    tx.audit({ subjectType: 'AuthorizationSession', subjectId, after: { mayReplace: true } });
  }

  /** The session that waits, locked after its account, or a new one; null where that takes a link that is not there. */
  private async openIn(
    tx: Transaction,
    ctx: RequestContext,
    accountId: string,
    link: Link | null,
  ): Promise<AuthorizationSession | null> {
    const account = await this.accounts.lockAvailable(tx, ctx, accountId);
    if (!account) throw new Refusal(accountNotFound('accountId'));
    const waiting = await lockPendingSession(tx.em, accountId);
    if (waiting && isReusable(waiting, this.clock.now())) return waiting;
    if (!link) return null;
    if (waiting) {
      this.end(tx, waiting, 'CANCELLED');
      await tx.em.flush();
    }
    return this.open(tx, account, link);
  }

  private async open(tx: Transaction, account: OfficialAccount, link: Link): Promise<AuthorizationSession> {
    const { installationId, id: accountId } = account;
    const id = newId();
    const { preAuthCode, state, expiresAt } = link;
    const linkSecret = this.keys.seal(
      JSON.stringify({ preAuthCode, state }),
      `authorization_session:${id}:link`,
    );
    const session = tx.em.create(AuthorizationSession, {
      installationId,
      id,
      accountId,
      account,
      linkSecret,
      expiresAt,
      createdAt: this.clock.now(),
    } as AuthorizationSession);
    tx.em.persist(session);
    await tx.em.flush();
    await insertLink(tx.em, {
      sessionId: id,
      installationId,
      stateDigest: digest(state),
      preAuthCodeDigest: digest(preAuthCode),
    });
    await tx.enqueue(EXPIRE, { sessionId: id }, { runAt: expiresAt, key: `expire:${id}` });
    tx.audit({
      subjectType: 'AuthorizationSession',
      subjectId: id,
      after: { accountId, expiresAt: expiresAt.toISOString() },
    });
    return session;
  }

  private end(tx: Transaction, session: AuthorizationSession, status: 'CANCELLED' | 'EXPIRED'): void {
    session.end(status, this.clock.now());
    tx.audit({ subjectType: 'AuthorizationSession', subjectId: session.id, after: { status } });
    const { id: sessionId, accountId } = session;
    tx.emit(authorizationEnded.create(session.installationId, { sessionId, accountId }));
  }
}
