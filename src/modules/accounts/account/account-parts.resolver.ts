import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import { Cost } from '../../../graphql/cost.ts';
import { ContactFieldType, toContactFieldType } from '../../marketing/fields/contact-field.type.ts';
import { MarketingUserType, toMarketingUserType } from '../../marketing/users/marketing-user.type.ts';
import { AccountAccessType } from '../access/account-access.type.ts';
import { FieldMappingType } from '../settings/field-mapping.type.ts';
import type { OfficialAccountLoaders } from './official-account.loaders.ts';

@Resolver(() => FieldMappingType)
export class FieldMappingResolver {
  constructor(private readonly loaders: OfficialAccountLoaders) {}

  @FieldResolver(() => ContactFieldType, {
    nullable: true,
    description: 'The contact field; null if the marketing platform no longer has it.',
  })
  async contactField(
    @Ctx() context: GraphContext,
    @Root() { fieldId }: FieldMappingType,
  ): Promise<ContactFieldType | null> {
    const field = await this.loaders.contactField.load(context, fieldId);
    return field && field.availability !== 'GONE' ? toContactFieldType(field) : null;
  }

  @FieldResolver(() => String, {
    description:
      'Name of the contact field when Qiao last read it; its ID in the marketing platform if Qiao never read it.',
  })
  async lastKnownName(@Ctx() context: GraphContext, @Root() { fieldId }: FieldMappingType): Promise<string> {
    return (await this.loaders.contactField.load(context, fieldId))?.name ?? fieldId;
  }
}

@Resolver(() => AccountAccessType)
export class AccountAccessResolver {
  constructor(private readonly loaders: OfficialAccountLoaders) {}

  @Cost({ size: 10 })
  @FieldResolver(() => [MarketingUserType], {
    description: 'The selected users. Deleted users have the availability GONE. Empty with ALL_USERS.',
  })
  async users(
    @Ctx() context: GraphContext,
    @Root() { userIds }: AccountAccessType,
  ): Promise<MarketingUserType[]> {
    const users = await Promise.all(userIds.map((id) => this.loaders.marketingUser.load(context, id)));
    return users.flatMap((user) => (user ? [toMarketingUserType(user)] : []));
  }
}
