import type { BulkKind, BulkSync } from './bulk-state.ts';
import type { Sandbox } from './context.ts';
import { EloquaError } from './errors.ts';
import type { Site } from './site.ts';

const HOUR_MS = 3_600_000;

export interface BulkUsage {
  imports: number;
  exports: number;
  syncActions: number;
}

/** The syncs of the last hour. */
export function bulkUsage(site: Site): BulkUsage {
  const usage: BulkUsage = { imports: 0, exports: 0, syncActions: 0 };
  for (const sync of Object.values(site.syncs)) {
    if (Date.now() - Date.parse(sync.createdAt) < HOUR_MS) usage[kindOf(sync)] += 1;
  }
  return usage;
}

/** 429 for one sync too many. */
export function spend(sandbox: Sandbox, site: Site, kind: BulkKind): void {
  const { bulkImportsPerHour, bulkExportsPerHour } = sandbox.settings;
  const most = kind === 'contacts/exports' ? bulkExportsPerHour : bulkImportsPerHour;
  if (most === 0 || kind === 'contacts/syncActions') return;
  const { imports, exports } = bulkUsage(site);
  if ((kind === 'contacts/exports' ? exports : imports) >= most) throw new EloquaError(429);
}

function kindOf({ syncedInstanceUri }: BulkSync): keyof BulkUsage {
  if (syncedInstanceUri.includes('/exports/')) return 'exports';
  return syncedInstanceUri.includes('/syncActions/') ? 'syncActions' : 'imports';
}
