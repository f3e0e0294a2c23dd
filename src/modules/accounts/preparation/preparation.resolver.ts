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

@ObjectType({ description: 'Result of `createContactField`.', simpleResolvers: true })
class CreateContactFieldPayload extends Payload {
  @Field(() => ContactFieldType, {
    nullable: true,
    description: 'The new contact field; null if the mutation was refused.',
  })
  contactField!: ContactFieldType | null;
}

@ObjectType({ description: 'Result of `createDefaultCampaign`.', simpleResolvers: true })
class CreateDefaultCampaignPayload extends Payload {
  @Field(() => CampaignType, {
    nullable: true,
    description: 'The new campaign; null if the mutation was refused.',
  })
  campaign!: CampaignType | null;
}

@ObjectType({ description: 'Result of `renewDefaultCampaign`.', simpleResolvers: true })
class RenewDefaultCampaignPayload extends Payload {
  @Field(() => CampaignType, {
    nullable: true,
    description: 'The campaign with its new end date; null if the mutation was refused.',
  })
  campaign!: CampaignType | null;
}

const accountIdOf = ({ accountId }: { accountId?: string | null }): string | null =>
  accountId == null ? null : localId('OfficialAccount', accountId);

/** Creates assets in the marketing platform, so that users need not go there first. */
@Resolver()
export class PreparationResolver {
  constructor(private readonly preparation: PreparationService) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => CreateContactFieldPayload, {
    description:
      'Creates a contact field in the marketing platform that can store the given kind of data. Does not map it.',
  })
  createContactField(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => CreateContactFieldInput, { description: 'The contact field to create.' })
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
      'Creates a campaign in the marketing platform that ends in ten years, and activates it. If `accountId` is given, the campaign becomes the default campaign of that account.',
  })
  createDefaultCampaign(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => CreateDefaultCampaignInput, { description: 'The campaign to create.' })
    input: CreateDefaultCampaignInput,
  ): Promise<CreateDefaultCampaignPayload> {
    const wanted = { accountId: accountIdOf(input), name: input.name ?? null };
    return payload('campaign', async () =>
      toCampaignType(await this.preparation.createDefaultCampaign(request, wanted)),
    );
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => RenewDefaultCampaignPayload, {
    description: 'Extends the default campaign of an official account, so that it ends in ten years.',
  })
  renewDefaultCampaign(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => RenewDefaultCampaignInput, {
      description: 'The official account whose default campaign to extend.',
    })
    input: RenewDefaultCampaignInput,
  ): Promise<RenewDefaultCampaignPayload> {
    const accountId = localId('OfficialAccount', input.accountId);
    return payload('campaign', async () =>
      toCampaignType(await this.preparation.renewDefaultCampaign(request, accountId)),
    );
  }
}
