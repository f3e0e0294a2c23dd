import { Field, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { Capability, CapabilityKind } from './capability.rules.ts';

export const CapabilityKindEnum = schemaEnum<CapabilityKind>(
  'CapabilityKind',
  'What WeChat lets some official accounts do.',
  {
    BROADCAST: 'Messages to all followers, to a tag or to a list: once a day, or four times a month.',
    CUSTOMER_SERVICE_MESSAGES: 'Messages to followers who did something within the last 48 hours.',
    TEMPLATE_MESSAGES: 'Prepared notifications.',
    PARAMETRIC_QR_CODES: 'QR codes that tell what was scanned.',
    MENU: 'A menu at the bottom of the conversation.',
    PERSONALISED_MENU: 'Other menus for some followers.',
    TAGS: 'Groups of followers.',
    FOLLOWER_INFO: 'Who follows, and since when.',
    UNION_ID: "The followers' UnionIDs, which are the same for all accounts of one open platform.",
  },
);

@ObjectType('Capability', {
  description:
    'Whether WeChat lets an official account do something: by its type, its verification and the granted permissions.',
  simpleResolvers: true,
})
export class CapabilityType implements Capability {
  @Field(() => CapabilityKindEnum, { description: 'What.' })
  kind!: CapabilityKind;

  @Field(() => Boolean, { description: 'Whether it can be done now.' })
  available!: boolean;

  @Field(() => String, { nullable: true, description: 'For people, in English: why not; null if it can.' })
  reason!: string | null;
}
