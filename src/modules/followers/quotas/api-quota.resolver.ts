import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { authorize } from '../../../graphql/authorization.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { Cost } from '../../../graphql/cost.ts';
import { schemaEnum } from '../../../graphql/enum.ts';
import { OfficialAccountType } from '../../accounts/account/official-account.type.ts';
import type { ApiQuotaService, KnownQuota, LimitedApi } from './api-quota.service.ts';

export const LimitedApiEnum = schemaEnum<LimitedApi>(
  'LimitedApi',
  'A function of WeChat that an account may use a limited number of times each day.',
  {
    LIST_FOLLOWERS: 'Reads 10,000 followers of the list: `user/get`.',
    READ_FOLLOWER: 'Reads what WeChat tells of one follower: `user/info`.',
    READ_FOLLOWERS: 'Reads what WeChat tells of 100 followers: `user/info/batchget`.',
    CREATE_QR_CODE: 'Makes a QR code with a scene: `qrcode/create`.',
  },
);

@ObjectType('ApiQuota', {
  description:
    'How often an account may still use a function of WeChat today. A day ends at midnight in Beijing.',
  simpleResolvers: true,
})
export class ApiQuotaType implements KnownQuota {
  @Field(() => LimitedApiEnum, { description: 'The function.' })
  api!: LimitedApi;

  @Field(() => Int, { description: 'How many calls WeChat allows a day.' })
  dailyLimit!: number;

  @Field(() => Int, { description: 'How many were made today, by Qiao and by others.' })
  used!: number;

  @Field(() => Int, { description: 'How many are left today.' })
  remaining!: number;

  @Field(() => Date, { description: 'When WeChat said so, at most a minute ago.' })
  asOf!: Date;
}

@Resolver(() => OfficialAccountType)
export class ApiQuotaResolver {
  constructor(private readonly quotas: ApiQuotaService) {}

  @Cost({ points: 10, size: 4 })
  @FieldResolver(() => [ApiQuotaType], {
    description:
      "The account's daily quotas in WeChat, as far as WeChat tells them; empty if it does not answer, or if the account is not authorized. Qiao asks at most once a minute. API clients need the scope ACCOUNTS_READ.",
  })
  async apiQuotas(
    @Ctx() { request }: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<KnownQuota[]> {
    // An account may also be part of the answer to a mutation.
    authorize(request.caller, 'ACCOUNTS_READ');
    return row.credentialAppId === null ? [] : this.quotas.ofAccount(row.credentialAppId);
  }
}
