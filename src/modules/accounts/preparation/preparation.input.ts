import { Field, ID, InputType } from 'type-graphql';
import { MAX_NAME_LENGTH } from '../../marketing/catalogue/names.rules.ts';
import type { FieldPurpose } from '../../marketing/fields/contact-field.rules.ts';
import { FieldPurposeEnum } from '../../marketing/fields/contact-field.type.ts';

@InputType({ description: 'The contact field to create in the marketing platform.' })
export class CreateContactFieldInput {
  @Field(() => FieldPurposeEnum, {
    description: 'What the field will store. It determines the data type of the field.',
  })
  purpose!: FieldPurpose;

  @Field(() => ID, {
    nullable: true,
    description:
      'Global ID of an official account. The field is named after it, but not mapped; to map it, call `updateFieldMappings`.',
  })
  accountId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Name of at most ${MAX_NAME_LENGTH} characters. Omit for a name such as \`WeChat OpenID\`. If the name is taken, Qiao appends a number.`,
  })
  name?: string | null;
}

@InputType({ description: 'The default campaign to create in the marketing platform.' })
export class CreateDefaultCampaignInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Global ID of an official account. The campaign is named after it and becomes its default campaign.',
  })
  accountId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Name of at most ${MAX_NAME_LENGTH} characters. Omit for a name such as \`WeChat default – Acme Shop\`. If the name is taken, Qiao appends a number.`,
  })
  name?: string | null;
}

@InputType({ description: 'The official account whose default campaign to extend.' })
export class RenewDefaultCampaignInput {
  @Field(() => ID, { description: "The account's global ID." })
  accountId!: string;
}
