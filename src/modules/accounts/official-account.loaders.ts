import { Loader } from '../../graphql/loader.ts';
import type { OfficialAccountService } from './official-account.service.ts';

/** What lists of official accounts read in batches. */
export class OfficialAccountLoaders {
  readonly byId: Loader<Awaited<ReturnType<OfficialAccountService['byId']>>>;
  readonly accessUsers: Loader<string[]>;

  constructor(accounts: OfficialAccountService) {
    this.byId = new Loader((ctx, ids) => accounts.byIds(ctx, ids));
    this.accessUsers = new Loader((ctx, ids) => accounts.accessUsers(ctx, ids));
  }
}
