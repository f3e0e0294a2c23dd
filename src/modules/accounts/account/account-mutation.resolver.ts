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
import { changesIn } from '../settings/settings.input.ts';
import type { AccountAddingService } from './account-adding.service.ts';
import type { AccountRow } from './account-row.repository.ts';
import { AddOfficialAccountInput, toNewAccount, userKeys } from './official-account.input.ts';
import { OfficialAccountType, toOfficialAccountType } from './official-account.type.ts';

@ObjectType()
abstract class OfficialAccountPayload extends Payload {
  @Field(() => OfficialAccountType, {
    nullable: true,
    description: 'The account after the change; null if the mutation was refused.',
  })
  officialAccount!: OfficialAccountType | null;
}

@ObjectType({ description: 'Result of `addOfficialAccount`.', simpleResolvers: true })
class AddOfficialAccountPayload extends OfficialAccountPayload {}

@ObjectType({ description: 'Result of `updateOfficialAccount`.', simpleResolvers: true })
class UpdateOfficialAccountPayload extends OfficialAccountPayload {}

@ObjectType({ description: 'Result of `updateFieldMappings`.', simpleResolvers: true })
class UpdateFieldMappingsPayload extends OfficialAccountPayload {}

@ObjectType({ description: 'Result of `updateAccess`.', simpleResolvers: true })
class UpdateAccessPayload extends OfficialAccountPayload {}

@ObjectType({ description: 'Result of `removeOfficialAccount`.', simpleResolvers: true })
class RemoveOfficialAccountPayload extends OfficialAccountPayload {}

interface Services {
  readonly adding: AccountAddingService;
  readonly settings: AccountSettingsService;
  readonly mappings: FieldMappingService;
  readonly access: AccountAccessService;
  readonly removal: AccountRemovalService;
}

/** The mutations of official accounts. */
@Resolver()
export class AccountMutationResolver {
  constructor(private readonly services: Services) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => AddOfficialAccountPayload, {
    description:
      'Adds an official account with the status DRAFT. Qiao checks that the given contact fields, campaign and users exist in the marketing platform. Next, call `authorizeAccount` and resolve the entries of `requirements`.',
  })
  addOfficialAccount(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => AddOfficialAccountInput, { description: 'Settings of the new account.' })
    input: AddOfficialAccountInput,
  ): Promise<AddOfficialAccountPayload> {
    return answer(this.services.adding.add(request, toNewAccount(input)));
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => UpdateOfficialAccountPayload, {
    description: 'Changes settings of an official account. Its message senders keep working.',
  })
  updateOfficialAccount(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => UpdateOfficialAccountInput, {
      description: 'Settings to change. Omitted fields are unchanged.',
    })
    input: UpdateOfficialAccountInput,
  ): Promise<UpdateOfficialAccountPayload> {
    const { accountId: _account, expectedVersion: _version, ...settings } = input;
    const changes = changesIn('updateOfficialAccount', settings);
    return answer(this.services.settings.update(request, targetOf(input), changes));
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => UpdateFieldMappingsPayload, {
    description:
      'Changes which contact fields of the marketing platform an official account writes to. Qiao checks that each given field exists there.',
  })
  updateFieldMappings(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => UpdateFieldMappingsInput, {
      description: 'Field mappings to change. Omitted fields are unchanged.',
    })
    input: UpdateFieldMappingsInput,
  ): Promise<UpdateFieldMappingsPayload> {
    const { accountId: _account, expectedVersion: _version, impactToken = null, ...settings } = input;
    const changes = changesIn('updateFieldMappings', settings);
    return answer(this.services.mappings.update(request, targetOf(input), changes, impactToken));
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => UpdateAccessPayload, {
    description:
      'Changes which marketing users may use an official account. Users who lose access receive an ACCESS_LOST event from `officialAccountChanged`.',
  })
  updateAccess(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => UpdateAccessInput, {
      description: 'The new access mode, and the users to add and to remove.',
    })
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
      "Removes an official account permanently. Qiao deletes its tokens, frees its slot on the open platform and its contact fields, and ends its pending authorization session. Qiao does not withdraw the authorization in WeChat: the account's administrator can do that in mp.weixin.qq.com (see `removal.nextStep`). An account that was already removed is returned unchanged.",
  })
  removeOfficialAccount(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => RemoveOfficialAccountInput, {
      description: 'The account to remove, and what happens to its follower data.',
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
