import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../../graphql/connection.ts';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import { AvailabilityEnum } from '../catalogue/availability.type.ts';
import type { Availability, View } from '../catalogue/catalogue.rules.ts';
import type { Campaign } from './campaign.entity.ts';
import type { CampaignStatus } from './campaign.rules.ts';

export const CampaignStatusEnum = schemaEnum(
  'CampaignStatus',
  'Status of a campaign in the marketing platform.',
  {
    DRAFT: 'The campaign was not activated yet, or was deactivated.',
    SCHEDULED: 'The marketing platform will activate the campaign automatically.',
    ACTIVE:
      'The campaign was activated. It stays ACTIVE after its `endAt`, but then no longer receives activities.',
    COMPLETED: 'The campaign has ended.',
  },
);

@ObjectType('Campaign', {
  implements: Node,
  description: 'A campaign of the marketing platform.',
  simpleResolvers: true,
})
export class CampaignType
  extends Node
  implements Pick<Campaign, 'name' | 'status' | 'startAt' | 'endAt' | 'asOf'>
{
  @Field(() => ID, {
    description:
      "Global ID: stable and opaque. Inputs also accept the marketing platform's own ID, for example `1234`.",
  })
  declare id: string;

  @Field(() => String, { description: 'Name of the campaign.' })
  name!: string;

  @Field(() => CampaignStatusEnum, { description: 'Status in the marketing platform.' })
  status!: CampaignStatus;

  @Field(() => Date, { nullable: true, description: 'When the campaign starts or started; null if not set.' })
  startAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the campaign ends or ended; null if it has no end.',
  })
  endAt!: Date | null;

  @Field(() => AvailabilityEnum, { description: 'Whether this data is current.' })
  availability!: Availability;

  @Field(() => Date, { description: 'When Qiao last received this data from the marketing platform.' })
  asOf!: Date;
}

export const { Connection: CampaignConnectionType } = connectionTypes('Campaign', CampaignType);

export function toCampaignType(campaign: View<Campaign>): CampaignType {
  const { id, name, status, startAt, endAt, availability, asOf } = campaign;
  return { id: globalId('Campaign', id), name, status, startAt, endAt, availability, asOf };
}
