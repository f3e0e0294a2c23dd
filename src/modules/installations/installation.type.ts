import { GraphQLTimeZone } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import type { Installation } from './installation.entity.ts';
import {
  type ConnectionState,
  DEFAULT_TIMEZONE,
  INSTALLATION_REQUIREMENTS,
  type InstallationRequirement,
  type InstallationRequirementCode,
  type InstallationStatus,
  installationRequirements,
} from './installation.rules.ts';

export const InstallationStatusEnum = schemaEnum(
  'InstallationStatus',
  'Whether an installation can be used.',
  {
    AVAILABLE: 'It can be used.',
    UNAVAILABLE: 'An administrator must configure it again first; nothing that was configured is lost.',
    UNINSTALLED: 'Qiao was uninstalled; installing it again brings back what was configured.',
  },
);

export const MarketingConnectionStateEnum = schemaEnum(
  'MarketingConnectionState',
  "How Qiao's calls to the marketing platform fare.",
  {
    CONNECTED: 'They succeed.',
    FAILING: 'They do not at present; Qiao goes on trying, nobody need do anything yet.',
    LOST: 'They are refused for good: an administrator must connect again.',
    NOT_CONNECTED: 'No administrator has allowed them yet.',
  },
);

export const InstallationRequirementCodeEnum = schemaEnum(
  'InstallationRequirementCode',
  'What an installation needs.',
  INSTALLATION_REQUIREMENTS,
);

@ObjectType('InstallationLimits', {
  description: 'How much an installation may hold.',
  simpleResolvers: true,
})
export class InstallationLimitsType {
  @Field(() => Int, { description: 'Official accounts on one open platform, whoever connected them.' })
  accountsPerOpenPlatform!: number;
}

@ObjectType('MarketingConnection', {
  description: 'The connection of an installation to its marketing platform. Tells nothing secret.',
  simpleResolvers: true,
})
export class MarketingConnectionType {
  @Field(() => MarketingConnectionStateEnum, { description: 'Whether it works.' })
  state!: ConnectionState;

  @Field(() => Date, {
    nullable: true,
    description:
      'When an administrator last allowed it; null as long as nobody has since Qiao was installed.',
  })
  connectedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "The marketing platform's user in whose name Qiao calls it.",
  })
  userName!: string | null;
}

@ObjectType('InstallationRequirement', {
  description: 'Something that an installation needs. Done in the marketing platform, not here.',
  simpleResolvers: true,
})
export class InstallationRequirementType {
  @Field(() => InstallationRequirementCodeEnum, { description: 'For programs.' })
  code!: InstallationRequirementCode;

  @Field(() => String, { description: 'For people, in English: what it is and what to do.' })
  message!: string;
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

  @Field(() => MarketingConnectionType, { description: 'How the marketing platform is reached.' })
  connection!: MarketingConnectionType;

  @Field(() => [InstallationRequirementType], {
    description: 'What it needs itself; accounts have their own.',
  })
  requirements!: InstallationRequirement[];

  @Field(() => GraphQLTimeZone, { description: 'In which times are told where an account has no timezone.' })
  defaultTimezone!: string;

  @Field(() => InstallationLimitsType, { description: 'How much it may hold.' })
  limits!: InstallationLimitsType;

  @Field(() => Date, { description: 'When Qiao was installed.' })
  createdAt!: Date;
}

export function toInstallationType(
  installation: Installation,
  accountsPerOpenPlatform: number,
): InstallationType {
  const { id, site, status, connectionState, connectedAt, connectedUserName, createdAt } = installation;
  return {
    id: globalId('Installation', id),
    site,
    status,
    connection: { state: connectionState, connectedAt, userName: connectedUserName },
    requirements: installationRequirements(installation),
    defaultTimezone: DEFAULT_TIMEZONE,
    limits: { accountsPerOpenPlatform },
    createdAt,
  };
}
