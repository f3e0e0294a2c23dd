import type { CampaignStatus } from '../campaigns/campaign.rules.ts';
import type { FieldFacts, FieldPurpose } from '../fields/contact-field.rules.ts';

/** By what calls to one installation's marketing platform are made. */
export interface MarketingSession {
  readonly baseUrl: string;
  readonly accessToken: string;
}

export interface PlatformTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
}

/** Whose token it is, and where its API is. */
export interface PlatformIdentity {
  readonly siteId: string;
  readonly siteName: string;
  readonly userId: string;
  readonly userName: string;
  readonly baseUrl: string;
}

export interface PlatformField extends FieldFacts {
  readonly id: string;
  readonly name: string;
  readonly internalName: string;
  /** The platform's own words. */
  readonly dataType: string;
  readonly displayType: string;
}

export interface PlatformUser {
  readonly id: string;
  readonly name: string;
  readonly loginName: string;
  readonly emailAddress: string | null;
  readonly disabled: boolean;
  readonly deleted: boolean;
}

export interface PlatformCampaign {
  readonly id: string;
  readonly name: string;
  readonly status: CampaignStatus;
  readonly startAt: Date | null;
  readonly endAt: Date | null;
}

/** What callers name by the platform's own ids. */
export type ReferenceKind = 'CONTACT_FIELD' | 'CAMPAIGN' | 'USER' | 'SENDER';

/** A sender step as the platform shall keep it. */
export interface PlatformSender {
  readonly instanceId: string;
  readonly requiresConfiguration: boolean;
  /** The contact field in which the step finds the OpenID; null until it is configured. */
  readonly openIdInternalName: string | null;
}

export interface PlacedSender {
  readonly instanceId: string;
  readonly requiresConfiguration: boolean;
  /** Null while the canvas was not saved. */
  readonly campaignId: string | null;
}

/** How a report of contacts is: no fault of the connection, whatever it is. */
export type ReportResult =
  | {
      readonly outcome: /** For all of them. */
        | 'REPORTED'
        /** Some were refused; the others are reported. */
        | 'PARTLY'
        | 'FAILED';
    }
  /** The platform works on it. By `report` it is asked how it is later. */
  | { readonly outcome: 'PENDING'; readonly report: string };

/** Why a call did not succeed, as far as Qiao acts on it. */
export type PlatformFaultKind =
  /** The token is not accepted: another one, or another address, may be. */
  | 'UNAUTHORIZED'
  /** The refresh token is not accepted: an administrator must connect again. */
  | 'INVALID_GRANT'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  /** The name is taken. */
  | 'CONFLICT'
  | 'INVALID'
  /** No answer, a broken one, or "later": nothing is known. */
  | 'UNAVAILABLE';

export class PlatformFault extends Error {
  override readonly name = 'PlatformFault';

  /** @param mayHaveChanged whether it is unknown if the platform did what it was to change */
  constructor(
    readonly kind: PlatformFaultKind,
    readonly mayHaveChanged = false,
  ) {
    super(`the marketing platform: ${kind}`);
  }
}

/**
 * What Qiao needs of a marketing platform. Eloqua is one; another is a second implementation of this.
 *
 * Ids are opaque to everybody else (`isExternalId`). Every call throws {@link PlatformFault} and nothing else.
 */
export interface MarketingPlatform {
  /**
   * The id in what a person or a program gives for a thing: the id itself in any spelling, or for a campaign the address
   * that the browser shows. Null where the platform has no such ids. Decided by the form alone: the platform is not called.
   */
  idIn(kind: ReferenceKind, reference: string): string | null;

  authorizeUrl(state: string): string;
  exchangeCode(code: string): Promise<PlatformTokens>;
  refresh(refreshToken: string): Promise<PlatformTokens>;
  identify(accessToken: string): Promise<PlatformIdentity>;

  contactFields(session: MarketingSession): Promise<PlatformField[]>;
  /** The name is nobody's: after a lost answer, a field of that name is the one that was made. */
  createContactField(session: MarketingSession, name: string, purpose: FieldPurpose): Promise<PlatformField>;
  users(session: MarketingSession): Promise<PlatformUser[]>;
  campaigns(session: MarketingSession): Promise<PlatformCampaign[]>;
  /** Null: there is none. */
  campaign(session: MarketingSession, id: string): Promise<PlatformCampaign | null>;
  /** A draft. The name is nobody's, likewise. */
  createCampaign(
    session: MarketingSession,
    name: string,
    startAt: Date,
    endAt: Date,
  ): Promise<PlatformCampaign>;
  activateCampaign(session: MarketingSession, id: string): Promise<PlatformCampaign>;
  extendCampaign(session: MarketingSession, id: string, endAt: Date): Promise<PlatformCampaign>;

  /** Where the named steps stand; those the platform does not know are left out. */
  senders(session: MarketingSession, instanceIds: readonly string[]): Promise<PlacedSender[]>;
  saveSender(session: MarketingSession, sender: PlatformSender): Promise<void>;
  /**
   * Ends an execution for these contacts by the error path. Does not wait until the platform has done so. To report again
   * what was reported does no harm.
   */
  reportErrored(
    session: MarketingSession,
    instanceId: string,
    executionId: string,
    contactIds: readonly string[],
  ): Promise<ReportResult>;
  /** @param report of a result that is PENDING */
  reportResult(session: MarketingSession, report: string): Promise<ReportResult>;
}
