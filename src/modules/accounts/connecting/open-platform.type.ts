import { Field, ID, Int, ObjectType } from 'type-graphql';
import { globalId } from '../../../graphql/global-id.ts';

@ObjectType('OpenPlatform', {
  description:
    'A WeChat Open Platform account that official accounts of the installation are bound to: their followers share UnionIDs.',
  simpleResolvers: true,
})
export class OpenPlatformType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => String, { description: "WeChat's id of it (open_appid, `wx…`)." })
  appId!: string;

  @Field(() => Int, { description: 'How many official accounts it has in Qiao, whoever connected them.' })
  slotsTaken!: number;

  @Field(() => Int, { description: 'How many it may have.' })
  slotLimit!: number;
}

/** Opaque, though it names no row: an open platform is known only by the accounts that are bound to it. */
export const openPlatformId = (appId: string): string => globalId('OpenPlatform', appId);
