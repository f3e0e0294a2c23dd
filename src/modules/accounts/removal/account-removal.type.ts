import { Field, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { AccountRow } from '../account/account-row.repository.ts';
import type { FollowerDataPolicy } from './removal.rules.ts';

export const FollowerDataPolicyEnum = schemaEnum<FollowerDataPolicy>(
  'FollowerDataPolicy',
  'What Qiao does with the follower data of a removed account.',
  {
    ERASE: 'Erase the data, as WeChat requires.',
    RETAIN_WITH_BASIS: 'Keep the data, on the legal basis given as `retentionBasis`.',
  },
);

@ObjectType('AccountRemoval', {
  description: 'When an official account was removed, and what happens to its follower data.',
  simpleResolvers: true,
})
export class AccountRemovalType {
  @Field(() => Date, { description: 'When the account was removed.' })
  removedAt!: Date;

  @Field(() => FollowerDataPolicyEnum, { description: 'What Qiao does with the follower data.' })
  followerData!: FollowerDataPolicy;

  @Field(() => String, {
    nullable: true,
    description: 'Legal basis for keeping the follower data; null with ERASE.',
  })
  retentionBasis!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What is left to do in WeChat, in English, because Qiao cannot withdraw the authorization there; null if nothing.',
  })
  nextStep!: string | null;
}

const WITHDRAW =
  'WeChat still lists Qiao among those whom the account has authorized: its administrator can withdraw that in mp.weixin.qq.com.';

export function removalOf(row: AccountRow): AccountRemovalType | null {
  const { removedAt, followerData, retentionBasis, appId } = row;
  if (!removedAt || !followerData) return null;
  return { removedAt, followerData, retentionBasis, nextStep: appId === null ? null : WITHDRAW };
}
