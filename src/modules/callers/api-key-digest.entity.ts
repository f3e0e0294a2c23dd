import { Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { ApiKeyScope } from '../../kernel/context.ts';
import { INSTALLATION_SETTING, TENANT_ROLE } from '../../kernel/tenancy.ts';
import { ApiKey } from './api-key.entity.ts';

/**
 * Authenticates an API key before a tenant is known: its public part finds the row, the digest of the whole key proves
 * it. A platform table; tenants may insert their own rows and, through `forget_api_key`, delete them. Revoking a key
 * deletes its row: the foreign key contains the place, which only keys that are not revoked have.
 */
@Entity({
  tableName: 'api_key_digest',
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
@Unique({ name: 'api_key_digest_one_per_key', properties: ['installationId', 'keyId'] })
export class ApiKeyDigest {
  @PrimaryKey({ type: 'text' })
  prefix!: string;

  @Property({ type: 'text' })
  digest!: string;

  @Property({ type: 'uuid' })
  installationId!: string;

  @Property({ type: 'uuid' })
  keyId!: string;

  @Property({ type: 'smallint' })
  place!: number;

  @ManyToOne(() => ApiKey, {
    joinColumns: ['installation_id', 'key_id', 'place'],
    referencedColumnNames: ['installation_id', 'id', 'place'],
    deleteRule: 'restrict',
    updateRule: 'restrict',
    hidden: true,
  })
  key!: ApiKey;

  @Property({ type: 'string[]', columnType: 'text[]' })
  scopes!: ApiKeyScope[];

  @Property({ type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;
}
