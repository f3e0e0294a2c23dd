import type { RequestContext } from '../../kernel/context.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { type AuditFilter, countEntries, entriesByIds, entriesInWindow } from './audit.repository.ts';
import type { AuditEntry } from './audit-entry.entity.ts';

type Window = Parameters<typeof entriesInWindow>[3];

/** Reads the audit trail. */
export class AuditTrailService {
  constructor(private readonly work: UnitOfWork) {}

  list(ctx: RequestContext, filter: AuditFilter, window: Window): Promise<AuditEntry[]> {
    return this.work.read(ctx, (em) => entriesInWindow(em, ctx, filter, window));
  }

  count(ctx: RequestContext, filter: AuditFilter): Promise<number> {
    return this.work.read(ctx, (em) => countEntries(em, ctx, filter));
  }

  /** In the order of `ids`; null if there is no such entry. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(AuditEntry | null)[]> {
    const found = await this.work.read(ctx, (em) => entriesByIds(em, ids));
    return ids.map((id) => found.find((entry) => entry.id === id) ?? null);
  }
}
