import { Field, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { NoticeLanguage } from './notice-settings.rules.ts';

export const NoticeLanguageEnum = schemaEnum<NoticeLanguage>('NoticeLanguage', 'The language of mails.', {
  EN: 'English.',
  ZH: 'Simplified Chinese.',
});

@ObjectType('NoticeSettings', {
  description: 'Who is told by mail what needs attention.',
  simpleResolvers: true,
})
export class NoticeSettingsType {
  @Field(() => [String], {
    description: 'E-mail addresses that get the mails. Empty: only `defaultRecipient` gets them.',
  })
  recipients!: readonly string[];

  @Field(() => [String], {
    description:
      'Those of `recipients` that the mail server refused at the last mail. If it took the mail for others, they got it. The next mail is tried for all.',
  })
  refusedRecipients!: readonly string[];

  @Field(() => NoticeLanguageEnum, { description: 'The language of the mails.' })
  language!: NoticeLanguage;

  @Field(() => String, {
    nullable: true,
    description:
      'Who gets the mails as long as `recipients` is empty: the user who connected the marketing platform, else the administrator who last changed something in Qiao. Null if Qiao has read no address of either; then nobody is told.',
  })
  defaultRecipient!: string | null;

  @Field(() => Boolean, {
    description:
      'Whether the operator of Qiao has configured a mail server. If not, notices are kept and shown, and nobody is told by mail.',
  })
  isMailConfigured!: boolean;
}
