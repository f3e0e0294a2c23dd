import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.ts';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import type { ActivityRow } from './activity.repository.ts';
import type { ActivityDetail, ActivityKind, ActivitySource } from './activity.rules.ts';
import type { LiveActivity } from './activity.service.ts';

export const ActivityKindEnum = schemaEnum<ActivityKind>('ActivityKind', 'What happened.', {
  FOLLOW: 'A user followed. `detail`: `sceneKey` of the QR code, or null.',
  UNFOLLOW:
    'A user unfollowed. `follower` is null: they are erased, with their other activities; unless the account keeps those who unfollow. `detail`: empty, or the `event` if they withdrew their consent (`user_authorization_revoke`) or closed their WeChat account (`user_authorization_cancellation`) instead.',
  SCAN: 'A follower scanned a QR code with a scene. `detail`: its `sceneKey`.',
  MENU_CLICK:
    'A follower used a menu entry that sends a key, also one that scans a code, or sends pictures or a place. `detail`: the `key`.',
  MENU_VIEW:
    'A follower opened a page, or a mini program, from the menu. `detail`: the `url`, or the path in the mini program, and the `menuId`.',
  MESSAGE:
    'A follower wrote. `detail`: the `type` of the message, for example `text` or `image`, and the `length` of a text in characters. What they wrote is not kept.',
  LOCATION:
    "A follower's phone reported where it is. `detail`: `latitude`, `longitude` and `precision` in metres. Kept only if `followerSettings.location` of the account is true.",
  TEMPLATE_RESULT:
    "What became of a template message to a follower. `detail`: its `messageId`, and WeChat's `status`, for example `success` or `failed:user block`.",
  MASS_RESULT:
    "What became of a mass message. `detail`: its `messageId`, WeChat's `status`, and how many followers it was for (`totalCount`, `filterCount`, `sentCount`, `errorCount`).",
});

export const ActivitySourceEnum = schemaEnum<ActivitySource>(
  'ActivitySource',
  'How Qiao learned of an activity.',
  {
    PUSH: 'WeChat pushed it.',
    SYNCHRONIZATION:
      'A synchronization found out that the user had unfollowed, and no push told of it. `occurredAt` is when it was started.',
  },
);

@ObjectType('Activity', {
  implements: Node,
  description:
    'Something that a follower did, or what became of something that was sent. It is never modified; it is deleted when the follower is erased.',
  simpleResolvers: true,
})
export class ActivityType
  extends Node
  implements Pick<ActivityRow, 'kind' | 'occurredAt' | 'source' | 'detail'>
{
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => ActivityKindEnum, { description: 'What happened.' })
  kind!: ActivityKind;

  @Field(() => Date, { description: "When it happened, by WeChat's clock, to the second." })
  occurredAt!: Date;

  @Field(() => ActivitySourceEnum, { description: 'How Qiao learned of it.' })
  source!: ActivitySource;

  @Field(() => GraphQLJSONObject, {
    description: 'What is known of it; see `ActivityKind`, for example `{ "sceneKey": "shop-7" }`.',
  })
  detail!: ActivityDetail;

  /** For field resolvers; not in the schema. */
  row!: ActivityRow;
}

export const { Connection: ActivityConnectionType } = connectionTypes('Activity', ActivityType);

export function toActivityType(row: ActivityRow): ActivityType {
  const { id, kind, occurredAt, source, detail } = row;
  return { id: globalId('Activity', id), kind, occurredAt, source, detail, row };
}

@ObjectType('FollowerActivityEvent', {
  description: 'An activity that Qiao has just booked.',
  simpleResolvers: true,
})
export class FollowerActivityEventType {
  @Field(() => String, { description: 'Opaque position of this event in the stream.' })
  cursor!: string;

  @Field(() => ActivityType, {
    nullable: true,
    description:
      'The activity. Null if activities may be missing here: read `activities` of the account again.',
  })
  activity!: ActivityType | null;
}

export const toFollowerActivityEventType = ({
  cursor,
  activity,
}: LiveActivity): FollowerActivityEventType => ({ cursor, activity: activity && toActivityType(activity) });
