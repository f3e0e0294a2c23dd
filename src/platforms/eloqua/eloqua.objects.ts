import type { EloquaSync } from '../../integrations/eloqua/bulk-syncs.client.ts';
import type { EloquaCampaign } from '../../integrations/eloqua/campaigns.client.ts';
import type { EloquaContactField } from '../../integrations/eloqua/contact-fields.client.ts';
import type { List } from '../../integrations/eloqua/page.ts';
import type { EloquaUser } from '../../integrations/eloqua/users.client.ts';
import { assertNever } from '../../kernel/errors.ts';
import type { CampaignStatus } from '../../modules/marketing/campaigns/campaign.rules.ts';
import type {
  PlatformCampaign,
  PlatformField,
  PlatformList,
  PlatformUser,
  ReportResult,
} from '../../modules/marketing/connection/marketing-platform.port.ts';

/** Eloqua's objects as those of any marketing platform. Null: Eloqua says that it is deleted. */

export function toField(field: EloquaContactField): PlatformField {
  const { id, name, internalName, dataType, displayType, isReadOnly, isStandard } = field;
  return {
    id,
    name: name ?? undefined,
    internalName: internalName ?? undefined,
    dataType: dataType ?? undefined,
    displayType: displayType ?? undefined,
    type: dataType === null ? undefined : typeOf(dataType),
    plain: displayType === null ? undefined : displayType.toLowerCase() === 'text',
    readOnly: isReadOnly ?? undefined,
    // Of every customer's fields this is the one that must never hold anything else, whatever it is told to be.
    standard: internalName === 'C_EmailAddress' || (isStandard ?? undefined),
  };
}

/** Of the literals only `text` is documented. */
export function typeOf(dataType: string): NonNullable<PlatformField['type']> {
  const literal = dataType.toLowerCase();
  if (literal === 'text' || literal === 'string') return 'TEXT';
  if (literal === 'largetext') return 'LARGE_TEXT';
  if (literal.startsWith('date')) return 'DATE';
  return literal.startsWith('num') ? 'NUMBER' : 'OTHER';
}

export function toUser(user: EloquaUser): PlatformUser | null {
  if (user.isDeleted) return null;
  const { id, name, loginName, emailAddress, isDisabled } = user;
  return {
    id,
    name: name ?? undefined,
    loginName: loginName ?? name ?? undefined,
    emailAddress,
    disabled: isDisabled ?? undefined,
  };
}

const STATUSES: Readonly<Record<NonNullable<EloquaCampaign['currentStatus']>, CampaignStatus>> = {
  Active: 'ACTIVE',
  Draft: 'DRAFT',
  Scheduled: 'SCHEDULED',
  Completed: 'COMPLETED',
  // It cannot receive activities.
  OTHER: 'DRAFT',
};

export const toCampaign = ({
  id,
  name,
  currentStatus,
  startAt,
  endAt,
}: EloquaCampaign): PlatformCampaign => ({
  id,
  name: name ?? undefined,
  status: currentStatus ? STATUSES[currentStatus] : undefined,
  // Eloqua has no active campaign without them.
  startAt: startAt ?? undefined,
  endAt: endAt ?? undefined,
});

export function listed<E extends { readonly id: string }, T>(
  { found, proof }: List<E>,
  convert: (element: E) => T | null,
): PlatformList<T> {
  const existing: T[] = [];
  const deleted: string[] = [];
  for (const element of found) {
    const object = convert(element);
    if (object === null) deleted.push(element.id);
    else existing.push(object);
  }
  return { found: existing, deleted, proof };
}

export const orNone = <E, T>(element: E | null, convert: (element: E) => T | null): T | null =>
  element === null ? null : convert(element);

export function toReportResult({ status, uri }: EloquaSync): ReportResult {
  switch (status) {
    case 'pending':
    case 'active':
      return { outcome: 'PENDING', report: uri };
    case 'success':
      return { outcome: 'REPORTED' };
    case 'warning':
      return { outcome: 'PARTLY' };
    case 'error':
      return { outcome: 'FAILED' };
    default:
      return assertNever(status);
  }
}
