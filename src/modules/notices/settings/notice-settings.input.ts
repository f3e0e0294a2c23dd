import { Field, InputType } from 'type-graphql';
import { MOST_RECIPIENTS, type NoticeLanguage } from './notice-settings.rules.ts';
import { NoticeLanguageEnum } from './notice-settings.type.ts';

@InputType({ description: 'Settings to change. Omitted fields are unchanged; null sets the default.' })
export class UpdateNoticeSettingsInput {
  @Field(() => [String], {
    nullable: true,
    description: `E-mail addresses that get the mails, for example \`["operations@example.com"]\`. At most ${MOST_RECIPIENTS}. Default: none, so that \`defaultRecipient\` gets them.`,
  })
  recipients?: string[] | null;

  @Field(() => NoticeLanguageEnum, { nullable: true, description: 'The language of the mails. Default: EN.' })
  language?: NoticeLanguage | null;
}
