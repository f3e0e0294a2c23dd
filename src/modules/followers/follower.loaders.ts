import { Loader } from '../../graphql/loader.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { FollowerRow } from './follower.repository.ts';
import type { FollowerService } from './follower.service.ts';

export class FollowerLoaders {
  readonly byId: Loader<FollowerRow | null>;
  readonly account: Loader<Awaited<ReturnType<OfficialAccountService['byId']>>>;

  constructor(followers: FollowerService, accounts: OfficialAccountService) {
    this.byId = new Loader((ctx, ids) => followers.byIds(ctx, ids));
    this.account = new Loader((ctx, ids) => accounts.byIds(ctx, ids));
  }
}
