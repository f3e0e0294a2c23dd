import { Loader } from '../../../graphql/loader.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import type { AuthorizationService } from './authorization.service.ts';

/** Reads that lists of accounts and sessions make in batches. */
export class AuthorizationLoaders {
  readonly account: Loader<Awaited<ReturnType<OfficialAccountService['byId']>>>;
  readonly latest: Loader<Awaited<ReturnType<AuthorizationService['byId']>>>;

  constructor(authorizations: AuthorizationService, accounts: OfficialAccountService) {
    this.account = new Loader((ctx, ids) => accounts.byIds(ctx, ids));
    this.latest = new Loader((ctx, accountIds) => authorizations.latest(ctx, accountIds));
  }
}
