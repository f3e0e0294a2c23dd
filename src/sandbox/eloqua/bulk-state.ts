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

export const BULK_KINDS = ['contacts/imports', 'contacts/syncActions', 'activities/imports'] as const;
export type BulkKind = (typeof BULK_KINDS)[number];

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
  /** Durations and what else the customer may read again. */
  extra: Record<string, unknown>;
  /** Uploaded and not synced yet. */
  staged: Record<string, string>[];
  /** Uploads since the last sync. */
  posts: number;
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
}
