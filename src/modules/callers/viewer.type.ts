import { Field, ID, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../graphql/enum.ts';
import type { Role } from '../../kernel/context.ts';

export const RoleEnum = schemaEnum('Role', 'What a caller may do.', {
  ADMINISTRATOR: 'Configures official accounts.',
  MARKETER: 'Uses the official accounts that their access allows.',
});

@ObjectType('Viewer', { description: 'Who asks.', simpleResolvers: true })
export class ViewerType {
  @Field(() => ID, { description: "The user's id in the marketing platform." })
  userId!: string;

  @Field(() => RoleEnum, { description: 'What they may do.' })
  role!: Role;
}
