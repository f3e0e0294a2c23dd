import { Check, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { API_KEY_SCOPES, type ApiKeyScope } from '../../kernel/context.ts';
import { TenantEntity } from '../../kernel/tenancy.ts';
import { Installation } from '../installations/installation.entity.ts';
import { KEYS_PER_INSTALLATION, NAME_LIMIT } from './api-key.rules.ts';

const scopes = API_KEY_SCOPES.map((scope) => `'${scope}'`).join(', ');

/**
 * What users see of an API key. The key itself is stored nowhere; until it is revoked, its digest is an {@link
 * ApiKeyDigest}.
 */
@TenantEntity('api_key')
@Unique({ name: 'api_key_one_in_place', properties: ['installationId', 'place'] })
@Unique({ name: 'api_key_digest_target', properties: ['installationId', 'id', 'place'] })
@Check({ name: 'api_key_name', expression: `char_length(name) >= 1 and char_length(name) <= ${NAME_LIMIT}` })
@Check({ name: 'api_key_scopes', expression: `cardinality(scopes) > 0 and scopes <@ array[${scopes}]` })
@Check({ name: 'api_key_places', expression: `place >= 1 and place <= ${KEYS_PER_INSTALLATION}` })
@Check({ name: 'api_key_revoked_has_no_place', expression: '(place is null) = (revoked_at is not null)' })
export class ApiKey {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** The key's place among those of the installation, whose number is the limit. Null when revoked. */
  @Property({ type: 'smallint', nullable: true })
  place!: number | null;

  @Property({ type: 'text' })
  name!: string;

  /** The public part of the key. */
  @Property({ type: 'text' })
  prefix!: string;

  @Property({ type: 'string[]', columnType: 'text[]' })
  scopes!: ApiKeyScope[];

  /** The marketing user's id. */
  @Property({ type: 'text' })
  createdBy!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  /** Exact to the minute. */
  @Property({ type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null = null;

  @Property({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null = null;
}
