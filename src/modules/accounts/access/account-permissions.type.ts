import { Field, ObjectType } from 'type-graphql';
import type { AccountPermissions } from './account-permission.rules.ts';

@ObjectType('AccountPermissions', {
  description:
    'What you may do with an official account in its current state. Use it to show or hide actions in a user interface.',
  simpleResolvers: true,
})
export class AccountPermissionsType implements AccountPermissions {
  @Field(() => Boolean, { description: 'True if you may change its settings, field mappings and access.' })
  configure!: boolean;

  @Field(() => Boolean, { description: 'True if you may authorize it with `authorizeAccount`.' })
  authorize!: boolean;

  @Field(() => Boolean, { description: 'True if you may remove it with `removeOfficialAccount`.' })
  remove!: boolean;

  @Field(() => Boolean, {
    description: 'True if you may use it: the account is ACTIVE and its access includes you.',
  })
  use!: boolean;

  @Field(() => Boolean, { description: 'True if you may configure message senders to send for it.' })
  configureSenders!: boolean;
}
