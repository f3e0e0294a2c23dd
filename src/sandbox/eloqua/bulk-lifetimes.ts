import { type Sandbox, unixNow } from './context.ts';
import type { Site } from './site.ts';

/** Deletes definitions, uploads and exported rows whose time is over. */
export function expireBulk(sandbox: Sandbox, site: Site): void {
  const now = unixNow(sandbox);
  const isOver = (time: number | null | undefined): boolean => typeof time === 'number' && time <= now;
  for (const definition of Object.values(site.bulkDefinitions)) {
    if (isOver(definition.deleteAt)) delete site.bulkDefinitions[definition.id];
    else if (isOver(definition.stagedUntil)) {
      Object.assign(definition, { staged: [], posts: 0, stagedUntil: null });
    }
  }
  for (const sync of Object.values(site.syncs)) {
    if (isOver(sync.rowsUntil)) Object.assign(sync, { rows: null, rowsUntil: null });
  }
}
