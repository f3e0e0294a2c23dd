import { systemContext } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import { boundFollowerLeft, followerBound } from '../../src/modules/followers/follower.events.ts';
import { eventually } from './eventually.ts';
import type { Qiao } from './qiao.ts';
import { hurry, ownId, settled, sql } from './stored.ts';

/** A contact as the sandbox's Eloqua has it: values by internal name. */
export interface SandboxContact {
  readonly id: string;
  readonly emailAddress: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface SandboxActivity {
  readonly contactId: string;
  readonly campaignId: string;
  readonly activityType: string;
  readonly assetType: string;
  readonly assetName: string;
  readonly activityDate: number;
}

/** Eloqua's names of the fields that accounts of tests map. */
export const OPEN_ID = 'C_WeChat_OpenID_A11';
export const UNION_ID = 'C_WeChat_UnionID1';
export const STATUS = 'C_WeChat_Subscription_Status1';
export const LAST_ACTIVITY = 'C_WeChat_Last_Activity_A11';

export const addContact = async (qiao: Qiao, site: string, emailAddress: string): Promise<string> =>
  (await qiao.eloqua.call<{ id: string }>('POST', '/_sandbox/contacts', { site, emailAddress })).id;

export const contactOf = (qiao: Qiao, site: string, id: string): Promise<SandboxContact> =>
  qiao.eloqua.call('GET', `/_sandbox/contacts/${id}?site=${site}`);

/** What Eloqua has of the contact, in the order of their times. */
export async function activitiesOf(qiao: Qiao, site: string, contactId: string): Promise<SandboxActivity[]> {
  const { activities } = await qiao.eloqua.call<{ activities: SandboxActivity[] }>(
    'GET',
    `/_sandbox/activities?site=${site}`,
  );
  return activities
    .filter((activity) => activity.contactId === contactId)
    .toSorted((one, other) => one.activityDate - other.activityDate);
}

/** How many syncs of imports Eloqua has run for the site. */
export async function importsOf(qiao: Qiao, site: string): Promise<number> {
  const { syncs } = await qiao.eloqua.call<{ syncs: { syncedInstanceUri: string }[] }>(
    'GET',
    `/_sandbox/syncs?site=${site}`,
  );
  return syncs.filter(({ syncedInstanceUri }) => syncedInstanceUri.includes('/imports/')).length;
}

interface FollowerOf {
  readonly installationId: string;
  readonly accountId: string;
  readonly followerId: string;
}

async function followerOf(qiao: Qiao, accountId: string, openId: string): Promise<FollowerOf> {
  const [found] = await sql<FollowerOf & Record<string, unknown>>(
    qiao,
    `select installation_id as "installationId", account_id as "accountId", id as "followerId"
     from follower where account_id = $1 and open_id = $2`,
    [ownId(accountId), openId],
  );
  if (!found) throw new Error('there is no such follower');
  return found;
}

/** The follower has this contact now. */
export async function bind(qiao: Qiao, accountId: string, openId: string, contactId: string): Promise<void> {
  const { installationId, ...follower } = await followerOf(qiao, accountId, openId);
  const ctx = systemContext(installationId, 'test', 'bind');
  await qiao.services.work.write(ctx, 'bind', async (tx) => {
    await tx.em.execute(
      `update follower set binding_state = 'BOUND', binding_how = 'LINK', contact_id = ?, bound_at = now() where id = ?`,
      [contactId, follower.followerId],
    );
    tx.emit(followerBound.create(installationId, { ...follower, contactId }));
  });
}

export async function unbind(qiao: Qiao, accountId: string, openId: string): Promise<void> {
  const { installationId, followerId, ...of } = await followerOf(qiao, accountId, openId);
  const { bindings, work } = qiao.services;
  const ctx = systemContext(installationId, 'test', 'unbind');
  await work.write(ctx, 'unbind', (tx) => bindings.unbind(tx, ctx, of.accountId, followerId));
}

/** Somebody who was bound has left. */
export async function leave(qiao: Qiao, accountId: string, contactId: string, at: Date): Promise<void> {
  const own = ownId(accountId);
  const [found] = await sql<{ id: string }>(
    qiao,
    'select installation_id as id from official_account where id = $1',
    [own],
  );
  const installationId = found?.id ?? '';
  await qiao.services.work.write(systemContext(installationId, 'test', 'leave'), 'leave', async (tx) => {
    tx.emit(
      boundFollowerLeft.create(installationId, {
        ...{ accountId: own, contactId, at: at.toISOString() },
        receiptId: newId(),
      }),
    );
  });
}

/**
 * Nothing waits for a time any more. A worker that looks at this moment may find nothing due and no time to wait for, and adds no
 * job: so Qiao also looks for what has none, as it does every minute.
 */
export async function hurryDeliveries(qiao: Qiao): Promise<void> {
  await sql(qiao, 'update delivery_import set due_at = null where due_at is not null');
  await sql(qiao, 'update delivery set next_attempt_at = null where next_attempt_at is not null');
  await sql(qiao, `select graphile_worker.add_job('delivery.tend', '{}'::json, job_key := 'delivery.tend')`);
  await hurry(
    qiao,
    `locked_at is null and task_id in (select id from graphile_worker._private_tasks where identifier = 'delivery.send')`,
  );
}

/** Everything that can be delivered is delivered, or has failed. */
export async function allDelivered(qiao: Qiao): Promise<void> {
  await settled(qiao);
  await eventually(
    async () => {
      const [open] = await sql<{ count: number }>(
        qiao,
        `select ((select count(*) from delivery where status in ('PENDING', 'SENDING')) +
          (select count(*) from delivery_import where ended_at is null))::int as count`,
      );
      if (open?.count === 0) return true;
      await hurryDeliveries(qiao);
      return false;
    },
    45_000,
    50,
  );
  await settled(qiao);
}
