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
    description:
      "Global ID: stable and opaque. Inputs also accept the marketing platform's own ID, for example `1234`.",
  })
  declare id: string;

  @Field(() => String, { description: 'Name of the user.' })
  name!: string;

  @Field(() => String, { description: 'Name with which the user signs in.' })
  loginName!: string;

  @Field(() => String, { nullable: true, description: 'Email address; null if not known.' })
  emailAddress!: string | null;

  @Field(() => Boolean, { description: 'True if the user can no longer sign in.' })
  disabled!: boolean;

  @Field(() => AvailabilityEnum, {
    description: 'Whether this data is current. GONE means that the user was deleted.',
  })
  availability!: Availability;

  @Field(() => Date, { description: 'When Qiao last received this data from the marketing platform.' })
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
