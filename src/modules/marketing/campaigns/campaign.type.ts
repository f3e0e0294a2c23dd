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
  'What the marketing platform says of a campaign.',
  {
    DRAFT: 'It was not activated yet, or was taken back.',
    SCHEDULED: 'It will be activated by itself.',
    ACTIVE: 'It was activated. Past its `endAt` it counts for nothing any more.',
    COMPLETED: 'It has ended.',
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
    description: 'Opaque and stable. Inputs also take the number of the marketing platform.',
  })
  declare id: string;

  @Field(() => String, { description: 'As people see it.' })
  name!: string;

  @Field(() => CampaignStatusEnum, { description: 'Whether it runs.' })
  status!: CampaignStatus;

  @Field(() => Date, { nullable: true, description: 'When it begins or began.' })
  startAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it ends or ended; null: never.' })
  endAt!: Date | null;

  @Field(() => AvailabilityEnum, { description: 'Whether this can be relied on.' })
  availability!: Availability;

  @Field(() => Date, { description: 'When the marketing platform last said so.' })
  asOf!: Date;
}

export const { Connection: CampaignConnectionType } = connectionTypes('Campaign', CampaignType);

export function toCampaignType(campaign: View<Campaign>): CampaignType {
  const { id, name, status, startAt, endAt, availability, asOf } = campaign;
  return { id: globalId('Campaign', id), name, status, startAt, endAt, availability, asOf };
}
