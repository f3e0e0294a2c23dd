import { globalId } from '../../src/graphql/global-id.ts';
import type { Qiao } from './qiao.ts';
import { ownId, sql } from './stored.ts';

/** Followers of an account, each with so many activities, as if they had been there for long; the first one's global ids. */
export async function addFollowers(
  qiao: Qiao,
  accountId: string,
  { followers = 1, activities = 1 } = {},
): Promise<{ readonly follower: string; readonly activity: string }> {
  const [first] = await sql<{ follower: string; activity: string }>(
    qiao,
    `with added as (
       insert into follower (installation_id, id, account_id, open_id, subscribed)
       select installation_id, gen_random_uuid(), id, 'o' || translate(gen_random_uuid()::text, '-', ''), true
       from official_account, generate_series(1, $2) where id = $1
       returning *
     ), done as (
       insert into activity (installation_id, id, account_id, follower_id, kind, occurred_at, source, detail)
       select installation_id, gen_random_uuid(), account_id, id, 'MENU_CLICK', now(), 'PUSH', '{"key":"HELP"}'
       from added, generate_series(1, $3)
       returning *
     ), held as (
       insert into delivery (installation_id, id, account_id, subject, destination, follower_id, activity_id, status, reason,
         requested_at)
       select installation_id, gen_random_uuid(), account_id, 'ACTIVITY', 'MARKETING_PLATFORM', follower_id, id, 'HELD',
         'NOT_BOUND', now()
       from done
     )
     select follower_id as follower, id as activity from done limit 1`,
    [ownId(accountId), followers, activities],
  );
  const { follower = '', activity = '' } = first ?? {};
  return { follower: globalId('Follower', follower), activity: globalId('Activity', activity) };
}

/** Registration pages of an account, as many as wanted, and an adoption of contacts that has ended; the global ids of one of each. */
export async function addBindings(
  qiao: Qiao,
  accountId: string,
  { links = 1 } = {},
): Promise<{ readonly bindingLink: string; readonly contactAdoption: string }> {
  const [first] = await sql<{ link: string; adoption: string }>(
    qiao,
    `with account as (select * from official_account where id = $1), linked as (
       insert into binding_link (installation_id, id, account_id, kind, created_at)
       select installation_id, gen_random_uuid(), id, 'REGISTRATION_PAGE', now() from account, generate_series(1, $2)
       returning *
     ), adopted as (
       insert into contact_adoption (installation_id, id, account_id, status, dry_run, open_id_field, started_at, ended_at)
       select installation_id, gen_random_uuid(), id, 'COMPLETED', true, '100191', now(), now() from account
       returning *
     )
     select l.id as link, d.id as adoption from linked l, adopted d limit 1`,
    [ownId(accountId), links],
  );
  const { link = '', adoption = '' } = first ?? {};
  return {
    bindingLink: globalId('BindingLink', link),
    contactAdoption: globalId('ContactAdoption', adoption),
  };
}

/** A synchronization of the account that has ended; its global id. */
export async function addSynchronization(qiao: Qiao, accountId: string): Promise<string> {
  const [added] = await sql<{ id: string }>(
    qiao,
    `insert into synchronization (installation_id, id, account_id, status, started_at, progressed_at, ended_at)
     select installation_id, gen_random_uuid(), id, 'COMPLETED', now(), now(), now() from official_account where id = $1
     returning id`,
    [ownId(accountId)],
  );
  return globalId('Synchronization', added?.id ?? '');
}
