import { Loader } from '../../graphql/loader.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { FollowerRow } from './follower.repository.ts';
import type { FollowerService } from './follower.service.ts';
import type { FollowerSettingsView } from './settings/follower-settings.rules.ts';
import type { FollowerSettingsService } from './settings/follower-settings.service.ts';

export class FollowerLoaders {
  readonly byId: Loader<FollowerRow | null>;
  readonly account: Loader<Awaited<ReturnType<OfficialAccountService['byId']>>>;

  readonly settings: Loader<FollowerSettingsView>;

  constructor(
    followers: FollowerService,
    settings: FollowerSettingsService,
    accounts: OfficialAccountService,
  ) {
    this.byId = new Loader((ctx, ids) => followers.byIds(ctx, ids));
    this.settings = new Loader((ctx, ids) => settings.ofAccounts(ctx, ids));
    this.account = new Loader((ctx, ids) => accounts.byIds(ctx, ids));
  }
}
