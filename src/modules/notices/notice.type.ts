import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.ts';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import type { NoticeKind } from './notice.rules.ts';
import type { NoticeRow } from './notice.service.ts';

export const NoticeKindEnum = schemaEnum<NoticeKind>('NoticeKind', 'What a notice is about.', {
  ACCOUNT_ACTION_REQUIRED:
    'The official account was ACTIVE and cannot be used now. Its `requirements` say what to do.',
  CAMPAIGN_ENDING: 'The default campaign of the official account ends soon.',
  CONNECTION_LOST:
    'The marketing platform no longer accepts Qiao. Open the configuration of the app there and connect again.',
  CONNECTION_REFUSED:
    "The marketing platform refuses all calls. Check there that the user who connected Qiao is enabled, and that the addresses of Qiao's servers are allowed.",
});

@ObjectType('Notice', {
  implements: Node,
  description:
    'Something that needs attention, until it is solved. The recipients of `noticeSettings` are told by mail: five minutes after it began, and once more after seven days.',
  simpleResolvers: true,
})
export class NoticeType
  extends Node
  implements Pick<NoticeRow, 'kind' | 'openedAt' | 'solvedAt' | 'mailedAt'>
{
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => NoticeKindEnum, { description: 'What it is about.' })
  kind!: NoticeKind;

  @Field(() => Date, { description: 'When it began.' })
  openedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was solved; null while it is open. A solved notice is kept for 90 days.',
  })
  solvedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was last told by mail; null if it was not.',
  })
  mailedAt!: Date | null;

  /** For field resolvers; not in the schema. */
  row!: NoticeRow;
}

export const { Connection: NoticeConnectionType } = connectionTypes('Notice', NoticeType);

export function toNoticeType(row: NoticeRow): NoticeType {
  const { id, kind, openedAt, solvedAt, mailedAt } = row;
  return { id: globalId('Notice', id), kind, openedAt, solvedAt, mailedAt, row };
}
