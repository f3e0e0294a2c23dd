import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller, RequestContext } from '../../kernel/context.ts';
import { assertNever } from '../../kernel/errors.ts';
import { newId, timeOf } from '../../kernel/ids.ts';
import type { AuditChange } from '../../kernel/unit-of-work.ts';
import { AuditEntry } from './audit-entry.entity.ts';

/** Adds an entry in the transaction of the change, so that neither is written without the other. */
export function recordAudit(
  em: EntityManager,
  ctx: RequestContext,
  action: string,
  change: AuditChange,
): void {
  const id = newId();
  em.create(
    AuditEntry,
    {
      installationId: ctx.installationId,
      id,
      at: timeOf(id),
      ...actorOf(ctx.caller),
      action,
      subjectType: change.subjectType,
      subjectId: change.subjectId,
      before: change.before ?? null,
      after: change.after ?? null,
      requestId: ctx.requestId,
    },
    { persist: true },
  );
}

/** The actor of a caller, as entries record it. */
export function actorOf(caller: Caller): Pick<AuditEntry, 'actorKind' | 'actor'> {
  switch (caller.kind) {
    case 'USER':
      return { actorKind: 'USER', actor: caller.userId };
    case 'API_CLIENT':
      return { actorKind: 'API_CLIENT', actor: caller.keyId };
    case 'SYSTEM':
      return { actorKind: 'SYSTEM', actor: caller.reason };
    default:
      return assertNever(caller);
  }
}
