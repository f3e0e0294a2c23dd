import { Field, ID, Int, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import type { Installation, InstallationStatus } from './installation.entity.ts';

export const InstallationStatusEnum = schemaEnum(
  'InstallationStatus',
  'Whether an installation can be used.',
  {
    AVAILABLE: 'It can be used.',
    UNAVAILABLE: 'An administrator must configure it again first; nothing that was configured is lost.',
  },
);

@ObjectType('InstallationLimits', {
  description: 'How much an installation may hold.',
  simpleResolvers: true,
})
export class InstallationLimitsType {
  @Field(() => Int, { description: 'Official accounts on one open platform, whoever connected them.' })
  accountsPerOpenPlatform!: number;
}

@ObjectType('Installation', {
  implements: Node,
  description: "One customer's installation of Qiao. All data belongs to exactly one.",
  simpleResolvers: true,
})
export class InstallationType extends Node implements Pick<Installation, 'site' | 'createdAt'> {
  @Field(() => ID, { description: 'Opaque and stable. Not to be taken apart.' })
  declare id: string;

  @Field(() => String, { description: "The site's name in the marketing platform." })
  site!: string;

  @Field(() => InstallationStatusEnum, { description: 'Whether it can be used.' })
  status!: InstallationStatus;

  @Field(() => InstallationLimitsType, { description: 'How much it may hold.' })
  limits!: InstallationLimitsType;

  @Field(() => Date, { description: 'When Qiao was installed.' })
  createdAt!: Date;
}

export function toInstallationType(
  { id, site, status, createdAt }: Installation,
  accountsPerOpenPlatform: number,
): InstallationType {
  return { id: globalId('Installation', id), site, status, limits: { accountsPerOpenPlatform }, createdAt };
}
