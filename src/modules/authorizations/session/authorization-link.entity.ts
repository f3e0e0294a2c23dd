import { Entity, Index, OneToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { INSTALLATION_SETTING, TENANT_ROLE } from '../../../kernel/tenancy.ts';
import { AuthorizationSession } from './authorization-session.entity.ts';

/**
 * Finds a session before its tenant is known: by its id (the launch page), by the `state` of a redirect, by the pre-auth
 * code in an event, or by its code. A platform table that contains only digests. Tenants may insert their own rows, which
 * the policy checks, and cannot read any.
 */
@Entity({
  tableName: 'authorization_link',
  rowLevelSecurity: true,
  policies: [
    {
      name: 'tenant_adds_own',
      command: 'insert',
      roles: [TENANT_ROLE],
      check: `installation_id = nullif(current_setting('${INSTALLATION_SETTING}', true), '')::uuid`,
    },
  ],
})
@Unique({ name: 'authorization_link_state_unique', properties: ['stateDigest'] })
@Unique({ name: 'authorization_link_pre_auth_code_unique', properties: ['preAuthCodeDigest'] })
@Unique({ name: 'authorization_link_code_unique', properties: ['codeDigest'] })
@Index({ name: 'authorization_link_authorizer_app_id_index', properties: ['authorizerAppId'] })
export class AuthorizationLink {
  @PrimaryKey({ type: 'uuid' })
  sessionId!: string;

  @Property({ type: 'uuid' })
  installationId!: string;

  @OneToOne(() => AuthorizationSession, {
    owner: true,
    joinColumns: ['installation_id', 'session_id'],
    unique: false,
    deleteRule: 'cascade',
  })
  session!: AuthorizationSession;

  @Property({ type: 'text' })
  stateDigest!: string;

  @Property({ type: 'text' })
  preAuthCodeDigest!: string;

  /** One code belongs to one session. */
  @Property({ type: 'text', nullable: true })
  codeDigest: string | null = null;

  /** The WeChat account in the signed event; null until the event has arrived. */
  @Property({ type: 'text', nullable: true })
  authorizerAppId: string | null = null;
}
