import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { createOrm } from '../../../src/app/database.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { RequestContext, Role } from '../../../src/kernel/context.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { KeyRing } from '../../../src/kernel/secrets.ts';
import { type InsideHandler, UnitOfWork } from '../../../src/kernel/unit-of-work.ts';
import { recordAudit } from '../../../src/modules/audit/audit.service.ts';
import { IdempotentWrites } from '../../../src/modules/idempotency/idempotent-writes.service.ts';

export const newKeys = (): KeyRing => KeyRing.parse(`test:${randomBytes(32).toString('base64')}`);

/** A unit of work of one's own, as `compose` makes it. */
export async function openWork(
  url: string,
  inside: readonly InsideHandler[] = [],
): Promise<{ orm: MikroORM; work: UnitOfWork }> {
  const orm = await createOrm(url);
  const idempotency = new IdempotentWrites(newKeys(), systemClock);
  return {
    orm,
    work: new UnitOfWork(orm, { recordAudit, idempotency, inside, committed: () => {}, clock: systemClock }),
  };
}

export function callerContext(
  installationId: string,
  role: Role = 'ADMINISTRATOR',
  userId = '17',
): RequestContext {
  return { requestId: newId(), installationId, caller: { kind: 'USER', userId, role } };
}
