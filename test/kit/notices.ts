import { globalId } from '../../src/graphql/global-id.ts';
import type { Qiao } from './qiao.ts';
import { ownId, sql } from './stored.ts';

/** A notice of the account that was solved. Returns its global id. */
export async function addNotice(qiao: Qiao, accountId: string): Promise<string> {
  const [added] = await sql<{ id: string }>(
    qiao,
    `insert into notice (installation_id, id, kind, account_id, opened_at, solved_at)
     select installation_id, gen_random_uuid(), 'CAMPAIGN_ENDING', id, now(), now() from official_account where id = $1
     returning id`,
    [ownId(accountId)],
  );
  return globalId('Notice', added?.id ?? '');
}
