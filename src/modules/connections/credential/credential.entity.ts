import { Entity, Index, OneToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
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

  @Property({ type: 'text' })
  accessToken!: string;

  /** Shortly before its end. Null when WeChat said that it is dead. */
  @Property({ type: 'timestamptz', nullable: true })
  accessTokenUsableUntil!: Date | null;

  @Property({ type: 'text' })
  refreshToken!: string;

  /** Rises with every new pair of tokens: what a refresher compares before it writes. */
  @Property({ type: 'integer', default: 1 })
  tokenVersion = 1;

  /** Rises when another WeChat account takes the place of this one: what a message sender trusts. */
  @Property({ type: 'integer', default: 1 })
  revision = 1;

  /** Until when one process refreshes; the others wait for the version. */
  @Property({ type: 'timestamptz', nullable: true })
  refreshLease: Date | null = null;

  /** When the tokens are to be refreshed ahead of their end; spread, so that not all accounts fall due at once. */
  @Property({ type: 'timestamptz' })
  refreshAt!: Date;

  /** Since when refreshing fails; null while it works. */
  @Property({ type: 'timestamptz', nullable: true })
  failingSince: Date | null = null;

  /** Since when WeChat does not know the refresh token, and tells no other; null while it was not so. */
  @Property({ type: 'timestamptz', nullable: true })
  unknownSince: Date | null = null;
}
