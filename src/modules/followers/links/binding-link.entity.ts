import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Personal } from '../../../kernel/personal.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { BINDING_LINK_KINDS, type BindingLinkKind } from './binding-link.rules.ts';

const FOR_WHOM = {
  what: 'the contact for whom a personal QR code was made, the code, and a label; never who used it',
  purpose: 'to bind who scans it',
  retention: 'ninety days after the code expires, or until the link is deleted',
};

/** A QR code or a page by which followers are bound to contacts. It does not say who used it. */
@TenantEntity('binding_link')
@Index({ name: 'binding_link_account_index', properties: ['installationId', 'accountId', 'id'] })
@Unique({
  name: 'binding_link_scene_once',
  properties: ['installationId', 'accountId', 'scene'],
  where: 'scene is not null',
})
@Index({
  name: 'binding_link_expiry_index',
  properties: ['installationId', 'expiresAt'],
  where: 'expires_at is not null',
})
@Check({
  name: 'binding_link_only_codes_are_personal',
  expression: `(kind = 'PERSONAL_QR_CODE') = (contact_id is not null) and (kind = 'PERSONAL_QR_CODE') = (scene is not null) and (kind = 'PERSONAL_QR_CODE') = (code_url is not null) and (kind = 'PERSONAL_QR_CODE') = (expires_at is not null)`,
})
@Check({
  name: 'binding_link_used_has_a_time',
  expression: `(used_count = 0) = (used_at is null) and (kind = 'REGISTRATION_PAGE' or used_count <= 1)`,
})
export class BindingLink {
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

  @Enum({ type: 'string', items: () => [...BINDING_LINK_KINDS] })
  kind!: BindingLinkKind;

  /** The marketing platform's id. */
  @Personal(FOR_WHOM)
  @Property({ type: 'text', nullable: true })
  contactId!: string | null;

  /** The marketing platform's id; null: the account's default campaign. */
  @Property({ type: 'text', nullable: true })
  campaignId!: string | null;

  @Personal(FOR_WHOM)
  @Property({ type: 'text', nullable: true })
  label!: string | null;

  @Personal(FOR_WHOM)
  @Property({ type: 'text', nullable: true })
  scene!: string | null;

  /** What the QR code says. */
  @Personal(FOR_WHOM)
  @Property({ type: 'text', nullable: true })
  codeUrl!: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  /** The last time that it bound somebody. */
  @Property({ type: 'timestamptz', nullable: true })
  usedAt: Date | null = null;

  /** How many followers it has bound. */
  @Property({ type: 'integer', default: 0 })
  usedCount = 0;

  @Property({ type: 'timestamptz' })
  createdAt!: Date;
}
