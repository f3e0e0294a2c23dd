import { Field, ID, InputType } from 'type-graphql';
import type { FieldPurpose } from '../../marketing/fields/contact-field.rules.ts';
import { FieldPurposeEnum } from '../../marketing/fields/contact-field.type.ts';

@InputType({ description: 'Which contact field is to be made.' })
export class CreateContactFieldInput {
  @Field(() => FieldPurposeEnum, { description: 'What it is to hold; its type follows from that.' })
  purpose!: FieldPurpose;

  @Field(() => ID, {
    nullable: true,
    description: 'An official account to name it after. It is not mapped: see `updateFieldMappings`.',
  })
  accountId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Its name, at most 100 characters; omitted: one that says what it holds. Where it is taken, a number is added.',
  })
  name?: string | null;
}

@InputType({ description: 'Which default campaign is to be made.' })
export class CreateDefaultCampaignInput {
  @Field(() => ID, {
    nullable: true,
    description: 'An official account of which it becomes the default campaign, and after which it is named.',
  })
  accountId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Its name, at most 100 characters; omitted: one that says what it is. Where it is taken, a number is added.',
  })
  name?: string | null;
}

@InputType({ description: 'Whose default campaign is to last longer.' })
export class RenewDefaultCampaignInput {
  @Field(() => ID, { description: 'The official account.' })
  accountId!: string;
}
