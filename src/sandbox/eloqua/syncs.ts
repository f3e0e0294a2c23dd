import { uriOf } from './bulk-definitions.ts';
import { exportRows } from './bulk-exports.ts';
import type { BulkDefinition, BulkSync } from './bulk-state.ts';
import { contactStatement } from './bulk-statements.ts';
import { bulkTime } from './bulk-time.ts';
import { type Sandbox, unixNow } from './context.ts';
import { conflict } from './errors.ts';
import { newId, type Site } from './site.ts';
import { syncActions } from './sync-actions.ts';
import { syncActivities } from './sync-activities.ts';
import { ContactImport } from './sync-contacts.ts';
import { SyncReport } from './sync-report.ts';

const isRunning = ({ status }: BulkSync): boolean => status === 'pending' || status === 'active';

/** Begins a sync of what is staged. 409 while another one of the same definition runs. */
export async function beginSync(
  sandbox: Sandbox,
  site: Site,
  definition: BulkDefinition,
  by: { loginName: string; callbackUrl: string | null },
): Promise<BulkSync> {
  const running = Object.values(site.syncs).some(
    (one) => one.definitionId === definition.id && isRunning(one),
  );
  if (running) throw conflict();
  const sync: BulkSync = {
    id: newId(site),
    definitionId: definition.id,
    syncedInstanceUri: uriOf(definition),
    callbackUrl: by.callbackUrl,
    status: 'pending',
    createdBy: by.loginName,
    createdAt: bulkTime(Date.now()),
    syncStartedAt: null,
    syncEndedAt: null,
    logs: [],
    rejects: [],
    rows: null,
    rowsUntil: null,
  };
  site.syncs[sync.id] = sync;
  sandbox.store.changed();
  if (sandbox.settings.syncCallback === 'BEFORE_ANSWER') await finish(sandbox, site, sync);
  else schedule(sandbox, site, sync);
  return sync;
}

/** Goes on with syncs that the last run of the sandbox did not end. */
export function resumeSyncs(sandbox: Sandbox): void {
  for (const site of Object.values(sandbox.state.sites)) {
    for (const sync of Object.values(site.syncs).filter(isRunning)) schedule(sandbox, site, sync);
  }
}

export function showSync(sync: BulkSync): Record<string, unknown> {
  const { id, definitionId: _definition, logs: _logs, rejects: _rejects, ...own } = sync;
  const { rows: _rows, rowsUntil: _until, ...rest } = own;
  const shown = Object.entries({ ...rest, uri: `/syncs/${id}` }).filter(([, value]) => value !== null);
  return Object.fromEntries(shown);
}

/** Half its time pending, half active. */
function schedule(sandbox: Sandbox, site: Site, sync: BulkSync): void {
  const half = sandbox.settings.syncMs / 2;
  sandbox.timers.after(half, () => {
    start(sandbox, sync);
    sandbox.timers.after(half, () => void finish(sandbox, site, sync));
  });
}

function start(sandbox: Sandbox, sync: BulkSync): void {
  sync.status = 'active';
  sync.syncStartedAt ??= bulkTime(Date.now());
  sandbox.store.changed();
}

async function finish(sandbox: Sandbox, site: Site, sync: BulkSync): Promise<void> {
  start(sandbox, sync);
  try {
    work(sandbox, site, sync);
  } catch (error) {
    sync.status = 'error';
    sandbox.log(`fault in the sandbox: sync ${sync.id}: ${String(error)}`);
  }
  sandbox.store.changed();
  if (sync.callbackUrl === null) return;
  await sandbox.calls.sendPlain('SYNC_CALLBACK', sync.callbackUrl, JSON.stringify(showSync(sync)));
}

function work(sandbox: Sandbox, site: Site, sync: BulkSync): void {
  const report = new SyncReport(sync);
  const definition = site.bulkDefinitions[sync.definitionId];
  if (definition === undefined) {
    report.count('ELQ-00122', 1, 'error');
    report.close(0);
    return;
  }
  const { syncFailsWith } = sandbox.settings;
  if (syncFailsWith !== '') {
    report.count(syncFailsWith, 1, 'error');
    report.close(0);
    return;
  }
  if (definition.kind === 'contacts/exports') {
    takeOut(sandbox, site, definition, sync, report);
    return;
  }
  const { staged } = definition;
  if (staged.length === 0) report.count('ELQ-00124', 1, 'warning');
  else report.count('ELQ-00130', staged.length);
  bringIn(sandbox, site, definition, report);
  report.close(staged.length);
  Object.assign(definition, { staged: [], posts: 0, stagedUntil: null });
}

function takeOut(
  sandbox: Sandbox,
  site: Site,
  definition: BulkDefinition,
  sync: BulkSync,
  report: SyncReport,
): void {
  const rows = exportRows(site, definition);
  if (rows === undefined) report.count('ELQ-00122', 1, 'error');
  else {
    Object.assign(sync, { rows, rowsUntil: unixNow(sandbox) + definition.retentionSeconds });
    report.count('ELQ-00102', rows.length);
  }
  report.close(rows?.length ?? 0);
}

function bringIn(sandbox: Sandbox, site: Site, definition: BulkDefinition, report: SyncReport): void {
  if (definition.kind === 'contacts/syncActions') syncActions(site, definition, report);
  else if (definition.kind === 'activities/imports') syncActivities(sandbox, site, definition, report);
  else importContacts(sandbox, site, definition, report);
}

/** A definition of which a field was taken away meanwhile brings nothing in. */
function importContacts(sandbox: Sandbox, site: Site, definition: BulkDefinition, report: SyncReport): void {
  const statements = Object.values(definition.fields).map((statement) => contactStatement(site, statement));
  const by = contactStatement(site, definition.fields[definition.identifierFieldName ?? ''] ?? '');
  if (by === undefined || statements.includes(undefined)) report.count('ELQ-00122', 1, 'error');
  else new ContactImport(sandbox, site, definition, report, by).run();
}
