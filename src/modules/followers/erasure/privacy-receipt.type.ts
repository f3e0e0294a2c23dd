import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../../graphql/connection.ts';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import type { ReceiptKind, ReceiptRows } from './erasure.rules.ts';
import type { ErasureCause } from './erasure-cause.rules.ts';
import type { ReceiptRow } from './privacy-receipt.repository.ts';

export const PrivacyReceiptKindEnum = schemaEnum<ReceiptKind>(
  'PrivacyReceiptKind',
  'What a receipt proves.',
  {
    ERASURE: 'Followers were erased, with all that they did.',
    EXPORT: 'The data of a follower was given out.',
  },
);

export const ErasureCauseEnum = schemaEnum<ErasureCause>('ErasureCause', 'Why it was done.', {
  UNFOLLOWED: 'They unfollowed.',
  LEFT_SILENTLY: "WeChat's list of followers does not have them any more, and WeChat has pushed no unfollow.",
  CONSENT_WITHDRAWN: 'They withdrew their consent in WeChat.',
  WECHAT_ACCOUNT_CLOSED: 'They closed their WeChat account.',
  REQUESTED: 'An administrator or an API client asked for it, with `eraseFollower` or `exportFollower`.',
  ACCOUNT_REMOVED: 'The official account was removed with ERASE. Such a receipt is about many followers.',
});

@ObjectType('PrivacyReceipt', {
  implements: Node,
  description:
    'Proves that followers were erased, or that the data of one was given out. It does not say who it was.',
  simpleResolvers: true,
})
export class PrivacyReceiptType
  extends Node
  implements Pick<ReceiptRow, 'kind' | 'cause' | 'at' | 'rows' | 'platformImportId'>
{
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => PrivacyReceiptKindEnum, { description: 'What it proves.' })
  kind!: ReceiptKind;

  @Field(() => ErasureCauseEnum, { description: 'Why it was done.' })
  cause!: ErasureCause;

  @Field(() => Date, { description: 'When it was done.' })
  at!: Date;

  @Field(() => GraphQLJSONObject, {
    description:
      'How many rows of each table were erased, or given out, for example `{ "follower": 1, "activity": 12 }`. `"follower": 0` means that they follow again, and only what was older was erased.',
  })
  rows!: ReceiptRows;

  @Field(() => String, {
    nullable: true,
    description:
      "The marketing platform's ID of the import that told it of an unfollow; null until then, and if it need not be told.",
  })
  platformImportId!: string | null;
}

export const { Connection: PrivacyReceiptConnectionType } = connectionTypes(
  'PrivacyReceipt',
  PrivacyReceiptType,
);

export function toPrivacyReceiptType({ accountId: _, ...row }: ReceiptRow): PrivacyReceiptType {
  return { ...row, id: globalId('PrivacyReceipt', row.id) };
}

@ObjectType('FollowerExport', {
  description: 'What Qiao knows of a follower, for a person who asks for their data.',
  simpleResolvers: true,
})
export class FollowerExportType {
  @Field(() => GraphQLJSONObject, {
    description:
      '`profile`: IDs, and when and how they followed. `binding`: their contact in the marketing platform. `activities`: what they did, newest first, at most 10,000; `activityCount`: how many there are.',
  })
  data!: object;
}
