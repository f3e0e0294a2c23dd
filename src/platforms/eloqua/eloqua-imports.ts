import type { BulkImportsClient, ImportRecord } from '../../integrations/eloqua/bulk-imports.client.ts';
import type { BulkSyncsClient } from '../../integrations/eloqua/bulk-syncs.client.ts';
import type { ContactsClient } from '../../integrations/eloqua/contacts.client.ts';
import { EloquaError } from '../../integrations/eloqua/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import { assertNever } from '../../kernel/errors.ts';
import {
  type ContactWrite,
  type ImportResult,
  type MarketingSession,
  type PlatformActivity,
  PlatformFault,
} from '../../modules/marketing/connection/marketing-platform.port.ts';
import { type ActivityTypes, ASSET_TYPE } from './activity-types.ts';
import { ADDRESS_FIELD, type ContactColumns, statementOf } from './contact-columns.ts';
import { inBulk } from './contact-values.ts';
import { areTypesMissing, isEmpty, mayWorkLater, rejected } from './import-results.ts';
import { SiteMemory } from './site-memory.ts';

/** How records name their contacts. It is not documented whether imports accept ids. */
type Naming = 'ID' | 'ADDRESS';

/** The column that names the contact. */
const CONTACT = 'contact';
/** Marks the ids of imports and runs whose contacts were given by id, and named by address. */
const BY_ADDRESS = '#by-address';

/** Writes to many contacts of Eloqua at once: records are staged, then a run brings them in. */
export class EloquaImports {
  private readonly contactNaming: SiteMemory<Naming>;
  private readonly activityNaming: SiteMemory<Naming>;

  constructor(
    private readonly client: BulkImportsClient,
    private readonly syncs: BulkSyncsClient,
    private readonly contacts: ContactsClient,
    private readonly columns: ContactColumns,
    private readonly types: ActivityTypes,
    clock: Clock,
  ) {
    this.contactNaming = new SiteMemory(clock);
    this.activityNaming = new SiteMemory(clock);
  }

  stageContacts(
    session: MarketingSession,
    by: 'ID' | 'EMAIL_ADDRESS',
    writes: readonly ContactWrite[],
  ): Promise<string> {
    return this.columns.with(session, fieldsOf(writes), async (columns) => {
      const define = (naming: Naming) =>
        this.client.createForContacts(session, {
          name: 'Qiao: contacts',
          fields: {
            [CONTACT]: naming === 'ID' ? '{{Contact.Id}}' : statementOf(ADDRESS_FIELD),
            ...Object.fromEntries(columns.map(({ name, statement }) => [name, statement])),
          },
          identifierFieldName: CONTACT,
        });
      const records = writes.map(({ contact, values }) => ({
        [CONTACT]: contact,
        ...Object.fromEntries(columns.map(({ name, fieldId }) => [name, inBulk(values[fieldId] ?? null)])),
      }));
      if (by === 'ID') return this.stage(session, this.contactNaming, define, records);
      const importId = await define('ADDRESS');
      await this.client.upload(session, importId, records);
      return importId;
    });
  }

  async stageActivities(session: MarketingSession, activities: readonly PlatformActivity[]): Promise<string> {
    if (activities.length === 0) throw new PlatformFault('INVALID');
    await this.types.ensure(session, new Set(activities.map(({ type }) => type)));
    const define = (naming: Naming) =>
      this.client.createForActivities(session, {
        name: 'Qiao: activities',
        fields: {
          [CONTACT]: `{{Activity.Contact.${naming === 'ID' ? 'Id' : `Field(${ADDRESS_FIELD})`}}}`,
          campaign: '{{Activity.Campaign.Id}}',
          type: '{{Activity.Type}}',
          assetType: '{{Activity.Asset.Type}}',
          assetName: '{{Activity.Asset.Name}}',
          date: '{{Activity.CreatedAt}}',
        },
      });
    const records = activities.map(({ contactId, campaignId, type, assetName, occurredAt }) => ({
      [CONTACT]: contactId,
      ...{ campaign: campaignId, type, assetType: ASSET_TYPE, assetName, date: inBulk(occurredAt) },
    }));
    return this.stage(session, this.activityNaming, define, records);
  }

