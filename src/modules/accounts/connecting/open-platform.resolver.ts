import { Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import { Loader } from '../../../graphql/loader.ts';
import { OfficialAccountType } from '../account/official-account.type.ts';
import type { OpenPlatformRow } from './open-platform.repository.ts';
import type { OpenPlatformService } from './open-platform.service.ts';
import { OpenPlatformType, openPlatformId } from './open-platform.type.ts';

@Resolver(() => OfficialAccountType)
export class OpenPlatformResolver {
  private readonly byAppId: Loader<OpenPlatformRow | null>;

  constructor(private readonly platforms: OpenPlatformService) {
    this.byAppId = new Loader((ctx, appIds) => platforms.byAppIds(ctx, appIds));
  }

  @Authorized('ACCOUNTS_READ')
  @Query(() => [OpenPlatformType], {
    description: "Lists the WeChat open platforms that the installation's official accounts are bound to.",
  })
  async openPlatforms(@Ctx() context: GraphContext): Promise<OpenPlatformType[]> {
    return (await this.platforms.list(context.request)).map((platform) => this.toType(platform));
  }

  @FieldResolver(() => OpenPlatformType, {
    nullable: true,
    description:
      'The open platform that the account is bound to; null if it is bound to none, or if WeChat does not report it.',
  })
  async openPlatform(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<OpenPlatformType | null> {
    const platform = row.openAppId && (await this.byAppId.load(context, row.openAppId));
    return platform ? this.toType(platform) : null;
  }

  private toType({ appId, slotsTaken }: OpenPlatformRow): OpenPlatformType {
    return { id: openPlatformId(appId), appId, slotsTaken, slotLimit: this.platforms.slotLimit };
  }
}
