import { Field, ID, Int, ObjectType } from 'type-graphql';
import { globalId } from '../../../graphql/global-id.ts';

@ObjectType('OpenPlatform', {
  description:
    'A WeChat Open Platform account, to which several official accounts can be bound. A person has the same UnionID in all of them.',
  simpleResolvers: true,
})
export class OpenPlatformType {
  @Field(() => ID, { description: 'Stable and opaque ID. An open platform cannot be fetched with `node`.' })
  id!: string;

  @Field(() => String, {
    description: "WeChat's ID of the open platform (`open_appid`), for example `wx1a2b3c4d5e6f7081`.",
  })
  appId!: string;

  @Field(() => Int, {
    description:
      'Number of official accounts bound to the open platform in Qiao, including those of other installations.',
  })
  slotsTaken!: number;

  @Field(() => Int, { description: 'Maximum number of official accounts per open platform.' })
  slotLimit!: number;
}

/** There is no row for an open platform: it is known by its accounts only. */
export const openPlatformId = (appId: string): string => globalId('OpenPlatform', appId);
