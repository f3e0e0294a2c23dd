import type { RequestText } from '../../../src/kernel/http.ts';
import type { MarketingSession } from '../../../src/modules/marketing/connection/marketing-platform.port.ts';
import { TinymailClient } from './tinymail.client.ts';

interface Contact {
  readonly id: string;
  readonly emailAddress: string | null;
  readonly values: Readonly<Record<string, string>>;
}
type Values = Readonly<Record<string, string | Date | null>>;
interface Activity {
  readonly contactId: string;
  readonly campaignId: string;
  readonly type: string;
  readonly assetName: string;
  readonly occurredAt: Date;
}
interface TinyContact {
  readonly id: string;
  readonly address: string | null;
  readonly values: Readonly<Record<string, string>>;
}

/** Tinymail's reasons for the refusal of a record. */
const REASONS: Readonly<Record<string, 'CONTACT_MISSING' | 'CAMPAIGN_MISSING' | 'CAMPAIGN_NOT_ACTIVE'>> = {
  'no contact': 'CONTACT_MISSING',
  'no campaign': 'CAMPAIGN_MISSING',
  'campaign not live': 'CAMPAIGN_NOT_ACTIVE',
};

/** Contacts and activities of Tinymail. It runs a batch at once, and only once. */
export class TinymailRecords {
  protected readonly client: TinymailClient;

  constructor(http: RequestText) {
    this.client = new TinymailClient(http);
  }

  stageContacts(
    session: MarketingSession,
    by: 'ID' | 'EMAIL_ADDRESS',
    writes: readonly { readonly contact: string; readonly values: Values }[],
  ): Promise<string> {
    return this.stage(session, { kind: 'contacts', by: by === 'ID' ? 'id' : 'address', records: writes });
  }

  stageActivities(session: MarketingSession, activities: readonly Activity[]): Promise<string> {
    const records = activities.map(({ contactId, campaignId, ...rest }) => ({
      contact: contactId,
      campaign: campaignId,
      ...rest,
    }));
    return this.stage(session, { kind: 'activities', records });
  }

  async runImport(session: MarketingSession, importId: string): Promise<string> {
    await this.client.get(session, `/batches/${importId}`);
    return importId;
  }

  async importResult(session: MarketingSession, runId: string) {
    const { refused } = await this.client.get<{ refused: { index: number; why: string }[] }>(
      session,
      `/batches/${runId}`,
    );
    const rejected = refused.map(({ index, why }) => ({ index, reason: REASONS[why] ?? 'OTHER' }) as const);
    return { outcome: 'DONE', rejected } as const;
  }

  async findContacts(
    session: MarketingSession,
    fieldId: string | null,
    values: readonly string[],
  ): Promise<Contact[]> {
    const wanted = new Set(fieldId === null ? values.map((value) => value.toLowerCase()) : values);
    const has = ({ emailAddress, values: found }: Contact) =>
      (fieldId === null ? emailAddress?.toLowerCase() : found[fieldId]) ?? '';
    return (await this.contacts(session)).filter((contact) => wanted.has(has(contact)));
  }

  async contactsByIds(session: MarketingSession, ids: readonly string[]): Promise<Contact[]> {
    return (await this.contacts(session)).filter(({ id }) => ids.includes(id));
  }

  async createContact(session: MarketingSession, emailAddress: string, values: Values): Promise<Contact> {
    const contact = { address: emailAddress, values };
    return toContact(await this.client.post<TinyContact>(session, '/contacts', contact));
  }

  /** An export is the contacts of this moment; its id names the fields. */
  async openExport(_session: MarketingSession, fieldIds: readonly string[]): Promise<string> {
    return fieldIds.join();
  }

  async exportPage(session: MarketingSession, exportId: string) {
    const fieldIds = exportId.split(',');
    const found = await this.contacts(session);
    return { contacts: found.filter(({ values }) => fieldIds.some((id) => values[id])), next: null };
  }

  private async stage(session: MarketingSession, batch: object): Promise<string> {
    return (await this.client.post<{ id: string }>(session, '/batches', batch)).id;
  }

  private async contacts(session: MarketingSession): Promise<Contact[]> {
    return (await this.client.all<TinyContact>(session, 'contacts')).map(toContact);
  }
}

const toContact = ({ id, address, values }: TinyContact): Contact => ({ id, emailAddress: address, values });
