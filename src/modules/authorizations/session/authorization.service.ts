import { z } from 'zod';
import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal, refuseIfAny } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { JobType } from '../../../kernel/jobs.ts';
import { may } from '../../../kernel/permissions.ts';
import { placeOf } from '../../../kernel/sealed.ts';
import { digest, type KeyRing, randomToken } from '../../../kernel/secrets.ts';
import { TokenUnavailable } from '../../../kernel/shared-token.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { accountNotFound } from '../../accounts/account/official-account.errors.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import type { AccountDependents } from '../../accounts/dependents/account-dependents.port.ts';
import { operatorTask } from '../../connections/component/operator-task.rules.ts';
import type { WeChatComponent } from '../../connections/component/wechat-component.service.ts';
import {
  alreadyConfirmed,
  noImpactToken,
  operatorRequired,
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
import { isConfirmed, isImpactToken, isReusable } from './authorization.rules.ts';
import { AuthorizationSession } from './authorization-session.entity.ts';

/** Ends a session whose link has expired before anybody confirmed. */
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

/** The two links of a session. After its end, both lead to our page, which shows the result. */
export interface SessionLinks {
  readonly launchUrl: string;
  readonly mobileUrl: string;
}

/** Authorization sessions until a code arrives. From then on they are confirmed, and end by themselves. */
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
   * Returns the pending session if it is reusable, otherwise a new one.
   *
   * @param impactToken lets another WeChat account replace the connected one; null leaves a pending session unchanged
   */
  async start(
    ctx: RequestContext,
    accountId: string,
    impactToken: string | null,
  ): Promise<AuthorizationSession> {
    if (impactToken !== null && !isImpactToken(impactToken)) throw new Refusal(noImpactToken());
    const account = await this.accounts.byId(ctx, accountId);
    if (!account || account.status === 'REMOVED') throw new Refusal(accountNotFound('accountId'));
    const pending = await this.work.read(ctx, (em) => pendingSession(em, accountId));
    const reusable = pending && isReusable(pending, this.clock.now()) ? pending : null;
    if (reusable && impactToken === null) return reusable;
    const link = reusable ? null : await this.newLink();
    const started = await this.work.write(ctx, 'authorizeAccount', async (tx) => {
      const session = await this.reuseOrCreate(tx, ctx, accountId, link);
      if (session && impactToken !== null) await this.allowReplacement(tx, session, impactToken);
      return session;
    });
    // The pending session has ended meanwhile, and there is no link for a new one.
    return started ?? this.start(ctx, accountId, impactToken);
  }

  /** Cancels the pending session of an account that is being removed, even if it is confirmed. */
  async accountRemoved(tx: Transaction, accountId: string): Promise<void> {
    const session = await lockPendingSession(tx.em, accountId);
    if (session) session.end(tx, { status: 'CANCELLED' }, this.clock.now());
  }

  /** Cancels every pending session of an installation that is being uninstalled. */
  async endAll(tx: Transaction): Promise<void> {
    for (const { id } of await pendingSessions(tx.em)) {
      const session = await lockSession(tx.em, id);
      if (session?.status === 'PENDING') session.end(tx, { status: 'CANCELLED' }, this.clock.now());
    }
  }

  /** Refused after the administrator has confirmed: then the session ends by itself. */
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

  /** The link has expired. A session whose code has arrived does not expire any more. */
  async expire(ctx: RequestContext, sessionId: string): Promise<void> {
    await this.work.write(ctx, 'expireAuthorization', async (tx) => {
      const session = await lockSession(tx.em, sessionId);
      if (session?.status === 'PENDING' && !isConfirmed(session.step))
        session.end(tx, { status: 'EXPIRED' }, this.clock.now());
    });
  }

  /** In the order of `ids`; null for callers who may not read sessions, since a session's link can connect an account. */
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
    const secret = this.keys.open(sealed, placeOf(AuthorizationSession, 'linkSecret', session.id));
    const { preAuthCode, state } = JSON.parse(secret) as { preAuthCode: string; state: string };
    const redirectUri = `${this.publicUrl}/wechat/authorized?state=${state}`;
    return this.wechat.authorizationLinks({ preAuthCode, redirectUri });
  }

  private async newLink(): Promise<Link> {
    try {
      const { preAuthCode, expiresAt } = await this.wechat.createPreAuthCode();
      return { preAuthCode, expiresAt, state: randomToken(128) };
    } catch (error) {
      const task = error instanceof WeChatError ? operatorTask(error, this.clock.now()) : null;
      if (task !== null) throw new Refusal(operatorRequired(task));
      if (error instanceof WeChatError || error instanceof TokenUnavailable)
        throw new Refusal(wechatUnavailable());
      throw error;
    }
  }

  /** The dependents are asked again when the replacement happens, since they may have changed by then. */
  private async allowReplacement(
    tx: Transaction,
    session: AuthorizationSession,
    impactToken: string,
  ): Promise<void> {
    if (isConfirmed(session.step)) throw new Refusal(alreadyConfirmed('impactToken'));
    const { installationId, accountId, id: subjectId } = session;
    const account = { installationId, id: accountId };
    refuseIfAny(await this.dependents.check(tx, { account, change: 'REPLACE_WECHAT_ACCOUNT', impactToken }));
    session.impactToken = impactToken;
    tx.audit({ subjectType: 'AuthorizationSession', subjectId, after: { mayReplace: true } });
  }

  /** The reusable session, locked after its account, or a new one; null if that needs a link and there is none. */
  private async reuseOrCreate(
    tx: Transaction,
    ctx: RequestContext,
    accountId: string,
    link: Link | null,
  ): Promise<AuthorizationSession | null> {
    const account = await this.accounts.lockAvailable(tx, ctx, accountId);
    if (!account) throw new Refusal(accountNotFound('accountId'));
    const pending = await lockPendingSession(tx.em, accountId);
    if (pending && isReusable(pending, this.clock.now())) return pending;
    if (!link) return null;
    if (pending) {
      pending.end(tx, { status: 'CANCELLED' }, this.clock.now());
      await tx.em.flush();
    }
    return this.create(tx, account, link);
  }

  private async create(tx: Transaction, account: OfficialAccount, link: Link): Promise<AuthorizationSession> {
    const { installationId, id: accountId } = account;
    const id = newId();
    const { preAuthCode, state, expiresAt } = link;
    const linkSecret = this.keys.seal(
      JSON.stringify({ preAuthCode, state }),
      placeOf(AuthorizationSession, 'linkSecret', id),
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
}
