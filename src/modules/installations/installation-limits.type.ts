import { Field, Int, ObjectType } from 'type-graphql';
import { LARGEST_PAGE } from '../../graphql/connection.ts';
import { LIMITS } from '../../graphql/limits.ts';

/** The part of the configuration that limits callers. */
export interface LimitsConfig {
  readonly accountsPerOpenPlatform: number;
  readonly sockets: { readonly perCaller: number; readonly subscriptionsPerCaller: number };
  readonly quota: { readonly bucket: number; readonly restorePerSecond: number };
}

/** Modules of higher rank add their own limits. */
@ObjectType('InstallationLimits', {
  description:
    "Limits of an installation and its callers. Those of a document are in the schema's description.",
  simpleResolvers: true,
})
export class InstallationLimitsType {
  @Field(() => Int, {
    description: 'Maximum number of official accounts per open platform, counted across all installations.',
  })
  accountsPerOpenPlatform!: number;

  @Field(() => Int, { description: 'Maximum number of objects on a page: of `first` and `last`.' })
  pageSize!: number;

  @Field(() => Int, {
    description: 'Maximum cost of an operation, in points. One point is ten objects that may be returned.',
  })
  operationCost!: number;

  @Field(() => Int, {
    description: 'Points that a caller can spend at once. An installation has four times as many.',
  })
  quota!: number;

  @Field(() => Int, { description: 'Points of the quota that a caller gets back each second.' })
  quotaRestoredPerSecond!: number;

  @Field(() => Int, { description: 'Maximum number of seconds that an operation runs.' })
  operationSeconds!: number;

  @Field(() => Int, { description: 'Maximum number of WebSocket connections that a caller has open.' })
  socketsPerCaller!: number;

  @Field(() => Int, {
    description:
      'Maximum number of subscriptions that a caller has open, on all connections. A document of more than 1,000 characters counts as several.',
  })
  subscriptionsPerCaller!: number;
}

export const limitsOf = ({
  accountsPerOpenPlatform,
  sockets,
  quota,
}: LimitsConfig): InstallationLimitsType => ({
  accountsPerOpenPlatform,
  pageSize: LARGEST_PAGE,
  operationCost: LIMITS.cost,
  quota: quota.bucket,
  quotaRestoredPerSecond: quota.restorePerSecond,
  operationSeconds: LIMITS.deadlineMs / 1000,
  socketsPerCaller: sockets.perCaller,
  subscriptionsPerCaller: sockets.subscriptionsPerCaller,
});
