import type { ConnectionFailure } from '../../installations/installation.rules.ts';
import type { CampaignStatus } from '../campaigns/campaign.rules.ts';
import type { FieldFacts, FieldPurpose } from '../fields/contact-field.rules.ts';
import type {
  ContactValues,
  ContactWrite,
  ExportPage,
  ImportResult,
  PlatformActivity,
  PlatformContact,
} from './platform-records.port.ts';

export type * from './platform-records.port.ts';

/** What a call to an installation's marketing platform needs. */
export interface MarketingSession {
  readonly baseUrl: string;
  readonly accessToken: string;
}

export interface PlatformTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
}

/** The user and site of a token, and the URL of the site's API. */
export interface PlatformIdentity {
  readonly siteId: string;
  readonly userName: string;
  readonly baseUrl: string;
}

/** What the platform did not say, or not readably, is undefined: then what is known of it stays. */
type Said<Facts> = { readonly [Fact in keyof Facts]: Facts[Fact] | undefined };

export interface PlatformField extends Said<FieldFacts> {
  readonly id: string;
  readonly name: string | undefined;
  readonly internalName: string | undefined;
  /** As the platform names it. */
  readonly dataType: string | undefined;
  readonly displayType: string | undefined;
}

export interface PlatformUser {
  readonly id: string;
  readonly name: string | undefined;
  readonly loginName: string | undefined;
  readonly emailAddress: string | null;
  readonly disabled: boolean | undefined;
}

export interface PlatformCampaign {
  readonly id: string;
  readonly name: string | undefined;
  readonly status: CampaignStatus | undefined;
  /** Null: it has none. */
  readonly startAt: Date | null | undefined;
  readonly endAt: Date | null | undefined;
}

/**
 * A list, as far as it could be read, and what it proves about objects that are not in it:
 *
 * - COMPLETE: they do not exist.
 * - EMPTY: it says that there are none at all, which is believed when it says so again.
 * - NONE: nothing.
 */
export interface PlatformList<T> {
  readonly found: readonly T[];
  /** Ids of objects that it says are deleted. */
  readonly deleted: readonly string[];
  readonly proof: 'COMPLETE' | 'EMPTY' | 'NONE';
}

/** The kinds of objects that callers refer to by the platform's ids. */
export type ReferenceKind = 'CONTACT_FIELD' | 'CAMPAIGN' | 'USER' | 'SENDER' | 'CONTACT';

/** A message sender's step as the platform should store it. */
export interface PlatformSender {
  readonly instanceId: string;
  readonly requiresConfiguration: boolean;
  /** The contact field with the OpenID; null until the step is configured. */
  readonly openIdInternalName: string | null;
}

export interface PlacedSender {
  readonly instanceId: string;
  readonly requiresConfiguration: boolean | null;
  /** Null until the canvas is saved. */
  readonly campaignId: string | null;
}

/** The result of a report of contacts. None of them is a fault of the connection. */
export type ReportResult =
  | {
      readonly outcome: /** For all of them. */
        | 'REPORTED'
        /** Some contacts were refused; the others are reported. */
        | 'PARTLY'
        | 'FAILED';
    }
  /** The platform is still processing it. Pass `report` to `reportResult` later. */
  | { readonly outcome: 'PENDING'; readonly report: string };

/** Why a call failed, as far as Qiao distinguishes. */
export type PlatformFaultKind =
  /** The token is refused: another token, or another URL, may work. */
  | 'UNAUTHORIZED'
  /** The refresh token is refused: an administrator must connect again. */
  | 'INVALID_GRANT'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  /** The name is taken. */
  | 'CONFLICT'
  | 'INVALID'
  /** What identifies Qiao is refused: only its operator can help. */
  | 'MISCONFIGURED'
  /** No answer, an unusable one, or "later": the result is unknown. */
  | 'UNAVAILABLE';

export class PlatformFault extends Error {
  override readonly name = 'PlatformFault';

  /** Whether the change may have been made anyway. */
  readonly mayHaveChanged: boolean;
  /** What it says of the connection as a whole; null: it concerns only this call. */
  readonly failure: ConnectionFailure | null;

  constructor(
    readonly kind: PlatformFaultKind,
    details: { readonly mayHaveChanged?: boolean; readonly failure?: ConnectionFailure | null } = {},
  ) {
    super(`the marketing platform: ${kind}`);
    const { mayHaveChanged = false, failure = FAILURES[kind] ?? null } = details;
    this.mayHaveChanged = mayHaveChanged;
    this.failure = failure;
  }
}

const FAILURES: Partial<Record<PlatformFaultKind, ConnectionFailure>> = {
  UNAVAILABLE: 'NO_ANSWER',
  UNAUTHORIZED: 'ACCESS_REFUSED',
  MISCONFIGURED: 'REQUEST_REFUSED',
};

