import { Field, ID, InputType } from 'type-graphql';
import { ContactReferenceInput } from '../binding/binding.input.ts';

@InputType({ description: 'The account, and what the link is for.' })
export class CreateBindingLinkInput {
  @Field(() => ID, {
    description:
      "The account's global ID. WeChat must let it use PARAMETRIC_QR_CODES, or WEB_AUTHORIZATION for a registration page; see `OfficialAccount.capabilities`.",
  })
  accountId!: string;

  @Field(() => ContactReferenceInput, {
    nullable: true,
    description: 'Whom a personal QR code is for. Omit for a registration page.',
  })
  contact?: ContactReferenceInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The campaign that receives what the code causes: its ID, or its URL from the browser. It must be active. Omit for the account's default campaign.",
  })
  campaign?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What you call the link: one line of at most 100 characters.',
  })
  label?: string | null;
}

@InputType({ description: 'The link to delete.' })
export class DeleteBindingLinkInput {
  @Field(() => ID, { description: "The link's global ID." })
  bindingLinkId!: string;
}
