import { Arg, Authorized, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { CampaignType, toCampaignType } from '../../marketing/campaigns/campaign.type.ts';
import { ContactFieldType, toContactFieldType } from '../../marketing/fields/contact-field.type.ts';
import {
  CreateContactFieldInput,
  CreateDefaultCampaignInput,
  RenewDefaultCampaignInput,
} from './preparation.input.ts';
import type { PreparationService } from './preparation.service.ts';

@ObjectType({ description: 'The answer of `createContactField`.', simpleResolvers: true })
class CreateContactFieldPayload extends Payload {
  @Field(() => ContactFieldType, { nullable: true, description: 'The new field; null if there is none.' })
  contactField!: ContactFieldType | null;
}

@ObjectType({ description: 'The answer of `createDefaultCampaign`.', simpleResolvers: true })
class CreateDefaultCampaignPayload extends Payload {
  @Field(() => CampaignType, { nullable: true, description: 'The new campaign; null if it was refused.' })
  campaign!: CampaignType | null;
}

@ObjectType({ description: 'The answer of `renewDefaultCampaign`.', simpleResolvers: true })
class RenewDefaultCampaignPayload extends Payload {
  @Field(() => CampaignType, {
    nullable: true,
    description: 'The campaign with its new end; null if it was refused.',
  })
  campaign!: CampaignType | null;
}

const accountIdOf = ({ accountId }: { accountId?: string | null }): string | null =>
  accountId == null ? null : localId('OfficialAccount', accountId);

/** What Qiao makes in the marketing platform, so that nobody has to go there first. */
@Resolver()
export class PreparationResolver {
  constructor(private readonly preparation: PreparationService) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => CreateContactFieldPayload, {
    description:
      'Makes a contact field in the marketing platform that is fit for a purpose, and maps nothing.',
  })
  createContactField(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => CreateContactFieldInput, { description: 'Which field.' })
    input: CreateContactFieldInput,
  ): Promise<CreateContactFieldPayload> {
    const wanted = { purpose: input.purpose, accountId: accountIdOf(input), name: input.name ?? null };
    return payload('contactField', async () =>
      toContactFieldType(await this.preparation.createContactField(request, wanted)),
    );
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => CreateDefaultCampaignPayload, {
    description:
      'Makes a campaign in the marketing platform, activates it, and lets it end far in the future; with an account, it becomes its default campaign.',
  })
  createDefaultCampaign(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => CreateDefaultCampaignInput, { description: 'Which campaign.' })
    input: CreateDefaultCampaignInput,
  ): Promise<CreateDefaultCampaignPayload> {
    const wanted = { accountId: accountIdOf(input), name: input.name ?? null };
    return payload('campaign', async () =>
      toCampaignType(await this.preparation.createDefaultCampaign(request, wanted)),
    );
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => RenewDefaultCampaignPayload, {
    description: "Moves the end of an official account's default campaign far into the future.",
  })
  renewDefaultCampaign(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => RenewDefaultCampaignInput, { description: 'Whose default campaign.' })
    input: RenewDefaultCampaignInput,
  ): Promise<RenewDefaultCampaignPayload> {
    const accountId = localId('OfficialAccount', input.accountId);
    return payload('campaign', async () =>
      toCampaignType(await this.preparation.renewDefaultCampaign(request, accountId)),
    );
  }
}
