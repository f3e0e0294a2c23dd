import { Entity, Index, OneToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Sealed } from '../../../kernel/sealed.ts';
import { Authorizer } from '../authorizer/authorizer.entity.ts';

/**
 * The sealed tokens of an authorized account. The row exists only while the authorization is usable, therefore no
 * token in it is null. A platform table: no tenant reads it.
 */
@Entity({ tableName: 'credential' })
@Index({ name: 'credential_refresh_at_index', properties: ['refreshAt'] })
export class Credential {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  @PrimaryKey({ type: 'text' })
  appId!: string;

  @OneToOne(() => Authorizer, {
    owner: true,
    joinColumns: ['installation_id', 'app_id'],
    unique: false,
    deleteRule: 'restrict',
  })
  authorizer!: Authorizer;

  @Sealed('credential', 'appId', 'access_token')
  @Property({ type: 'text' })
  accessToken!: string;

  /** Shortly before its end. Null if WeChat said that it is dead. */
  @Property({ type: 'timestamptz', nullable: true })
  accessTokenUsableUntil!: Date | null;

  @Sealed('credential', 'appId', 'refresh_token')
  @Property({ type: 'text' })
  refreshToken!: string;

  /** Increments with each new pair of tokens. A refresher compares it before it writes. */
  @Property({ type: 'integer', default: 1 })
  tokenVersion = 1;

  /** Increments when another WeChat account replaces this one. A message sender trusts one revision. */
  @Property({ type: 'integer', default: 1 })
  revision = 1;

  /** Until when one process refreshes the tokens; the others wait for the next version. */
  @Property({ type: 'timestamptz', nullable: true })
  refreshLease: Date | null = null;

  /** When the tokens are refreshed, before they expire; spread at random, so that not all accounts are due at once. */
  @Property({ type: 'timestamptz' })
  refreshAt!: Date;

  /** Since when refreshing fails; null while it works. */
  @Property({ type: 'timestamptz', nullable: true })
  failingSince: Date | null = null;

  /** Since when WeChat does not know the refresh token, and gives no other; null while it knows it. */
  @Property({ type: 'timestamptz', nullable: true })
  unknownSince: Date | null = null;
}
