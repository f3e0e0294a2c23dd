/** One line of a sync's log. */
export interface SyncLog {
  /** ISO 8601, as all times of Bulk. */
  createdAt: string;
  message: string;
  severity: 'information' | 'warning' | 'error';
  /** `ELQ-00001` and so on. */
  statusCode: string;
  count: number;
}

export interface SyncReject {
  fieldValues: Record<string, string>;
  /** 1-based, over all that was uploaded. */
  recordIndex: number;
  message: string;
  statusCode: string;
  invalidFields: string[];
}

export interface SyncAction {
  action: string;
  destination: string;
  status?: string | undefined;
}

export const IMPORT_KINDS = ['contacts/imports', 'contacts/syncActions', 'activities/imports'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];
export type BulkKind = ImportKind | 'contacts/exports';

export interface BulkDefinition {
  id: string;
  kind: BulkKind;
  name: string;
  /** By the name that records use. */
  fields: Record<string, string>;
  identifierFieldName: string | null;
  updateRule: string;
  updateRuleByField: Record<string, string>;
  isSyncTriggeredOnImport: boolean;
  isUpdatingMultipleMatchedRecords: boolean;
  syncActions: SyncAction[];
  /** Which contacts are exported; null: all. */
  filter: string | null;
  /** Durations and what else the customer may read again. */
  extra: Record<string, unknown>;
  /** Uploaded and not synced yet. */
  staged: Record<string, string>[];
  /** Uploads since the last sync. */
  posts: number;
  /** How long uploads wait for a sync, and exported rows stay after it. */
  retentionSeconds: number;
  /** Seconds since 1970; null: nothing is staged. */
  stagedUntil: number | null;
  /** Seconds since 1970; null: it stays. */
  deleteAt: number | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}

export interface BulkSync {
  id: string;
  definitionId: string;
  syncedInstanceUri: string;
  callbackUrl: string | null;
  status: 'pending' | 'active' | 'success' | 'warning' | 'error';
  createdBy: string;
  createdAt: string;
  syncStartedAt: string | null;
  syncEndedAt: string | null;
  logs: SyncLog[];
  rejects: SyncReject[];
  /** Of an export that has ended; null: nothing was exported, or its retention is over. */
  rows: Record<string, string>[] | null;
  /** Seconds since 1970. */
  rowsUntil: number | null;
}
