import { Arg, Authorized, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import type { AccountAccessService } from '../access/account-access.service.ts';
import type { AccountRemovalService } from '../removal/account-removal.service.ts';
import type { AccountSettingsService } from '../settings/account-settings.service.ts';
import {
  RemoveOfficialAccountInput,
  UpdateAccessInput,
  UpdateFieldMappingsInput,
  UpdateOfficialAccountInput,
} from '../settings/account-update.input.ts';
import type { FieldMappingService } from '../settings/field-mapping.service.ts';
import type { AccountAddingService } from './account-adding.service.ts';
import {
  AddOfficialAccountInput,
  toMappings,
  toNewAccount,
  toSettings,
  userKeys,
} from './official-account.input.ts';
import type { AccountRow } from './official-account.repository.ts';
import { OfficialAccountType, toOfficialAccountType } from './official-account.type.ts';

@ObjectType()
abstract class OfficialAccountPayload extends Payload {
  @Field(() => OfficialAccountType, {
    nullable: true,
    description: 'The account as it is now; null if it was refused.',
  })
  officialAccount!: OfficialAccountType | null;
}

@ObjectType({ description: 'The answer of `addOfficialAccount`.', simpleResolvers: true })
class AddOfficialAccountPayload extends OfficialAccountPayload {}

@ObjectType({ description: 'The answer of `updateOfficialAccount`.', simpleResolvers: true })
class UpdateOfficialAccountPayload extends OfficialAccountPayload {}

@ObjectType({ description: 'The answer of `updateFieldMappings`.', simpleResolvers: true })
class UpdateFieldMappingsPayload extends OfficialAccountPayload {}

@ObjectType({ description: 'The answer of `updateAccess`.', simpleResolvers: true })
class UpdateAccessPayload extends OfficialAccountPayload {}

@ObjectType({ description: 'The answer of `removeOfficialAccount`.', simpleResolvers: true })
class RemoveOfficialAccountPayload extends OfficialAccountPayload {}

interface Services {
  readonly adding: AccountAddingService;
  readonly settings: AccountSettingsService;
  readonly mappings: FieldMappingService;
  readonly access: AccountAccessService;
  readonly removal: AccountRemovalService;
}

/** What administrators do to official accounts. */
@Resolver()
export class AccountMutationResolver {
  constructor(private readonly services: Services) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => AddOfficialAccountPayload, {
    description:
      'Adds an official account as a draft. What it names is asked for in the marketing platform. Next: `authorizeAccount`, and whatever `requirements` tells.',
  })
  addOfficialAccount(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => AddOfficialAccountInput, { description: 'Its settings, as far as they are known.' })
    input: AddOfficialAccountInput,
  ): Promise<AddOfficialAccountPayload> {
    return answer(this.services.adding.add(request, toNewAccount(input)));
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => UpdateOfficialAccountPayload, {
    description: 'Changes settings of an official account. None of them breaks anything that uses it.',
  })
  updateOfficialAccount(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => UpdateOfficialAccountInput, { description: 'What is to be other.' })
    input: UpdateOfficialAccountInput,
  ): Promise<UpdateOfficialAccountPayload> {
    return answer(this.services.settings.update(request, targetOf(input), toSettings(input)));
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => UpdateFieldMappingsPayload, {
    description:
      'Changes which contact fields an official account writes to. Each field that is given is asked for in the marketing platform.',
  })
  updateFieldMappings(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => UpdateFieldMappingsInput, { description: 'Which fields are to be others.' })
    input: UpdateFieldMappingsInput,
  ): Promise<UpdateFieldMappingsPayload> {
    const token = input.impactToken ?? null;
    return answer(this.services.mappings.update(request, targetOf(input), toMappings(input), token));
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => UpdateAccessPayload, {
    description:
      'Changes which marketing users may use an official account. Who loses it is told so by `officialAccountChanged`.',
  })
  updateAccess(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => UpdateAccessInput, { description: 'Who is to be let in, and who no longer.' })
    input: UpdateAccessInput,
  ): Promise<UpdateAccessPayload> {
    const { mode } = input;
    const [addUserIds, removeUserIds] = [userKeys(input.addUserIds), userKeys(input.removeUserIds)];
    const { accountId } = targetOf(input);
    return answer(this.services.access.update(request, accountId, { mode, addUserIds, removeUserIds }));
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => RemoveOfficialAccountPayload, {
    description:
      'Removes an official account for good: its tokens are dropped, its slot and its contact fields are free, a waiting session ends. WeChat is not asked; the authorization there can be withdrawn in mp.weixin.qq.com, see `removal.nextStep`. An account that was removed already is answered as it is.',
  })
  removeOfficialAccount(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => RemoveOfficialAccountInput, {
      description: 'Which, and what becomes of its followers.',
    })
    input: RemoveOfficialAccountInput,
  ): Promise<RemoveOfficialAccountPayload> {
    const { followerData, retentionBasis, impactToken } = input;
    const decision = {
      followerData: followerData ?? 'ERASE',
      retentionBasis: retentionBasis?.trim() || null,
    };
    const { accountId } = targetOf(input);
    return answer(this.services.removal.remove(request, accountId, decision, impactToken ?? null));
  }
}

const targetOf = (input: { accountId: string; expectedVersion?: number | null }) => ({
  accountId: localId('OfficialAccount', input.accountId),
  expectedVersion: input.expectedVersion,
});

const answer = (changed: Promise<AccountRow>) =>
  payload('officialAccount', async () => toOfficialAccountType(await changed));
