import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../../graphql/connection.ts';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import { AvailabilityEnum } from '../catalogue/availability.type.ts';
import type { Availability, View } from '../catalogue/catalogue.rules.ts';
import type { ContactField } from './contact-field.entity.ts';
import { type FieldPurpose, purposesOf } from './contact-field.rules.ts';

export const FieldPurposeEnum = schemaEnum(
  'FieldPurpose',
  'What a mapped contact field stores about a follower.',
  {
    OPEN_ID: "The OpenID: WeChat's ID of the follower for this official account. Required.",
    UNION_ID: "The UnionID: WeChat's ID of the follower for all official accounts of one open platform.",
    SUBSCRIPTION_STATUS: 'Whether the person follows the account.',
    LAST_ACTIVITY: "Time of the follower's last activity.",
  },
);

@ObjectType('ContactField', {
  implements: Node,
  description: 'A contact field of the marketing platform.',
  simpleResolvers: true,
})
export class ContactFieldType
  extends Node
  implements Pick<ContactField, 'name' | 'internalName' | 'dataType' | 'displayType' | 'readOnly' | 'asOf'>
{
  @Field(() => ID, {
    description:
      "Global ID: stable and opaque. Inputs also accept the marketing platform's own ID, for example `1234`.",
  })
  declare id: string;

  @Field(() => String, { description: 'Name to display, for example `WeChat OpenID`.' })
  name!: string;

  @Field(() => String, {
    description: 'Internal name in the marketing platform, for example `C_WeChat_OpenID1`.',
  })
  internalName!: string;

  @Field(() => String, {
    description: 'Data type, as the marketing platform names it, for example `text` or `date`.',
  })
  dataType!: string;

  @Field(() => String, {
    description: 'Input control, as the marketing platform names it, for example `text` or `checkbox`.',
  })
  displayType!: string;

  @Field(() => Boolean, { description: 'True if the field cannot be written.' })
  readOnly!: boolean;

  @Field(() => [FieldPurposeEnum], {
    description: 'Purposes for which the field can be mapped; empty for most fields.',
  })
  purposes!: FieldPurpose[];

  @Field(() => AvailabilityEnum, { description: 'Whether this data is current.' })
  availability!: Availability;

  @Field(() => Date, { description: 'When Qiao last received this data from the marketing platform.' })
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
