import { Loader } from '../../graphql/loader.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { NoticeRow, NoticeService } from './notice.service.ts';

/** Loads notices, and their accounts, for lists in batches. */
export class NoticeLoaders {
  readonly byId: Loader<NoticeRow | null>;
  readonly account: Loader<Awaited<ReturnType<OfficialAccountService['byId']>>>;

  constructor(notices: NoticeService, accounts: OfficialAccountService) {
    this.byId = new Loader((ctx, ids) => notices.byIds(ctx, ids));
    this.account = new Loader((ctx, ids) => accounts.byIds(ctx, ids));
  }
}
