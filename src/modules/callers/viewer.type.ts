import { Field, ID, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../graphql/enum.ts';
import type { Role } from '../../kernel/context.ts';

export const RoleEnum = schemaEnum('Role', 'What a marketing user may do.', {
  ADMINISTRATOR: 'Configures official accounts.',
  MARKETER: 'Uses the official accounts that their access allows.',
});

@ObjectType('Viewer', {
  description:
    'Who asks: a marketing user, who has a `userId` and a `role`, or an API client, which has an `apiKey`.',
  simpleResolvers: true,
})
export class ViewerType {
  @Field(() => ID, {
    nullable: true,
    description: "The user's id in the marketing platform; null for an API client.",
  })
  userId!: string | null;

  @Field(() => RoleEnum, {
    nullable: true,
    description: 'What the user may do; null for an API client, whose scopes say it.',
  })
  role!: Role | null;
}
