import type { TestClient } from './client.ts';
import {
  GetSynchronizationDocument,
  ListFollowersDocument,
  type SynchronizationFragment,
  SynchronizeSubscriptionStatusDocument,
} from './generated/operations.ts';
import type { Qiao } from './qiao.ts';
import { hurry, settled } from './stored.ts';

/** Starts one, and reads it when no job is due any more. */
export async function synchronized(
  qiao: Qiao,
  client: TestClient,
  accountId: string,
): Promise<SynchronizationFragment> {
  await start(client, accountId);
  await settled(qiao);
  return latestOf(client, accountId);
}

export async function start(client: TestClient, accountId: string): Promise<SynchronizationFragment> {
  const { synchronizeSubscriptionStatus } = await client.run(SynchronizeSubscriptionStatusDocument, {
    input: { accountId },
  });
  const { synchronization, userErrors } = synchronizeSubscriptionStatus;
  if (!synchronization) throw new Error(JSON.stringify(userErrors));
  return synchronization;
}

export async function latestOf(client: TestClient, accountId: string): Promise<SynchronizationFragment> {
  const { officialAccount } = await client.run(GetSynchronizationDocument, { account: accountId });
  if (!officialAccount?.synchronization) throw new Error('there is no synchronization');
  return officialAccount.synchronization;
}

/** As if the time had come at which what waits goes on. */
export async function resume(qiao: Qiao): Promise<void> {
  const { database } = qiao;
  await database.pool.query(`update synchronization set resumes_at = now() where status = 'WAITING'`);
  await hurry(qiao);
  await settled(qiao);
}

export async function countOf(client: TestClient, accountId: string): Promise<number> {
  const { officialAccount } = await client.run(ListFollowersDocument, { account: accountId, first: 1 });
  return officialAccount?.followers.totalCount ?? 0;
}
