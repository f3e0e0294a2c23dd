import type { BulkDefinition } from './bulk-state.ts';
import { contactStatement } from './bulk-statements.ts';
import { timeOf } from './bulk-time.ts';
import { settle } from './campaigns.ts';
import { ContactIndex } from './contact-index.ts';
import { type Sandbox, unixNow } from './context.ts';
import { addActivity, assetNamed, typeNamed } from './external-activities.ts';
import type { Activity, Contact, ExternalType, Site } from './site.ts';
import type { SyncReport } from './sync-report.ts';

type Found = { type: ExternalType; activity: Omit<Activity, 'id' | 'assetType'> };

/** Adds activities. Types, campaign and contact must be there; assets are made where they are missing. */
export function syncActivities(
  sandbox: Sandbox,
  site: Site,
  definition: BulkDefinition,
  report: SyncReport,
): void {
  const contactOf = contactFinder(site, definition);
  for (const [index, record] of definition.staged.entries()) {
    const found = read(sandbox, site, definition, record, contactOf(record));
    if (typeof found === 'string') {
      report.reject(found, index, record);
      continue;
    }
    const now = unixNow(sandbox);
    if (assetNamed(site, found.type, found.activity.assetName, now).isNew) report.count('ELQ-00068');
    addActivity(site, found.type, now, found.activity);
    report.count('ELQ-00069');
  }
}

/** The activity that a record means, or the code of what is wrong with it. */
function read(
  sandbox: Sandbox,
  site: Site,
  definition: BulkDefinition,
  record: Record<string, string>,
  contact: Contact | undefined,
): Found | string {
  const value = (statement: string): string => {
    const [name = ''] = Object.entries(definition.fields).find(([, one]) => one === statement) ?? [];
    return (record[name] ?? '').trim();
  };
  const type = typeNamed(site, value('{{Activity.Asset.Type}}'));
  if (type === undefined) return 'ELQ-00072';
  const activityType = type.activityTypes.find(({ name }) => name === value('{{Activity.Type}}'))?.name;
  if (activityType === undefined) return 'ELQ-00070';
  const campaign = site.campaigns[value('{{Activity.Campaign.Id}}')];
  if (campaign === undefined) return 'ELQ-00055';
  if (settle(sandbox, campaign).currentStatus !== 'Active') return 'ELQ-00132';
  if (contact === undefined) return 'ELQ-00085';
  const [assetName, time] = [value('{{Activity.Asset.Name}}'), timeOf(value('{{Activity.CreatedAt}}'))];
  if (assetName === '' || time === undefined) return 'ELQ-00061';
  return {
    type,
    activity: {
      contactId: contact.id,
      campaignId: campaign.id,
      activityType,
      assetName,
      activityDate: Number(time),
      fieldValues: [],
    },
  };
}

/** Finds the contact that a record names. */
function contactFinder(
  site: Site,
  { fields }: BulkDefinition,
): (record: Record<string, string>) => Contact | undefined {
  const [name = '', statement = ''] =
    Object.entries(fields).find(([, one]) => one.startsWith('{{Activity.Contact.')) ?? [];
  const by = contactStatement(site, statement.replace('{{Activity.Contact.', '{{Contact.'));
  if (by === undefined) return () => undefined;
  const contacts = new ContactIndex(site, by);
  return (record) => contacts.find(record[name])[0];
}
