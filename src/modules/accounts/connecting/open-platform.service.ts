import type { RequestContext } from '../../../kernel/context.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { type OpenPlatformRow, openPlatforms } from './open-platform.repository.ts';

/** The open platforms of the caller's accounts, and how many of their slots are taken. */
export class OpenPlatformService {
  constructor(
    private readonly work: UnitOfWork,
    readonly slotLimit: number,
  ) {}

  list(ctx: RequestContext): Promise<OpenPlatformRow[]> {
    return this.work.read(ctx, (em) => openPlatforms(em, null));
  }

  /** In the order of `appIds`. */
  async byAppIds(ctx: RequestContext, appIds: readonly string[]): Promise<(OpenPlatformRow | null)[]> {
    const rows = await this.work.read(ctx, (em) => openPlatforms(em, appIds));
    const found = new Map(rows.map((platform) => [platform.appId, platform]));
    return appIds.map((appId) => found.get(appId) ?? null);
  }
}
