import { Field, ObjectType } from 'type-graphql';
import type { AccountPermissions } from './account-permission.rules.ts';

@ObjectType('AccountPermissions', {
  description: 'What you may do with an official account as it is now: what to offer, and what not.',
  simpleResolvers: true,
})
export class AccountPermissionsType implements AccountPermissions {
  @Field(() => Boolean, { description: 'Change its settings, its fields and its access.' })
  configure!: boolean;

  @Field(() => Boolean, { description: 'Authorize it.' })
  authorize!: boolean;

  @Field(() => Boolean, { description: 'Remove it.' })
  remove!: boolean;

  @Field(() => Boolean, { description: 'Use it: it is ACTIVE, and its access lets you.' })
  use!: boolean;

  @Field(() => Boolean, { description: 'Let message senders use it.' })
  configureSenders!: boolean;
}