  async runImport(session: MarketingSession, importId: string, mayHaveRun: boolean): Promise<string> {
    const { uri, mark } = parsed(importId);
    const before = mayHaveRun ? await this.syncs.latestOf(session, uri) : null;
    const run = before ?? (await this.started(session, uri));
    return run.uri + mark;
  }

  async importResult(session: MarketingSession, runId: string): Promise<ImportResult> {
    const { uri, mark } = parsed(runId);
    const { status } = await this.syncs.get(session, uri);
    switch (status) {
      case 'pending':
      case 'active':
        return { outcome: 'PENDING' };
      case 'success':
        return { outcome: 'DONE', rejected: [] };
      case 'warning':
        return this.partly(session, uri, mark === BY_ADDRESS);
      case 'error':
        return { outcome: 'FAILED', retryable: mayWorkLater(await this.syncs.logs(session, uri)) };
      default:
        return assertNever(status);
    }
  }

  private async partly(session: MarketingSession, uri: string, byAddress: boolean): Promise<ImportResult> {
    const rejects = await this.syncs.rejects(session, uri);
    const logs = await this.syncs.logs(session, uri);
    if (areTypesMissing(rejects)) {
      this.types.forget(session);
      const isNothingTaken = !logs.some(({ statusCode, count }) => statusCode === 'ELQ-00069' && count > 0);
      if (isNothingTaken) return { outcome: 'FAILED', retryable: true };
    }
    if (rejects.length === 0 && isEmpty(logs)) return { outcome: 'FAILED', retryable: true };
    return { outcome: 'DONE', rejected: rejected(rejects, byAddress) };
  }

  /** Stages records whose contacts are given by id, in the way that the site accepts. */
  private async stage(
    session: MarketingSession,
    memory: SiteMemory<Naming>,
    define: (naming: Naming) => Promise<string>,
    records: readonly ImportRecord[],
  ): Promise<string> {
    const byId = memory.get(session) === 'ADDRESS' ? null : await orRefused(define('ID'));
    const uri = byId ?? (await define('ADDRESS'));
    memory.set(session, byId === null ? 'ADDRESS' : 'ID');
    await this.client.upload(session, uri, byId ? records : await this.byAddress(session, records));
    return byId ?? uri + BY_ADDRESS;
  }

  /** Contacts without an address are refused by Eloqua, so that all records keep their places. */
  private async byAddress(
    session: MarketingSession,
    records: readonly ImportRecord[],
  ): Promise<ImportRecord[]> {
    const ids = records.map((record) => record[CONTACT] ?? '');
    const found = await this.contacts.byIds(session, ids, 'partial');
    const addresses = new Map(found.map(({ id, emailAddress }) => [id, emailAddress ?? '']));
    return records.map((record, at) => ({ ...record, [CONTACT]: addresses.get(ids[at] ?? '') ?? '' }));
  }

  /** Eloqua refuses a second run of a definition while the first one is under way. */
  private async started(session: MarketingSession, uri: string): Promise<{ readonly uri: string }> {
    try {
      return await this.syncs.start(session, uri);
    } catch (error) {
      const isRunning = error instanceof EloquaError && error.kind === 'CONFLICT';
      const running = isRunning ? await this.syncs.latestOf(session, uri) : null;
      if (!running) throw error;
      return running;
    }
  }
}

/** The fields that each of the writes names. */
function fieldsOf(writes: readonly ContactWrite[]): string[] {
  const [first = '', ...others] = writes.map(({ values }) => Object.keys(values).sort().join(' '));
  if (first === '' || others.some((fields) => fields !== first)) throw new PlatformFault('INVALID');
  return first.split(' ');
}

/** Null: refused, and not because of another column. */
async function orRefused(defined: Promise<string>): Promise<string | null> {
  try {
    return await defined;
  } catch (error) {
    if (!(error instanceof EloquaError) || error.kind !== 'INVALID') throw error;
    const isOther = ({ property }: { property: string | null }) =>
      property?.startsWith('fields.') && property !== `fields.${CONTACT}`;
    if (error.violations.some(isOther)) throw error;
    return null;
  }
}

function parsed(id: string): { readonly uri: string; readonly mark: string } {
  const mark = id.endsWith(BY_ADDRESS) ? BY_ADDRESS : '';
  return { uri: id.slice(0, id.length - mark.length), mark };
}
