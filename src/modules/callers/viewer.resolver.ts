import { Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graphql/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { InstallationType, toInstallationType } from '../installations/installation.type.ts';
import { ViewerType } from './viewer.type.ts';

@Resolver(() => ViewerType)
export class ViewerResolver {
  constructor(
    private readonly installations: InstallationService,
    private readonly accountsPerOpenPlatform: number,
  ) {}

  @Query(() => ViewerType, { description: 'Who asks, as the token says.' })
  viewer(@Ctx() { request: { caller } }: GraphContext): ViewerType {
    if (caller.kind !== 'USER') throw new RequestError('UNAUTHENTICATED');
    return { userId: caller.userId, role: caller.role };
  }

  @FieldResolver(() => InstallationType, { description: 'The installation they belong to.' })
  async installation(@Ctx() context: GraphContext): Promise<InstallationType> {
    return toInstallationType(
      await this.installations.current(context.request),
      this.accountsPerOpenPlatform,
    );
  }
}
