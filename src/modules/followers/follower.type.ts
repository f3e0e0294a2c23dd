import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.ts';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import type { FollowerRow } from './follower.repository.ts';
import type { SubscribeScene } from './follower.rules.ts';
import type { Messaging } from './reach/reach.rules.ts';
import { MessagingEnum } from './reach/reach.type.ts';

export const SubscribeSceneEnum = schemaEnum<SubscribeScene>(
  'SubscribeScene',
  'How a follower came to follow an account.',
  {
    QR_CODE: 'By a QR code; see `sceneKey`.',
    SEARCH: 'By a search in WeChat.',
    ACCOUNT_MIGRATION: 'With an account that was merged into this one.',
    PROFILE_CARD: 'By a card that somebody shared.',
    PROFILE_LINK: "By the account's name above an article.",
    PROFILE_ITEM: 'By the menu above an article.',
    PAID: 'After a payment.',
    WECHAT_ADVERTISEMENT: 'By an advertisement in WeChat.',
    REPRINT: 'By an article that another account reprinted.',
    LIVESTREAM: 'By a live stream.',
    CHANNELS: 'By a video account.',
    WXA: 'By a mini program.',
    OTHERS: 'Otherwise.',
  },
);

@ObjectType('Follower', {
  implements: Node,
  description:
    'A WeChat user as one official account sees them. Who unfollows is erased, with all that they did; if they follow again, they are a new follower. With `followerSettings.afterUnfollow` RETAIN_WITH_BASIS they stay, and a later follow continues the same follower.',
  simpleResolvers: true,
})
export class FollowerType
  extends Node
  implements
    Pick<
      FollowerRow,
      | 'openId'
      | 'unionId'
      | 'subscribed'
      | 'subscribedAt'
      | 'unsubscribedAt'
      | 'subscribeScene'
      | 'sceneKey'
      | 'lastActivityAt'
      | 'messaging'
    >
{
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => String, {
    description: "WeChat's ID of the user within this account, for example `ozy4qt5QUADNXORxCVipKMV9dss0`.",
  })
  openId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "WeChat's ID of the user in all accounts of one open platform; null until WeChat has told it.",
  })
  unionId!: string | null;

  @Field(() => Boolean, { description: 'True if the user follows the account now, as far as Qiao knows.' })
  subscribed!: boolean;

  @Field(() => Date, {
    nullable: true,
    description: 'When the user last followed; null if that was before the account was connected.',
  })
  subscribedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'When the user last unfollowed, even if they follow again; null if they have not. What was before is erased, unless the account keeps those who unfollow.',
  })
  unsubscribedAt!: Date | null;

  @Field(() => SubscribeSceneEnum, {
    nullable: true,
    description: 'How the user last came to follow; null if WeChat has not told.',
  })
  subscribeScene!: SubscribeScene | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Scene of the QR code by which the user last followed, for example `shop-7`; null if they followed without such a code.',
  })
  sceneKey!: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'When the user last did something: followed, scanned, used the menu or wrote; null if Qiao has seen nothing of it.',
  })
  lastActivityAt!: Date | null;

  @Field(() => MessagingEnum, { description: 'Whether the follower wants messages.' })
  messaging!: Messaging;

  /** For field resolvers; not in the schema. */
  row!: FollowerRow;
}

export const { Connection: FollowerConnectionType } = connectionTypes('Follower', FollowerType);

export function toFollowerType(row: FollowerRow): FollowerType {
  const { id, accountId: _, ...fields } = row;
  return { id: globalId('Follower', id), ...fields, row };
}
