import { Check, Enum, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Personal } from '../../../kernel/personal.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { MOST_RECIPIENTS, NOTICE_LANGUAGES, type NoticeLanguage } from './notice-settings.rules.ts';

/** Who is told by mail at an installation. Without a row everything has its default. Deleted when Qiao is uninstalled. */
@TenantEntity('notice_settings')
@Check({
  name: 'notice_settings_ten_recipients_at_most',
  expression: `cardinality(recipients) <= ${MOST_RECIPIENTS}`,
})
export class NoticeSettings {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @Personal({
    what: 'e-mail addresses of people at the customer',
    purpose: 'to tell them by mail what needs them',
    retention: 'until an administrator changes them, or Qiao is uninstalled',
  })
  @Property({ type: 'string[]', columnType: 'text[]' })
  recipients!: string[];

  @Personal({
    what: 'e-mail addresses of people at the customer',
    purpose: 'to say whose mail does not arrive',
    retention:
      'until the mail server takes a mail for them, they are no recipients any more, or Qiao is uninstalled',
  })
  @Property({ type: 'string[]', columnType: 'text[]', defaultRaw: `'{}'` })
  refusedRecipients: string[] = [];

  @Enum({ type: 'string', items: () => [...NOTICE_LANGUAGES], default: 'EN' })
  language: NoticeLanguage = 'EN';
}
