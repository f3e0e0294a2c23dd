import { Field, ID, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import { GraphQLTimeZone } from '../../graphql/time-zone.scalar.ts';
import type { Installation } from './installation.entity.ts';
import {
  CONNECTION_FAILURES,
  type ConnectionFailure,
  type ConnectionState,
  DEFAULT_TIMEZONE,
  INSTALLATION_REQUIREMENTS,
  type InstallationRequirement,
  type InstallationRequirementCode,
  type InstallationStatus,
  installationRequirements,
} from './installation.rules.ts';
import { InstallationLimitsType } from './installation-limits.type.ts';

export const InstallationStatusEnum = schemaEnum(
  'InstallationStatus',
  'Whether an installation can be used.',
  {
    AVAILABLE: 'The installation can be used.',
    UNAVAILABLE:
      'An administrator must configure the installation again before it can be used. No settings are lost.',
    UNINSTALLED: 'Qiao was uninstalled in the marketing platform. Installing it again restores all settings.',
  },
);

export const MarketingPlatformEnum = schemaEnum(
  'MarketingPlatform',
  'A marketing platform that Qiao can be installed in.',
  // `src/app/schema.ts` adds the platform that the deployment serves.
  {} as Record<string, string>,
);

export const MarketingConnectionStateEnum = schemaEnum(
  'MarketingConnectionState',
  "State of Qiao's connection to the marketing platform.",
  {
    CONNECTED: 'Calls to the marketing platform succeed.',
    FAILING: 'Calls currently fail. Qiao keeps trying; `failingReason` says who can end it.',
    LOST: 'The marketing platform refuses all calls. An administrator must connect again.',
    NOT_CONNECTED: 'No administrator has allowed Qiao to call the marketing platform yet.',
  },
);

export const MarketingConnectionFailureEnum = schemaEnum(
  'MarketingConnectionFailure',
  'Why calls to the marketing platform fail, and who can end it.',
  CONNECTION_FAILURES,
);

export const InstallationRequirementCodeEnum = schemaEnum(
  'InstallationRequirementCode',
  'What an installation needs.',
  INSTALLATION_REQUIREMENTS,
);

@ObjectType('MarketingConnection', {
  description: "An installation's connection to its marketing platform. Contains no secrets.",
  simpleResolvers: true,
})
export class MarketingConnectionType {
  @Field(() => MarketingPlatformEnum, { description: 'The marketing platform that Qiao is installed in.' })
  platform!: string;

  @Field(() => MarketingConnectionStateEnum, { description: 'Whether the connection works.' })
  state!: ConnectionState;

  @Field(() => MarketingConnectionFailureEnum, {
    nullable: true,
    description: 'Why calls currently fail; null unless `state` is FAILING.',
  })
  failingReason!: ConnectionFailure | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Since when calls have been failing; null unless `state` is FAILING.',
  })
  failingSince!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'When an administrator last allowed the connection; null if nobody has since Qiao was installed.',
  })
  connectedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the marketing platform user on whose behalf Qiao makes its calls; null if not connected.',
  })
  userName!: string | null;
}

@ObjectType('InstallationRequirement', {
  description:
    'Something that an installation needs. Resolve it in the marketing platform, not with this API.',
  simpleResolvers: true,
})
export class InstallationRequirementType {
  @Field(() => InstallationRequirementCodeEnum, { description: 'Machine-readable requirement.' })
  code!: InstallationRequirementCode;

  @Field(() => String, { description: 'Explanation for people, in English: what is wrong and what to do.' })
  message!: string;
}

@ObjectType('Installation', {
  implements: Node,
  description:
    "One customer's installation of Qiao: the tenant. All data belongs to exactly one installation.",
  simpleResolvers: true,
})
export class InstallationType extends Node implements Pick<Installation, 'site' | 'createdAt'> {
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => String, {
    description: "Name of the customer's site in the marketing platform, for example `acme`.",
  })
  site!: string;

  @Field(() => InstallationStatusEnum, { description: 'Whether the installation can be used.' })
  status!: InstallationStatus;

  @Field(() => MarketingConnectionType, { description: 'Connection to the marketing platform.' })
  connection!: MarketingConnectionType;

  @Field(() => [InstallationRequirementType], {
    description: 'What the installation itself needs. Official accounts have their own requirements.',
  })
  requirements!: InstallationRequirement[];

  @Field(() => GraphQLTimeZone, {
    description:
      'IANA name of the time zone for official accounts that have none of their own, for example `Asia/Shanghai`.',
  })
  defaultTimezone!: string;

  @Field(() => InstallationLimitsType, { description: 'Limits of the installation.' })
  limits!: InstallationLimitsType;

  @Field(() => Date, { description: 'When Qiao was installed.' })
  createdAt!: Date;
}

export function toInstallationType(
  installation: Installation,
  limits: InstallationLimitsType,
): InstallationType {
  const { id, site, platform, status, connectionState, failingReason, failingSince } = installation;
  const { connectedAt, connectedUserName, createdAt } = installation;
  return {
    id: globalId('Installation', id),
    site,
    status,
    connection: {
      ...{ platform, state: connectionState, failingReason, failingSince },
      ...{ connectedAt, userName: connectedUserName },
    },
    requirements: installationRequirements(installation),
    defaultTimezone: DEFAULT_TIMEZONE,
    limits,
    createdAt,
  };
}
