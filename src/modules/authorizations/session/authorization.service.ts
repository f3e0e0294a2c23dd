import { z } from 'zod';
import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
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
import {
  insertLink,
  latestSessions,
  locateSession,
  lockPendingSession,
  lockSession,
  pendingSession,
  pendingSessions,
  sessionsByIds,
} from './authorization.repository.ts';
import { isConfirmed, isImpactToken, isReusable, secretOf } from './authorization.rules.ts';
import { AuthorizationSession } from './authorization-session.entity.ts';

/** Ends a session whose link has run out unused. */
export const EXPIRE: JobType<{ sessionId: string }> = {
  name: 'authorization.expire',
  payload: z.object({ sessionId: z.string() }),
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
    if (session) session.end(tx, { status: 'CANCELLED' }, this.clock.now());
  }

  /** The installation ends, and every session that waits with it. */
  async endAll(tx: Transaction): Promise<void> {
    for (const { id } of await pendingSessions(tx.em)) {
      const session = await lockSession(tx.em, id);
      if (session?.status === 'PENDING') session.end(tx, { status: 'CANCELLED' }, this.clock.now());
    }
  }

  /** Refused once the administrator has confirmed: then the session ends by itself. */
  async cancel(ctx: RequestContext, sessionId: string): Promise<AuthorizationSession> {
    return this.work.write(ctx, 'cancelAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (!session) throw new Refusal(sessionNotFound());
      if (session.status !== 'PENDING') return session;
      if (isConfirmed(session.step)) throw new Refusal(alreadyConfirmed('sessionId'));
      session.end(tx, { status: 'CANCELLED' }, this.clock.now());
      return session;
    });
  }

  /** The link has run out. A session whose code has arrived no longer expires. */
  async expire(ctx: RequestContext, sessionId: string): Promise<void> {
    await this.work.write(ctx, 'expireAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status === 'PENDING' && !isConfirmed(session.step))
        session.end(tx, { status: 'EXPIRED' }, this.clock.now());
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

  /**
   * Somebody opened the launch page. Null: there is no such session.
   *
   * @returns `link` is WeChat's page, to which ours leads; null if the session has ended or its link has expired
   */
  async openLaunchPage(
    sessionId: string,
    requestId: string,
  ): Promise<{ session: AuthorizationSession; link: string | null } | null> {
    const located = await locateSession(this.work, { sessionId }, requestId);
    if (!located) return null;
    return this.work.write(located.ctx, 'openAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (!session) return null;
      if (!session.linkSecret || session.expiresAt <= this.clock.now()) return { session, link: null };
      if (session.step === 'CREATED') session.step = 'OPENED';
      return { session, link: this.wechatLinks(session, session.linkSecret).pc };
    });
  }

  links(session: AuthorizationSession): SessionLinks {
    const launchUrl = `${this.publicUrl}/wechat/authorize/${session.id}`;
    if (!session.linkSecret) return { launchUrl, mobileUrl: launchUrl };
    return { launchUrl, mobileUrl: this.wechatLinks(session, session.linkSecret).mobile };
  }

  private wechatLinks(session: AuthorizationSession, sealed: string) {
    const secret = this.keys.open(sealed, secretOf(session.id, 'link'));
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
      waiting.end(tx, { status: 'CANCELLED' }, this.clock.now());
      await tx.em.flush();
    }
    return this.open(tx, account, link);
  }

  private async open(tx: Transaction, account: OfficialAccount, link: Link): Promise<AuthorizationSession> {
    const { installationId, id: accountId } = account;
    const id = newId();
    const { preAuthCode, state, expiresAt } = link;
    const linkSecret = this.keys.seal(JSON.stringify({ preAuthCode, state }), secretOf(id, 'link'));
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
}
