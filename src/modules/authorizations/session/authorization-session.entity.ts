import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Sealed } from '../../../kernel/sealed.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { authorizationEnded } from './authorization.events.ts';
import {
  AUTHORIZATION_STATUSES,
  AUTHORIZATION_STEPS,
  type AuthorizationStatus,
  type AuthorizationStep,
  FAILURE_CODES,
  type FailureCode,
} from './authorization.rules.ts';

/** How a session ends. */
export type SessionEnd =
  | { readonly status: Exclude<AuthorizationStatus, 'PENDING' | 'FAILED'> }
  | {
      readonly status: 'FAILED';
      readonly failure: FailureCode;
      /** What happened, over the message of the code. */
      readonly message?: string | null;
      readonly missingPermissions?: number[];
    };

/**
 * One attempt to authorize an account: a link that lives as long as WeChat's pre-auth code, and a result.
 *
 * `step` is the progress of a PENDING session; the process that works on it holds the lease. An ended session has no secret.
 */
@TenantEntity('authorization_session')
@Index({ name: 'authorization_session_account_index', properties: ['installationId', 'accountId', 'id'] })
@Unique({
  name: 'authorization_session_one_pending',
  properties: ['installationId', 'accountId'],
  where: `status = 'PENDING'`,
})
@Check({ name: 'authorization_session_ended', expression: `(status = 'PENDING') = (ended_at is null)` })
@Check({
  name: 'authorization_session_failure',
  expression: `(status = 'FAILED') = (failure_code is not null)`,
})
@Check({
  name: 'authorization_session_ended_keeps_no_secret',
  expression: `status = 'PENDING' or (link_secret is null and code is null and answer is null)`,
})
export class AuthorizationSession {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  accountId!: string;

  @ManyToOne(() => OfficialAccount, {
    joinColumns: ['installation_id', 'account_id'],
    deleteRule: 'restrict',
    hidden: true,
  })
  account!: OfficialAccount;

  @Enum({ type: 'string', items: () => [...AUTHORIZATION_STATUSES], default: 'PENDING' })
  status: AuthorizationStatus = 'PENDING';

  @Enum({ type: 'string', items: () => [...AUTHORIZATION_STEPS], default: 'CREATED' })
  step: AuthorizationStep = 'CREATED';

  /** WeChat's pre-auth code and the `state` of our redirect address, from which both links are made. */
  @Sealed('authorization_session', 'id', 'link')
  @Property({ type: 'text', nullable: true })
  linkSecret: string | null = null;

  /** The authorization code that WeChat gave; it can be exchanged once. */
  @Sealed('authorization_session', 'id', 'code')
  @Property({ type: 'text', nullable: true })
  code: string | null = null;

  /** WeChat's answer to the exchange, from its arrival until the session ends. */
  @Sealed('authorization_session', 'id', 'answer')
  @Property({ type: 'text', nullable: true })
  answer: string | null = null;

  /** Until when a process works on the session. After this time, another process may take over. */
  @Property({ type: 'timestamptz', nullable: true })
  leaseUntil: Date | null = null;

  /** Increments with each lease. The holder of a lease compares it before each write. */
  @Property({ type: 'integer', default: 0 })
  leaseVersion = 0;

  /** When WeChat says the administrator confirmed (the event), or when the browser came back. */
  @Property({ type: 'timestamptz', nullable: true })
  confirmedAt: Date | null = null;

  @Enum({ type: 'string', items: () => [...FAILURE_CODES], nullable: true })
  failureCode: FailureCode | null = null;

  /** What happened, where that says more than the code. */
  @Property({ type: 'text', nullable: true })
  failureMessage: string | null = null;

  /** Since when WeChat's answers lack something that decides. */
  @Property({ type: 'timestamptz', nullable: true })
  undecidedSince: Date | null = null;

  /** Ids of WeChat's permission sets that were not granted; only with PERMISSION_MISSING. */
  @Property({ type: 'jsonb', nullable: true })
  missingPermissions: number[] | null = null;

  /**
   * Confirms which impact of a replacement the user who opened the session has seen and accepted; null: only the connected
   * WeChat account may be scanned.
   */
  @Property({ type: 'text', nullable: true })
  impactToken: string | null = null;

  /** Whether it failed because the impact of the replacement has changed since; only with DIFFERENT_ACCOUNT. */
  @Property({ type: 'boolean', default: false })
  impactChanged = false;

  /** The end of the pre-auth code. */
  @Property({ type: 'timestamptz' })
  expiresAt!: Date;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt: Date | null = null;

  /** Gives a process the lease and begins the exchange. Returns the version of the lease. */
  lease(until: Date): number {
    this.leaseUntil = until;
    if (this.step === 'CONFIRMED') this.step = 'EXCHANGING';
    this.leaseVersion += 1;
    return this.leaseVersion;
  }

  /** The only way out of PENDING: every secret is deleted, the end is audited, and subscribers get an event. */
  end(tx: Transaction, end: SessionEnd, now: Date): void {
    this.status = end.status;
    this.endedAt = now;
    this.leaseUntil = null;
    this.linkSecret = null;
    this.code = null;
    this.answer = null;
    this.impactToken = null;
    if (end.status === 'COMPLETED') this.step = 'DONE';
    if (end.status === 'FAILED') {
      this.failureCode = end.failure;
      this.failureMessage = end.message ?? null;
      this.missingPermissions = end.missingPermissions ?? null;
    }
    const { id: sessionId, installationId, accountId, status, failureCode: failure } = this;
    tx.audit({
      subjectType: 'AuthorizationSession',
      subjectId: sessionId,
      after: { status, ...(failure && { failure }) },
    });
    tx.emit(authorizationEnded.create(installationId, { sessionId, accountId, status, failure }));
  }
}
