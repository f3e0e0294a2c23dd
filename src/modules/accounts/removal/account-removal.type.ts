import { Field, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { AccountRow } from '../account/official-account.repository.ts';
import type { FollowerDataPolicy } from './removal.rules.ts';

export const FollowerDataPolicyEnum = schemaEnum<FollowerDataPolicy>(
  'FollowerDataPolicy',
  "What becomes of what Qiao holds of a removed account's followers.",
  {
    ERASE: 'It is forgotten, as WeChat demands.',
    RETAIN_WITH_BASIS: 'It is kept, by a right that is recorded.',
  },
);

@ObjectType('AccountRemoval', {
  description: 'That an official account was removed, and what was decided then.',
  simpleResolvers: true,
})
export class AccountRemovalType {
  @Field(() => Date, { description: 'When.' })
  removedAt!: Date;

  @Field(() => FollowerDataPolicyEnum, { description: 'What becomes of what is held of its followers.' })
  followerData!: FollowerDataPolicy;

  @Field(() => String, { nullable: true, description: 'By what right that is kept; null with ERASE.' })
  retentionBasis!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'For people, in English: what is left to do in WeChat, whose own record Qiao cannot change; null if nothing.',
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
