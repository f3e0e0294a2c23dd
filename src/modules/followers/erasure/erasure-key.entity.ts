import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Sealed } from '../../../kernel/sealed.ts';

/**
 * The random key of an installation for the digests of erased followers; a platform table. It is not derived from the key
 * ring, so that digests stay the same when the ring changes.
 */
@Entity({ tableName: 'erasure_key' })
export class ErasureKey {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  @Sealed('erasure_key', 'installationId', 'key')
  @Property({ type: 'text' })
  key!: string;
}
