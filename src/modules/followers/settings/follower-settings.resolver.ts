import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { OfficialAccountType, toOfficialAccountType } from '../../accounts/account/official-account.type.ts';
import type { FollowerLoaders } from '../follower.loaders.ts';
import { UpdateFollowerSettingsInput } from './follower-settings.input.ts';
import type { FollowerSettingsService } from './follower-settings.service.ts';
import { FollowerSettingsType } from './follower-settings.type.ts';

@ObjectType({ description: 'Result of `updateFollowerSettings`.', simpleResolvers: true })
class UpdateFollowerSettingsPayload extends Payload {
  @Field(() => OfficialAccountType, {
    nullable: true,
    description: 'The account after the change; null if the mutation was refused.',
  })
  officialAccount!: OfficialAccountType | null;
}

@Resolver(() => OfficialAccountType)
export class FollowerSettingsResolver {
  constructor(
    private readonly settings: FollowerSettingsService,
    private readonly loaders: FollowerLoaders,
  ) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => UpdateFollowerSettingsPayload, {
    description: 'Changes what an official account does with its followers, from now on.',
  })
  updateFollowerSettings(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => UpdateFollowerSettingsInput, {
      description: 'Settings to change. Omitted fields are unchanged; null sets the default.',
    })
    { accountId, expectedVersion, ...changes }: UpdateFollowerSettingsInput,
  ): Promise<UpdateFollowerSettingsPayload> {
    const target = { accountId: localId('OfficialAccount', accountId), expectedVersion };
    return payload('officialAccount', async () =>
      toOfficialAccountType(await this.settings.update(request, target, changes)),
    );
  }

  @FieldResolver(() => FollowerSettingsType, { description: 'What the account does with its followers.' })
  followerSettings(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<FollowerSettingsType> {
    return this.loaders.settings.load(context, row.id);
  }
}
