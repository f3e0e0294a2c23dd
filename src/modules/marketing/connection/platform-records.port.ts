/** The contacts of a marketing platform, and what they did, as Qiao reads and writes them. */

export interface PlatformContact {
  readonly id: string;
  readonly emailAddress: string | null;
  /** By contact field id: the values of the fields that were asked for. Empty ones are missing; a date is ISO 8601 in UTC. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Values by contact field id. Null clears a field; a Date is written as the platform writes dates. Fields that are not
 * named stay.
 */
export type ContactValues = Readonly<Record<string, string | Date | null>>;

export interface ContactWrite {
  /** An id, or an e-mail address. A missing contact is created only by its e-mail address. */
  readonly contact: string;
  readonly values: ContactValues;
}

/** What a contact did, for a campaign. It is never changed. */
export interface PlatformActivity {
  readonly contactId: string;
  readonly campaignId: string;
  /** For example `Follow`. The platform gets types that it does not have yet. */
  readonly type: string;
  /** The official account, as people know it. */
  readonly assetName: string;
  readonly occurredAt: Date;
}

export type RejectionReason =
  | 'CONTACT_MISSING'
  | 'CAMPAIGN_MISSING'
  | 'CAMPAIGN_NOT_ACTIVE'
  /** A value of the record does not fit. */
  | 'VALUE_REFUSED'
  | 'OTHER';

export interface RejectedRecord {
  /** Of the record as it was staged, from 0. */
  readonly index: number;
  readonly reason: RejectionReason;
}

export type ImportResult =
  | { readonly outcome: 'PENDING' }
  /** All records were taken, except these. */
  | { readonly outcome: 'DONE'; readonly rejected: readonly RejectedRecord[] }
  /** Nothing was taken. `retryable`: the platform says that it may work later. */
  | { readonly outcome: 'FAILED'; readonly retryable: boolean };

export interface ExportPage {
  readonly contacts: readonly PlatformContact[];
  /** The offset of the next page; null: this is the last page. */
  readonly next: number | null;
}
