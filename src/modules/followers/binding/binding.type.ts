import { Field, ID, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { BindingState, BindingWay } from './binding.rules.ts';

export const BindingStateEnum = schemaEnum<BindingState>(
  'BindingState',
  'Whether Qiao knows the contact of a follower.',
  {
    BOUND: 'The follower is bound to a contact.',
    HELD: 'No contact is known yet.',
    CONFLICT:
      'Several contacts have the ID of the follower, or their contact is bound to another follower of the account. `linkFollower` decides.',
  },
);

export const BindingWayEnum = schemaEnum<BindingWay>(
  'BindingWay',
  'How a follower and a contact came together.',
  {
    EXISTING_FIELD: 'The contact had the OpenID or UnionID of the follower already.',
    LINK: 'Somebody called `linkFollower`.',
    QR_CODE: 'The follower scanned a personal QR code, made by `createBindingLink`.',
    FORM: 'The follower gave their e-mail address on a registration page.',
    CREATED: 'Qiao created the contact, because `FollowerSettings.unbound` is CREATE_CONTACT.',
  },
);

@ObjectType('Contact', {
  description: 'A contact of the marketing platform. Qiao stores nothing of it but its ID.',
  simpleResolvers: true,
})
export class ContactType {
  @Field(() => ID, { description: "The contact's ID in the marketing platform, for example `4711`." })
  id!: string;
}

@ObjectType('Binding', {
  description: 'The link between a follower and a contact.',
  simpleResolvers: true,
})
export class BindingType {
  @Field(() => BindingStateEnum, { description: 'Whether the contact is known.' })
  state!: BindingState;

  @Field(() => BindingWayEnum, {
    nullable: true,
    description: 'How the two came together; null unless BOUND.',
  })
  how!: BindingWay | null;

  @Field(() => ContactType, { nullable: true, description: 'The contact; null unless BOUND.' })
  contact!: ContactType | null;

  @Field(() => Date, { nullable: true, description: 'Since when the two are bound; null unless BOUND.' })
  since!: Date | null;
}
