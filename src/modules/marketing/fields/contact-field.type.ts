import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../../graphql/connection.ts';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import { AvailabilityEnum } from '../catalogue/availability.type.ts';
import type { Availability, View } from '../catalogue/catalogue.rules.ts';
import type { ContactField } from './contact-field.entity.ts';
import { type FieldPurpose, purposesOf } from './contact-field.rules.ts';

export const FieldPurposeEnum = schemaEnum('FieldPurpose', 'What a mapped contact field holds.', {
  OPEN_ID: "The follower's OpenID, which is theirs for this account only. Required.",
  UNION_ID: "The follower's UnionID, the same for all accounts of one open platform.",
  SUBSCRIPTION_STATUS: 'Whether they follow the account.',
  LAST_ACTIVITY: 'When they last did something.',
});

@ObjectType('ContactField', {
  implements: Node,
  description: 'A field of a contact in the marketing platform.',
  simpleResolvers: true,
})
export class ContactFieldType
  extends Node
  implements Pick<ContactField, 'name' | 'internalName' | 'dataType' | 'displayType' | 'readOnly' | 'asOf'>
{
  @Field(() => ID, {
    description: 'Opaque and stable. Inputs also take the number of the marketing platform.',
  })
  declare id: string;

  @Field(() => String, { description: 'As people see it.' })
  name!: string;

  @Field(() => String, { description: 'As programs see it (`C_…`).' })
  internalName!: string;

  @Field(() => String, { description: "Its data type, in the marketing platform's words: `text`, `date`." })
  dataType!: string;

  @Field(() => String, { description: "Its widget, in the marketing platform's words: `text`, `checkbox`." })
  displayType!: string;

  @Field(() => Boolean, { description: 'Whether nothing can be written to it.' })
  readOnly!: boolean;

  @Field(() => [FieldPurposeEnum], { description: 'What it is fit to hold; empty for most fields.' })
  purposes!: FieldPurpose[];

  @Field(() => AvailabilityEnum, { description: 'Whether this can be relied on.' })
  availability!: Availability;

  @Field(() => Date, { description: 'When the marketing platform last said so.' })
  asOf!: Date;
}

export const { Connection: ContactFieldConnectionType } = connectionTypes('ContactField', ContactFieldType);

export function toContactFieldType(field: View<ContactField>): ContactFieldType {
  const { id, name, internalName, dataType, displayType, readOnly, fit, availability, asOf } = field;
  return {
    id: globalId('ContactField', id),
    name,
    internalName,
    dataType,
    displayType,
    readOnly,
    purposes: purposesOf(fit),
    availability,
    asOf,
  };
}
