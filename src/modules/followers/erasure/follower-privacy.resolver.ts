import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { authorize } from '../../../graphql/authorization.ts';
import { type ConnectionOf, connectionOf, ForwardArgs, pageOf } from '../../../graphql/connection.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { OfficialAccountType } from '../../accounts/account/official-account.type.ts';
import type { FollowerLoaders } from '../follower.loaders.ts';
import { EraseFollowerInput, ExportFollowerInput } from './follower-privacy.input.ts';
import type { FollowerPrivacyService } from './follower-privacy.service.ts';
import {
  FollowerExportType,
  PrivacyReceiptConnectionType,
  PrivacyReceiptType,
  toPrivacyReceiptType,
} from './privacy-receipt.type.ts';

@ObjectType({ description: 'Result of `eraseFollower`.', simpleResolvers: true })
class EraseFollowerPayload extends Payload {
  @Field(() => PrivacyReceiptType, {
    nullable: true,
    description: 'Proves the erasure; null if the mutation was refused.',
  })
  privacyReceipt!: PrivacyReceiptType | null;
}

@ObjectType({ description: 'Result of `exportFollower`.', simpleResolvers: true })
class ExportFollowerPayload extends Payload {
  @Field(() => PrivacyReceiptType, {
    nullable: true,
    description: 'Proves that the data was given out; null if the mutation was refused.',
  })
  privacyReceipt!: PrivacyReceiptType | null;

  @Field(() => FollowerExportType, {
    nullable: true,
    description:
      'The data; null if the mutation was refused, or if a call with the same idempotency key has returned it before: Qiao keeps no copy.',
  })
  export!: FollowerExportType | null;
}

@Resolver(() => OfficialAccountType)
export class FollowerPrivacyResolver {
  constructor(
    private readonly privacy: FollowerPrivacyService,
    private readonly loaders: FollowerLoaders,
  ) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => EraseFollowerPayload, {
    description:
      'Erases a follower, with all that they did, because they ask for it. If they still follow in WeChat and do something later, they are a new follower.',
  })
  eraseFollower(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => EraseFollowerInput, { description: 'The follower to erase.' })
    { followerId }: EraseFollowerInput,
  ): Promise<EraseFollowerPayload> {
    return payload('privacyReceipt', async () =>
      toPrivacyReceiptType(await this.privacy.erase(request, localId('Follower', followerId))),
    );
  }

  @Authorized('FOLLOWERS_EXPORT')
  @Mutation(() => ExportFollowerPayload, {
    description: 'Returns what Qiao knows of a follower, because they ask for it, and leaves a receipt.',
  })
  async exportFollower(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => ExportFollowerInput, { description: 'The follower whose data to export.' })
    { followerId }: ExportFollowerInput,
  ): Promise<ExportFollowerPayload> {
    const { exported, userErrors } = await payload('exported', () =>
      this.privacy.export(request, localId('Follower', followerId)),
    );
    const privacyReceipt = exported && toPrivacyReceiptType(exported.receipt);
    return { privacyReceipt, export: exported && { data: exported.data }, userErrors };
  }

  @FieldResolver(() => PrivacyReceiptConnectionType, {
    description:
      'Receipts of followers who were erased, or whose data was given out, newest first. API clients need the scope ACCOUNTS_READ.',
  })
  async privacyReceipts(
    @Ctx() { request }: GraphContext,
    @Root() { row }: OfficialAccountType,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): Promise<ConnectionOf<PrivacyReceiptType>> {
    // An account may also be part of the answer to a mutation.
    authorize(request.caller, 'ACCOUNTS_READ');
    const page = pageOf('privacyReceipts', { first: args.first ?? null, after: args.after ?? null });
    return connectionOf('privacyReceipts', page, {
      rows: await this.privacy.receiptsOf(request, row.id, page),
      node: toPrivacyReceiptType,
      totalCount: () => this.privacy.countReceiptsOf(request, row.id),
    });
  }

  readonly find = async (context: GraphContext, id: string): Promise<PrivacyReceiptType | null> => {
    const row = await this.loaders.receipt.load(context, id);
    return row && toPrivacyReceiptType(row);
  };
}
