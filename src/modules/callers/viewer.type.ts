import { Field, ID, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../graphql/enum.ts';
import type { Role } from '../../kernel/context.ts';

export const RoleEnum = schemaEnum('Role', 'Role of a marketing user.', {
  ADMINISTRATOR:
    'May configure official accounts and API keys, and use the official accounts that they have access to.',
  MARKETER: 'May use the official accounts that they have access to.',
});

@ObjectType('Viewer', {
  description:
    'The caller of this API: a marketing user, with `userId` and `role`, or an API client, with `apiKey`.',
  simpleResolvers: true,
})
export class ViewerType {
  @Field(() => ID, {
    nullable: true,
    description: "The user's ID in the marketing platform, for example `17`; null for an API client.",
  })
  userId!: string | null;

  @Field(() => RoleEnum, {
    nullable: true,
    description: 'Role of the user; null for an API client, which has scopes instead.',
  })
  role!: Role | null;
}
