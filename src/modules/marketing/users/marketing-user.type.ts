import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../../graphql/connection.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import { AvailabilityEnum } from '../catalogue/availability.type.ts';
import type { Availability, View } from '../catalogue/catalogue.rules.ts';
import type { MarketingUser } from './marketing-user.entity.ts';

@ObjectType('MarketingUser', {
  implements: Node,
  description: 'A user of the marketing platform.',
  simpleResolvers: true,
})
export class MarketingUserType
  extends Node
  implements Pick<MarketingUser, 'name' | 'loginName' | 'emailAddress' | 'disabled' | 'asOf'>
{
  @Field(() => ID, {
    description: 'Opaque and stable. Inputs also take the number of the marketing platform.',
  })
  declare id: string;

  @Field(() => String, { description: 'As people see it.' })
  name!: string;

  @Field(() => String, { description: 'By which they sign in.' })
  loginName!: string;

  @Field(() => String, { nullable: true, description: 'Their e-mail address, if one is known.' })
  emailAddress!: string | null;

  @Field(() => Boolean, { description: 'Whether they cannot sign in any more.' })
  disabled!: boolean;

  @Field(() => AvailabilityEnum, { description: 'Whether this can be relied on. GONE: they were deleted.' })
  availability!: Availability;

  @Field(() => Date, { description: 'When the marketing platform last said so.' })
  asOf!: Date;
}

export const { Connection: MarketingUserConnectionType } = connectionTypes(
  'MarketingUser',
  MarketingUserType,
);

export function toMarketingUserType(user: View<MarketingUser>): MarketingUserType {
  const { id, name, loginName, emailAddress, disabled, availability, asOf } = user;
  return { id: globalId('MarketingUser', id), name, loginName, emailAddress, disabled, availability, asOf };
}
