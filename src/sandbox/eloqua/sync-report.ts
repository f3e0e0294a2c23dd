import type { BulkSync, SyncLog } from './bulk-state.ts';
import { bulkTime } from './bulk-time.ts';

const MESSAGES: Readonly<Record<string, string>> = {
  'ELQ-00001': 'Total records processed.',
  'ELQ-00002': 'Invalid email addresses.',
  'ELQ-00004': 'Contacts created.',
  'ELQ-00011': 'Duplicate email addresses.',
  'ELQ-00022': 'Contacts updated.',
  'ELQ-00026': 'Duplicate identifier.',
  'ELQ-00055': 'Campaign not found.',
  'ELQ-00060': 'Total records rejected.',
  'ELQ-00061': 'Missing fields.',
  'ELQ-00068': 'Assets created.',
  'ELQ-00069': 'Activities created.',
  'ELQ-00070': 'Activity type not found.',
  'ELQ-00072': 'Asset type not found.',
  'ELQ-00085': 'Contact does not exist.',
  'ELQ-00102': 'Successfully exported members to csv file.',
  'ELQ-00105': 'Staging failed: delete the data, upload and sync again.',
  'ELQ-00107': 'Staging failed: delete the data, upload and sync again.',
  'ELQ-00122': 'The definition is no longer valid.',
  'ELQ-00124': 'There is no data to process.',
  'ELQ-00130': 'Total records staged.',
  'ELQ-00132': 'Campaign is not active.',
  'ELQ-00136': 'The staging area is full.',
  'ELQ-00144': 'Fields rejected.',
  'ELQ-00145': 'A temporary error: the sync will be retried.',
  'ELQ-00146': 'A temporary error: retry after an hour.',
};

/** What a sync did, counted by Eloqua's codes and written down at its end. */
export class SyncReport {
  readonly #counts = new Map<string, { count: number; severity: SyncLog['severity'] }>();
  readonly #sync: BulkSync;

  constructor(sync: BulkSync) {
    this.#sync = sync;
  }

  count(statusCode: string, count = 1, severity: SyncLog['severity'] = 'information'): void {
    const line = this.#counts.get(statusCode) ?? { count: 0, severity };
    line.count += count;
    this.#counts.set(statusCode, line);
  }

  /** The record is not taken, or only without `invalidFields`. `index` from 0. */
  reject(
    statusCode: string,
    index: number,
    fieldValues: Record<string, string>,
    invalidFields: string[] = [],
  ): void {
    this.count(statusCode, 1, 'warning');
    const message = messageOf(statusCode);
    this.#sync.rejects.push({ fieldValues, recordIndex: index + 1, message, statusCode, invalidFields });
  }

  /** Ends the sync. */
  close(processed: number): void {
    const rejected = this.#sync.rejects.filter(({ statusCode }) => statusCode !== 'ELQ-00144').length;
    this.count('ELQ-00001', processed);
    if (rejected > 0) this.count('ELQ-00060', rejected, 'warning');
    const createdAt = bulkTime(Date.now());
    this.#sync.logs.push(
      ...[...this.#counts].map(([statusCode, { count, severity }]) => ({
        createdAt,
        message: messageOf(statusCode),
        severity,
        statusCode,
        count,
      })),
    );
    const severities = new Set(this.#sync.logs.map(({ severity }) => severity));
    this.#sync.status = severities.has('error') ? 'error' : severities.has('warning') ? 'warning' : 'success';
    this.#sync.syncEndedAt = createdAt;
  }
}

const messageOf = (statusCode: string): string => MESSAGES[statusCode] ?? statusCode;
