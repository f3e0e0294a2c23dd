import type { EntityManager } from '@mikro-orm/postgresql';
import { Component, ComponentTicket } from './component.entity.ts';

/** Creates the row of our component; needed before the first ticket is stored or asked for. */
export async function ensureComponent(em: EntityManager, appId: string): Promise<void> {
  await em.execute('insert into component (app_id) values (?) on conflict do nothing', [appId]);
}

/**
 * Stores a ticket. It replaces one with the same time, and is tried even if that was refused. Deletes tickets from before
 * `oldest`.
 */
export async function storeTicket(
  em: EntityManager,
  ticket: { appId: string; createdAt: Date; sealed: string },
  oldest: Date,
): Promise<void> {
  const { appId, createdAt, sealed } = ticket;
  await ensureComponent(em, appId);
  await em.execute(
    `insert into component_ticket (app_id, created_at, ticket) values (?, ?, ?)
     on conflict (app_id, created_at) do update set ticket = excluded.ticket, refused_at = null`,
    [appId, createdAt, sealed],
  );
  await em.nativeDelete(ComponentTicket, { appId, createdAt: { $lt: oldest } });
}

/** Whether this process may ask for tickets: none has arrived for so many minutes, and no process has asked lately. */
export async function claimAskForTickets(
  em: EntityManager,
  appId: string,
  { minutes, askEvery }: { minutes: number; askEvery: number },
): Promise<boolean> {
  const asked = await em.execute(
    `update component set tickets_asked_at = now() where app_id = ?
       and (tickets_asked_at is null or tickets_asked_at < now() - make_interval(mins => ?))
       and not exists (select from component_ticket t where t.app_id = component.app_id
                       and t.received_at > now() - make_interval(mins => ?)) returning app_id`,
    [appId, askEvery, minutes],
  );
  return asked.length > 0;
}

/** The last refusal counts, and the time of the first since the last success. */
export async function noteRefusal(
  em: EntityManager,
  appId: string,
  { errcode, address }: { errcode: number; address: string | null },
): Promise<void> {
  await em.execute(
    `update component set refused_since = coalesce(refused_since, now()), refused_with = ?, refused_address = ?
     where app_id = ?`,
    [errcode, address, appId],
  );
}

export async function forgetRefusal(em: EntityManager, appId: string): Promise<void> {
  const none = { refusedSince: null, refusedWith: null, refusedAddress: null };
  await em.nativeUpdate(Component, { appId, refusedSince: { $ne: null } }, none);
}
