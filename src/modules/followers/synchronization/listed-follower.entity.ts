import { ManyToOne, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { Installation } from '../../installations/installation.entity.ts';

/**
 * A follower who was in WeChat's list, until the synchronization ends. Not a column of the follower: a page would change ten
 * thousand rows that pushes change as well, and wait for those in another order.
 */
@TenantEntity('listed_follower')
export class ListedFollower {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  synchronizationId!: string;

  @PrimaryKey({ type: 'uuid' })
  followerId!: string;
}
