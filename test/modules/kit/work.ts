import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { type OpenDatabase, openDatabase } from '../../../src/app/database.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { RequestContext, Role } from '../../../src/kernel/context.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { KeyRing } from '../../../src/kernel/secrets.ts';
import { type InsideHandler, UnitOfWork, type UnitOfWorkParts } from '../../../src/kernel/unit-of-work.ts';
import { recordAudit } from '../../../src/modules/audit/audit.service.ts';
import { IdempotentWrites } from '../../../src/modules/idempotency/idempotent-writes.service.ts';

export const newKeys = (): KeyRing => KeyRing.parse(`test:${randomBytes(32).toString('base64')}`);

/** A unit of work of one's own, as `compose` makes it. */
export async function openWork(
  url: string,
  inside: readonly InsideHandler[] = [],
  committed: UnitOfWorkParts['committed'] = () => {},
): Promise<{ orm: OpenDatabase['orm']; work: UnitOfWork; close(): Promise<void> }> {
  const database = await openDatabase(url);
  const idempotency = new IdempotentWrites(newKeys(), systemClock);
  return {
    orm: database.orm,
    close: database.close,
    work: new UnitOfWork(database, { recordAudit, idempotency, inside, committed, clock: systemClock }),
  };
}

export function callerContext(
  installationId: string,
  role: Role = 'ADMINISTRATOR',
  userId = '17',
): RequestContext {
  return { requestId: newId(), installationId, caller: { kind: 'USER', userId, role } };
}
