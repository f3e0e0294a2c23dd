import { Check, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
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
  | { readonly status: 'FAILED'; readonly failure: FailureCode; readonly missingPermissions?: number[] };

/**
 * One attempt to authorize an account: a link that lives as long as WeChat's pre-auth code, and its end.
 *
 * A PENDING session moves by its step; who works on it holds the lease. An ended one keeps no secret.
 */
@TenantEntity('authorization_session')
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

  /** Sealed: WeChat's pre-auth code and the `state` of our redirect address, from which both links are made. */
  @Property({ type: 'text', nullable: true })
  linkSecret: string | null = null;

  /** Sealed: the authorization code that WeChat gave; it can be exchanged once. */
  @Property({ type: 'text', nullable: true })
  code: string | null = null;

  /** Sealed: WeChat's answer to the exchange, kept from the moment it is known until the session ends. */
  @Property({ type: 'text', nullable: true })
  answer: string | null = null;

  /** Until when somebody works on the session; whoever finds it in the past may take over. */
  @Property({ type: 'timestamptz', nullable: true })
  leaseUntil: Date | null = null;

  /** Rises with every lease: what its holder compares before it writes. */
  @Property({ type: 'integer', default: 0 })
  leaseVersion = 0;

  /** When WeChat says the administrator confirmed (the event), or when the browser came back. */
  @Property({ type: 'timestamptz', nullable: true })
  confirmedAt: Date | null = null;

  @Enum({ type: 'string', items: () => [...FAILURE_CODES], nullable: true })
  failureCode: FailureCode | null = null;

  /** Ids of WeChat's permission sets that were not granted; only with PERMISSION_MISSING. */
  @Property({ type: 'jsonb', nullable: true })
  missingPermissions: number[] | null = null;

  /**
   * What the replacement of the connected WeChat account breaks, as it was shown to whoever opened the session; null:
   * only the same account may be scanned.
   */
  @Property({ type: 'text', nullable: true })
  impactToken: string | null = null;

  /** Whether it failed because the replacement breaks something else by now; only with DIFFERENT_ACCOUNT. */
  @Property({ type: 'boolean', default: false })
  impactChanged = false;

  /** The end of the pre-auth code. */
  @Property({ type: 'timestamptz' })
  expiresAt!: Date;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt: Date | null = null;

  /** Somebody works on it from now on; the exchange is begun. Returns the version of their lease. */
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
      this.missingPermissions = end.missingPermissions ?? null;
    }
    const { id: sessionId, installationId, accountId, status, failureCode: failure } = this;
    tx.audit({
      subjectType: 'AuthorizationSession',
      subjectId: sessionId,
      after: { status, ...(failure && { failure }) },
    });
    tx.emit(authorizationEnded.create(installationId, { sessionId, accountId }));
  }
}
