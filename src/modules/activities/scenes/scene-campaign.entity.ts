import { ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { Installation } from '../../installations/installation.entity.ts';

/** Activities of this scene belong to a campaign of their own. */
@TenantEntity('scene_campaign')
export class SceneCampaign {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  accountId!: string;

  /** What the QR code carries. */
  @PrimaryKey({ type: 'text' })
  sceneKey!: string;

  @ManyToOne(() => OfficialAccount, {
    joinColumns: ['installation_id', 'account_id'],
    deleteRule: 'restrict',
    hidden: true,
  })
  account!: OfficialAccount;

  /** The marketing platform's id. */
  @Property({ type: 'text' })
  campaignId!: string;
}
