import type { EloquaReject, EloquaSyncLog } from '../../integrations/eloqua/bulk-syncs.client.ts';
import type {
  RejectedRecord,
  RejectionReason,
} from '../../modules/marketing/connection/marketing-platform.port.ts';

/** What Eloqua's codes mean for an import. */

const REASONS: Readonly<Record<string, RejectionReason>> = {
  'ELQ-00085': 'CONTACT_MISSING',
  'ELQ-00055': 'CAMPAIGN_MISSING',
  'ELQ-00132': 'CAMPAIGN_NOT_ACTIVE',
  'ELQ-00002': 'VALUE_REFUSED',
  'ELQ-00032': 'VALUE_REFUSED',
  'ELQ-00061': 'VALUE_REFUSED',
  'ELQ-00144': 'VALUE_REFUSED',
};

/** An address that is missing or wrong. */
const NO_ADDRESS = new Set(['ELQ-00002', 'ELQ-00061']);
/** Staging failed or is full; Eloqua says to try again. */
const LATER = new Set(['ELQ-00105', 'ELQ-00107', 'ELQ-00136', 'ELQ-00145', 'ELQ-00146']);
const TYPES_MISSING = new Set(['ELQ-00070', 'ELQ-00072']);

/** The uploaded data has expired. */
export const isEmpty = (logs: readonly EloquaSyncLog[]): boolean => hasCode(logs, new Set(['ELQ-00124']));
export const mayWorkLater = (logs: readonly EloquaSyncLog[]): boolean => hasCode(logs, LATER);
export const areTypesMissing = (rejects: readonly EloquaReject[]): boolean => hasCode(rejects, TYPES_MISSING);

/** Each record once. `byAddress`: the contacts were named by id, and only those that exist have an address. */
export function rejected(rejects: readonly EloquaReject[], byAddress: boolean): RejectedRecord[] {
  const reasons = new Map<number, RejectionReason>();
  for (const { recordIndex, statusCode } of rejects) {
    const code = statusCode ?? '';
    const reason = byAddress && NO_ADDRESS.has(code) ? 'CONTACT_MISSING' : (REASONS[code] ?? 'OTHER');
    const known = reasons.get(recordIndex - 1);
    if (known === undefined || known === 'OTHER') reasons.set(recordIndex - 1, reason);
  }
  return [...reasons].map(([index, reason]) => ({ index, reason }));
}

const hasCode = (
  lines: readonly { readonly statusCode: string | null }[],
  codes: ReadonlySet<string>,
): boolean => lines.some(({ statusCode }) => codes.has(statusCode ?? ''));
