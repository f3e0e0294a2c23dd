import { Check, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Role } from '../../kernel/context.ts';
import { isExternalIdSql } from '../../kernel/external-id.rules.ts';
import { TenantEntity } from '../../kernel/tenancy.ts';
import { Installation } from '../installations/installation.entity.ts';
import { SESSION_END_REASONS, SESSION_HOURS, type SessionEndReason } from './console-session.rules.ts';

/**
 * A visit of the console: a user who came with a code, and since then has one refresh token after the other. Secrets are
 * stored as digests. Only the system writes it.
 */
@TenantEntity('console_session')
@Check({ name: 'console_session_has_external_id', expression: isExternalIdSql('user_id') })
@Check({
  name: 'console_session_lasts_eight_hours_at_most',
  expression: `expires_at > started_at and expires_at <= started_at + '0${SESSION_HOURS}:00:00'::interval`,
})
@Check({
  name: 'console_session_code_lasts_a_minute_at_most',
  expression: `code_expires_at <= started_at + '00:01:00'::interval and (code_digest is null) = (code_expires_at is null)`,
})
@Check({
  name: 'console_session_open_has_one_secret',
  expression: 'num_nonnulls(code_digest, refresh_digest) = case when ended_at is null then 1 else 0 end',
})
@Check({
  name: 'console_session_ended_has_a_reason',
  expression: '(ended_at is null) = (end_reason is null)',
})
export class ConsoleSession {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** The marketing platform's id. */
  @Property({ type: 'text' })
  userId!: string;

  @Enum({ type: 'string', items: () => ['ADMINISTRATOR', 'MARKETER'] })
  role!: Role;

  /** The message sender whose settings were opened; null for the whole console. */
  @Property({ type: 'uuid', nullable: true })
  senderId!: string | null;

  /** Null once the code was used. */
  @Property({ type: 'text', nullable: true })
  codeDigest!: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  codeExpiresAt!: Date | null;

  /** Of the refresh token that works. Null until the code was used. */
  @Property({ type: 'text', nullable: true })
  refreshDigest!: string | null;

  @Property({ type: 'timestamptz' })
  startedAt!: Date;

  @Property({ type: 'timestamptz' })
  expiresAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Enum({ type: 'string', items: () => [...SESSION_END_REASONS], nullable: true })
  endReason!: SessionEndReason | null;
}

/** Who visits the console, and what for. */
export type Visitor = Readonly<Pick<ConsoleSession, 'userId' | 'role' | 'senderId'>>;