/** Whether nothing was changed. */
export const isRefused = (error: unknown): boolean => error instanceof PlatformFault && !error.mayHaveChanged;

/**
 * What Qiao asks of a marketing platform. Each platform package has an implementation (`src/platforms/`).
 *
 * Ids are opaque to all other code (`isExternalId`). Every call throws {@link PlatformFault} and nothing else.
 */
export interface MarketingPlatform {
  /** In the database and the schema: capital letters, digits and `_`, for example `ELOQUA`. */
  readonly name: string;
  /** Whether campaigns have steps that send messages. If not, the methods about senders are never called. */
  readonly hasSenders: boolean;

  /**
   * The id in a reference from a person or a program: the id itself in any spelling, or for a campaign its URL from the
   * browser. Null if the platform has no ids of this form. The platform is not called.
   */
  idIn(kind: ReferenceKind, reference: string): string | null;

  refresh(refreshToken: string): Promise<PlatformTokens>;
  identify(accessToken: string): Promise<PlatformIdentity>;

  contactFields(session: MarketingSession): Promise<PlatformList<PlatformField>>;
  /** Null if the platform says that there is no such field; so for users and campaigns. */
  contactField(session: MarketingSession, id: string): Promise<PlatformField | null>;
  /** The name must be free: after a lost answer, a field with that name is the new one. */
  createContactField(session: MarketingSession, name: string, purpose: FieldPurpose): Promise<PlatformField>;
  users(session: MarketingSession): Promise<PlatformList<PlatformUser>>;
  user(session: MarketingSession, id: string): Promise<PlatformUser | null>;
  /** @param name a part of it; default: all campaigns */
  campaigns(session: MarketingSession, name?: string): Promise<PlatformList<PlatformCampaign>>;
  campaign(session: MarketingSession, id: string): Promise<PlatformCampaign | null>;
  /** Creates a draft. The name must be free, as above. */
  createCampaign(
    session: MarketingSession,
    name: string,
    startAt: Date,
    endAt: Date,
  ): Promise<PlatformCampaign>;
  activateCampaign(session: MarketingSession, id: string): Promise<PlatformCampaign>;
  extendCampaign(session: MarketingSession, id: string, endAt: Date): Promise<PlatformCampaign>;

  /** The campaigns of the given steps, without steps that the platform does not know. */
  senders(session: MarketingSession, instanceIds: readonly string[]): Promise<PlacedSender[]>;
  saveSender(session: MarketingSession, sender: PlatformSender): Promise<void>;
  /**
   * Moves these contacts of an execution to the error path. Does not wait until the platform has done so. Repeating a
   * report is harmless.
   */
  reportErrored(
    session: MarketingSession,
    instanceId: string,
    executionId: string,
    contactIds: readonly string[],
  ): Promise<ReportResult>;
  /** @param report of a PENDING result */
  reportResult(session: MarketingSession, report: string): Promise<ReportResult>;

  /**
   * Uploads records, at least one, without running the import. All name the same fields, and each contact comes once.
   * Returns the import's id, which is valid for a day. INVALID: a field does not exist any more.
   */
  stageContacts(
    session: MarketingSession,
    by: 'ID' | 'EMAIL_ADDRESS',
    writes: readonly ContactWrite[],
  ): Promise<string>;
  /** So too. Types of activities that the platform does not have are created. */
  stageActivities(session: MarketingSession, activities: readonly PlatformActivity[]): Promise<string>;
  /**
   * Runs a staged import and returns the run's id.
   *
   * @param mayHaveRun an earlier answer was lost: a run that exists is not repeated
   */
  runImport(session: MarketingSession, importId: string, mayHaveRun: boolean): Promise<string>;
  importResult(session: MarketingSession, runId: string): Promise<ImportResult>;

  /**
   * Contacts whose field has exactly one of these values. Any number of values; more than some twenty may take a minute.
   * An e-mail address matches in any case.
   *
   * @param fieldId null: the e-mail address
   */
  findContacts(
    session: MarketingSession,
    fieldId: string | null,
    values: readonly string[],
  ): Promise<readonly PlatformContact[]>;
  /**
   * Without contacts that do not exist.
   *
   * @param fieldIds which values to read
   */
  contactsByIds(
    session: MarketingSession,
    ids: readonly string[],
    fieldIds: readonly string[],
  ): Promise<readonly PlatformContact[]>;
  /** CONFLICT: the address is taken. */
  createContact(
    session: MarketingSession,
    emailAddress: string,
    values: ContactValues,
  ): Promise<PlatformContact>;
  /** Prepares an export of all contacts that have a value in at least one of the fields. Returns its id. */
  openExport(session: MarketingSession, fieldIds: readonly string[]): Promise<string>;
  /** Null: it is not ready yet. A page has at most some 10,000 contacts. */
  exportPage(session: MarketingSession, exportId: string, offset: number): Promise<ExportPage | null>;
}
