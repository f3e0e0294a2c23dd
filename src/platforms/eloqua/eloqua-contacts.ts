import type { BulkExportsClient } from '../../integrations/eloqua/bulk-exports.client.ts';
import type { BulkSyncsClient, EloquaSync } from '../../integrations/eloqua/bulk-syncs.client.ts';
import type { ContactsClient } from '../../integrations/eloqua/contacts.client.ts';
import {
  type ContactValues,
  type ExportPage,
  type MarketingSession,
  type PlatformContact,
  PlatformFault,
} from '../../modules/marketing/connection/marketing-platform.port.ts';
import { ADDRESS_FIELD, type ContactColumns, statementOf } from './contact-columns.ts';
import { contactIn, inRest, toContact } from './contact-values.ts';
import { orFound } from './eloqua.faults.ts';

/** As many values are searched for one by one; for more, an export is faster. */
const MOST_SEARCHES = 20;
const SEARCHES_AT_ONCE = 4;
const PAGE = 10_000;
/** Eloqua's limit. */
const LONGEST_FILTER = 1_000;
/** How long a search by export waits for Eloqua. */
const EXPORT = { pollMs: 250, timeoutMs: 120_000 };

/** Reads contacts of Eloqua one by one or by export, and creates single ones. */
export class EloquaContacts {
  constructor(
    private readonly client: ContactsClient,
    private readonly exports: BulkExportsClient,
    private readonly syncs: BulkSyncsClient,
    private readonly columns: ContactColumns,
  ) {}

  async findContacts(
    session: MarketingSession,
    fieldId: string | null,
    values: readonly string[],
  ): Promise<PlatformContact[]> {
    const wanted = new Set(values.map((value) => keyOf(fieldId, value)).filter((key) => key !== ''));
    const found =
      wanted.size > MOST_SEARCHES || (fieldId !== null && [...wanted].some(isVague))
        ? await this.searchByExport(session, fieldId)
        : await this.searchEach(session, fieldId, [...wanted]);
    const isWanted = ({ emailAddress, values: has }: PlatformContact) =>
      wanted.has(keyOf(fieldId, fieldId === null ? emailAddress : has[fieldId]));
    return [...new Map(found.filter(isWanted).map((contact) => [contact.id, contact])).values()];
  }

  contactsByIds(
    session: MarketingSession,
    ids: readonly string[],
    fieldIds: readonly string[],
  ): Promise<PlatformContact[]> {
    return this.columns.with(session, fieldIds, async (columns) => {
      const found = await this.client.byIds(session, ids, fieldIds.length > 0 ? 'complete' : 'partial');
      return found.map((contact) => toContact(contact, columns));
    });
  }

  async createContact(
    session: MarketingSession,
    emailAddress: string,
    values: ContactValues,
  ): Promise<PlatformContact> {
    const given = Object.entries(values).filter(([, value]) => value !== null && value !== '');
    const inFields = Object.fromEntries(given.map(([id, value]) => [id, inRest(value)]));
    const created = await orFound(this.client.create(session, emailAddress, inFields), async () => {
      const found = await this.client.find(session, ADDRESS_FIELD, emailAddress, 'complete');
      // Another contact with this address has other values, unless it is as this one should be.
      return found.find(
        (contact) =>
          keyOf(null, contact.emailAddress) === keyOf(null, emailAddress) &&
          Object.entries(inFields).every(([id, value]) => contact.fieldValues.get(id) === value),
      );
    });
    const written = given.map(([id, value]) => [id, value instanceof Date ? value.toISOString() : value]);
    return { id: created.id, emailAddress, values: Object.fromEntries(written) };
  }

  openExport(session: MarketingSession, fieldIds: readonly string[]): Promise<string> {
    return this.columns.with(session, fieldIds, async (columns) => {
      const statements = fieldIds.length > 0 ? columns.map(({ statement }) => statement) : [ADDRESS];
      const filter = statements.map((statement) => `'${statement}' != ''`).join(' OR ');
      const definitionUri = await this.exports.create(session, {
        name: 'Qiao: contacts',
        fields: {
          id: '{{Contact.Id}}',
          email: ADDRESS,
          ...Object.fromEntries(columns.map(({ name, statement }) => [name, statement])),
        },
        // Without it, rows of contacts that have no value come too, and are left out.
        ...(filter.length <= LONGEST_FILTER && { filter }),
      });
      return (await this.syncs.start(session, definitionUri)).uri;
    });
  }

  async exportPage(session: MarketingSession, exportId: string, offset: number): Promise<ExportPage | null> {
    // It has ended if there was a page before.
    if (offset === 0 && !isReady(await this.syncs.get(session, exportId))) return null;
    const { rows, next } = await this.exports.rows(session, exportId, { offset, limit: PAGE });
    const contacts = rows.flatMap((row) => {
      const hasFields = Object.keys(row).some((name) => name !== 'id' && name !== 'email');
      return hasFields ? (contactIn(row) ?? []) : [];
    });
    return { contacts, next };
  }

  private searchEach(
    session: MarketingSession,
    fieldId: string | null,
    values: readonly string[],
  ): Promise<PlatformContact[]> {
    return this.columns.with(session, fieldId === null ? [] : [fieldId], async (columns) => {
      const [property, depth] = [
        columns[0]?.internalName ?? ADDRESS_FIELD,
        columns[0] ? 'complete' : 'partial',
      ] as const;
      const found: PlatformContact[] = [];
      for (let start = 0; start < values.length; start += SEARCHES_AT_ONCE) {
        const some = values.slice(start, start + SEARCHES_AT_ONCE);
        const lists = await Promise.all(
          some.map((value) => this.client.find(session, property, value, depth)),
        );
        found.push(...lists.flat().map((contact) => toContact(contact, columns)));
      }
      return found;
    });
  }

  private async searchByExport(
    session: MarketingSession,
    fieldId: string | null,
  ): Promise<PlatformContact[]> {
    const exportId = await this.openExport(session, fieldId === null ? [] : [fieldId]);
    const { status } = await this.syncs.result(session, exportId, EXPORT);
    if (!isReady({ uri: exportId, status })) throw new PlatformFault('UNAVAILABLE', { failure: null });
    const found: PlatformContact[] = [];
    for (let offset: number | null = 0; offset !== null; ) {
      const { rows, next } = await this.exports.rows(session, exportId, { offset, limit: PAGE });
      found.push(...rows.flatMap((row) => contactIn(row) ?? []));
      offset = next;
    }
    return found;
  }
}

const ADDRESS = statementOf(ADDRESS_FIELD);

/** A search for it could find most contacts of a site. */
const isVague = (value: string): boolean => !/[\p{L}\p{N}]{3}/u.test(value);

/** E-mail addresses ignore case. What is no address finds none. */
function keyOf(fieldId: string | null, value: string | null | undefined): string {
  if (fieldId !== null) return value ?? '';
  return value?.includes('@') ? value.trim().toLowerCase() : '';
}

/** @throws {PlatformFault} if there will be no rows */
function isReady({ status }: EloquaSync): boolean {
  if (status === 'error') throw new PlatformFault('UNAVAILABLE', { failure: null });
  return status === 'success' || status === 'warning';
}
