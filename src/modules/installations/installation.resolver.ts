import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graphql/context.ts';
import type { InstallationService } from './installation.service.ts';
import { InstallationType, toInstallationType } from './installation.type.ts';
import type { InstallationLimitsType } from './installation-limits.type.ts';

@Resolver()
export class InstallationResolver {
  constructor(
    private readonly installations: InstallationService,
    private readonly limits: InstallationLimitsType,
  ) {}

  @Authorized('SIGNED_IN')
  @Query(() => InstallationType, {
    description: "The caller's installation. This query also works while the installation is unavailable.",
  })
  async installation(@Ctx() context: GraphContext): Promise<InstallationType> {
    return toInstallationType(await this.installations.current(context.request), this.limits);
  }

  readonly find = async (context: GraphContext, id: string) =>
    id === context.request.installationId ? this.installation(context) : null;
}
