import type { EntityManager } from '@mikro-orm/postgresql';
import { ComponentTicket } from './component.entity.ts';

/** The row that holds our component's token; nobody makes it before the first ticket, or the first question for one. */
export async function ensureComponent(em: EntityManager, appId: string): Promise<void> {
  await em.execute('insert into component (app_id) values (?) on conflict do nothing', [appId]);
}

/** Keeps a ticket; one of the same moment takes the other's place and is tried again. Those created before `oldest` go. */
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

/** Takes the right to ask for tickets, where none has come for so long and nobody has asked lately. */
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
