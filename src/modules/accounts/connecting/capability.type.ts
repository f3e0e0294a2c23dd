import { Field, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { Capability, CapabilityKind } from './capability.rules.ts';

export const CapabilityKindEnum = schemaEnum<CapabilityKind>(
  'CapabilityKind',
  'A function that WeChat offers to some official accounts.',
  {
    BROADCAST:
      'Messages to all followers, to followers with a tag, or to a list of followers: once a day for subscription accounts, four times a month for service accounts.',
    CUSTOMER_SERVICE_MESSAGES:
      'Messages to followers who interacted with the account within the last 48 hours.',
    TEMPLATE_MESSAGES: 'Notifications that are based on a template.',
    PARAMETRIC_QR_CODES: 'QR codes with a parameter, which shows which code a follower scanned.',
    MENU: 'A menu at the bottom of the chat.',
    PERSONALISED_MENU: 'Different menus for different groups of followers.',
    TAGS: 'Tags, which group followers.',
    FOLLOWER_INFO: 'Information about followers, for example since when they follow.',
    UNION_ID: 'The UnionID of followers, which is the same for all accounts of one open platform.',
    WEB_AUTHORIZATION:
      'Web pages that know which follower opens them in WeChat, for example a registration page.',
  },
);

@ObjectType('Capability', {
  description:
    'Whether WeChat lets an official account use a function. This depends on the account type, the verification by WeChat and the granted permissions.',
  simpleResolvers: true,
})
export class CapabilityType implements Capability {
  @Field(() => CapabilityKindEnum, { description: 'The function.' })
  kind!: CapabilityKind;

  @Field(() => Boolean, { description: 'True if the account can use the function now.' })
  available!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why the account cannot use the function, in English; null if it can.',
  })
  reason!: string | null;
}
