import { Arg, Authorized, Ctx, Field, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graphql/context.ts';
import { localId } from '../../graphql/global-id.ts';
import { Payload, payload } from '../../graphql/user-error.type.ts';
import { OfficialAccountType, toOfficialAccountType } from '../accounts/account/official-account.type.ts';
import { RedeliverInput } from './delivery.input.ts';
import type { DeliveryLoaders } from './delivery.loaders.ts';
import type { DeliveryService } from './delivery.service.ts';

@ObjectType({ description: 'Result of `redeliver`.', simpleResolvers: true })
class RedeliverPayload extends Payload {
  @Field(() => OfficialAccountType, {
    nullable: true,
    description: 'The account; null if the mutation was refused.',
  })
  officialAccount!: OfficialAccountType | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many deliveries are tried again; null if the mutation was refused.',
  })
  count!: number | null;
}

@Resolver()
export class RedeliverResolver {
  constructor(
    private readonly deliveries: DeliveryService,
    private readonly loaders: DeliveryLoaders,
  ) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => RedeliverPayload, {
    description: 'Has failed deliveries of an official account tried again at once.',
  })
  async redeliver(
    @Ctx() context: GraphContext,
    @Arg('input', () => RedeliverInput, { description: 'Which failed deliveries.' })
    { accountId, deliveryIds, subject, reasons }: RedeliverInput,
  ): Promise<RedeliverPayload> {
    const redelivery = {
      accountId: localId('OfficialAccount', accountId),
      deliveryIds: deliveryIds?.map((id) => localId('Delivery', id)) ?? null,
      subject: subject ?? null,
      reasons: reasons ?? null,
    };
    let count: number | null = null;
    const answer = await payload('officialAccount', async () => {
      const { id, secret } = await this.deliveries.redeliver(context.request, redelivery);
      count = Number(secret);
      const account = await this.loaders.account.load(context, id);
      return account && toOfficialAccountType(account);
    });
    return { ...answer, count };
  }
}
