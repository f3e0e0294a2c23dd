import { BulkClient, type EloquaSync } from '../../../integrations/eloqua/bulk.client.ts';
import { CampaignsClient, type EloquaCampaign } from '../../../integrations/eloqua/campaigns.client.ts';
import {
  ContactFieldsClient,
  type EloquaContactField,
} from '../../../integrations/eloqua/contact-fields.client.ts';
import { IdentityClient } from '../../../integrations/eloqua/identity.client.ts';
import { campaignIdIn, guidIn, isNumber } from '../../../integrations/eloqua/ids.ts';
import { InstancesClient } from '../../../integrations/eloqua/instances.client.ts';
import { type Grant, OAuthClient, type OAuthConfig } from '../../../integrations/eloqua/oauth.client.ts';
import { allPages } from '../../../integrations/eloqua/page.ts';
import { UsersClient } from '../../../integrations/eloqua/users.client.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { assertNever } from '../../../kernel/errors.ts';
import type { RequestText } from '../../../kernel/http.ts';
import type { CampaignStatus } from '../campaigns/campaign.rules.ts';
import type {
  MarketingPlatform,
  MarketingSession,
  PlacedSender,
  PlatformCampaign,
  PlatformField,
  PlatformIdentity,
  PlatformSender,
  PlatformTokens,
  PlatformUser,
  ReferenceKind,
  ReportResult,
} from '../connection/marketing-platform.port.ts';
import { type FieldPurpose, fitFor } from '../fields/contact-field.rules.ts';
import { orFound, translated } from './eloqua.faults.ts';
import { definitionOf } from './step-definition.ts';

export interface EloquaConfig extends OAuthConfig {
  /** Where the browser returns with its answer, as it is registered. */
  readonly redirectUri: string;
}

/** Eloqua as a marketing platform. */
export class EloquaAdapter implements MarketingPlatform {
  readonly name = 'ELOQUA';
  private readonly oauth: OAuthClient;
  private readonly identity: IdentityClient;
  private readonly fieldClient: ContactFieldsClient;
  private readonly userClient: UsersClient;
  private readonly campaignClient: CampaignsClient;
  private readonly instances: InstancesClient;
  private readonly bulk: BulkClient;

  constructor(
    private readonly config: EloquaConfig,
    http: RequestText,
    private readonly clock: Clock,
  ) {
    this.oauth = new OAuthClient(config, http);
    this.identity = new IdentityClient(config, http);
    this.fieldClient = new ContactFieldsClient(http);
    this.userClient = new UsersClient(http);
    this.campaignClient = new CampaignsClient(http);
    this.instances = new InstancesClient(http);
    this.bulk = new BulkClient(http);
  }

  idIn(kind: ReferenceKind, reference: string): string | null {
    switch (kind) {
      case 'CONTACT_FIELD':
      case 'USER':
        return isNumber(reference) ? reference : null;
      case 'CAMPAIGN':
        return campaignIdIn(reference);
      case 'SENDER':
        return guidIn(reference);
      default:
        return assertNever(kind);
    }
  }

  authorizeUrl(state: string): string {
    return this.oauth.authorizeUrl({ redirectUri: this.config.redirectUri, state });
  }

  exchangeCode(code: string): Promise<PlatformTokens> {
    return this.tokens(() => this.oauth.exchangeCode(code, this.config.redirectUri));
  }

  refresh(refreshToken: string): Promise<PlatformTokens> {
    return this.tokens(() => this.oauth.refresh(refreshToken, this.config.redirectUri));
  }

  identify(accessToken: string): Promise<PlatformIdentity> {
    return translated(() => this.identity.identify(accessToken));
  }

  contactFields(session: MarketingSession): Promise<PlatformField[]> {
    return translated(async () => (await this.fieldClient.list(session)).map(toField));
  }

  createContactField(session: MarketingSession, name: string, purpose: FieldPurpose): Promise<PlatformField> {
    return translated(async () => {
      const dataType = await this.dataTypeFor(session, purpose);
      const created = this.fieldClient.create(session, { name, dataType });
      return toField(await orFound(created, () => this.fieldNamed(session, name)));
    });
  }

  users(session: MarketingSession): Promise<PlatformUser[]> {
    return translated(async () => {
      const found = await Array.fromAsync(
        allPages((page) => this.userClient.search(session, { by: 'name', prefix: '', ...page })),
      );
      return found.map(({ id, name, loginName, emailAddress, isDisabled, isDeleted }) => ({
        id,
        name,
        loginName: loginName ?? name,
        emailAddress,
        disabled: isDisabled,
        deleted: isDeleted,
      }));
    });
  }

  campaigns(session: MarketingSession): Promise<PlatformCampaign[]> {
    return translated(async () => {
      const found = await Array.fromAsync(
        allPages((page) => this.campaignClient.search(session, { text: '', ...page })),
      );
      return found.map(toCampaign);
    });
  }

  campaign(session: MarketingSession, id: string): Promise<PlatformCampaign | null> {
    return translated(async () => {
      const found = await this.campaignClient.get(session, id);
      return found && toCampaign(found);
    });
  }

  createCampaign(
    session: MarketingSession,
    name: string,
    startAt: Date,
    endAt: Date,
  ): Promise<PlatformCampaign> {
    return translated(async () => {
      const created = this.campaignClient.create(session, { name, startAt, endAt });
      return toCampaign(await orFound(created, () => this.campaignNamed(session, name)));
    });
  }

  activateCampaign(session: MarketingSession, id: string): Promise<PlatformCampaign> {
    return translated(async () => toCampaign(await this.campaignClient.activate(session, id)));
  }

  extendCampaign(session: MarketingSession, id: string, endAt: Date): Promise<PlatformCampaign> {
    return translated(async () => toCampaign(await this.campaignClient.updateEnd(session, id, endAt)));
  }

  senders(session: MarketingSession, instanceIds: readonly string[]): Promise<PlacedSender[]> {
    return translated(async () => {
      const found = await this.instances.search(session, instanceIds);
      return found.map(({ instanceId, requiresConfiguration, dependentAssetType, dependentAssetId }) => ({
        instanceId,
        requiresConfiguration,
        campaignId: dependentAssetType?.toLowerCase() === 'campaign' ? dependentAssetId : null,
      }));
    });
  }

  saveSender(session: MarketingSession, sender: PlatformSender): Promise<void> {
    return translated(() => this.instances.update(session, sender.instanceId, definitionOf(sender)));
  }

  reportErrored(
    session: MarketingSession,
    instanceId: string,
    executionId: string,
    contactIds: readonly string[],
  ): Promise<ReportResult> {
    return translated(async () => {
      const report = { instanceId, executionId, status: 'errored', contactIds } as const;
      return resultOf(await this.bulk.report(session, report, AT_ONCE));
    });
  }

  reportResult(session: MarketingSession, report: string): Promise<ReportResult> {
    return translated(async () => resultOf(await this.bulk.result(session, report, AT_ONCE)));
  }

  private tokens(request: () => Promise<Grant>): Promise<PlatformTokens> {
    return translated(async () => {
      const { accessToken, refreshToken, expiresIn } = await request();
      const expiresAt = new Date(this.clock.now().getTime() + expiresIn * 1000);
      return { accessToken, refreshToken, expiresAt };
    });
  }

  private async fieldNamed(session: MarketingSession, name: string): Promise<EloquaContactField | undefined> {
    return (await this.fieldClient.list(session)).find((field) => field.name === name);
  }

  private async campaignNamed(session: MarketingSession, name: string): Promise<EloquaCampaign | undefined> {
    const { elements } = await this.campaignClient.search(session, { text: name });
    return elements.find((campaign) => campaign.name === name);
  }

  /** Only `text` is certain; for a date, whatever an existing field of dates has. */
  private async dataTypeFor(session: MarketingSession, purpose: FieldPurpose): Promise<string> {
    if (fitFor(purpose) === 'TEXT') return 'text';
    const fields = await this.fieldClient.list(session);
    return fields.find((field) => typeOf(field.dataType) === 'DATE')?.dataType ?? 'date';
  }
}

function toField(field: EloquaContactField): PlatformField {
  const displayType = field.displayType ?? '';
  return {
    id: field.id,
    name: field.name,
    internalName: field.internalName,
    dataType: field.dataType,
    displayType,
    type: typeOf(field.dataType),
    plain: displayType.toLowerCase() === 'text',
    readOnly: field.isReadOnly,
    // Of every customer's fields this is the one that must never hold anything else, whatever it is told to be.
    standard: field.isStandard || field.internalName === 'C_EmailAddress',
  };
}

/** Of the literals only `text` is documented. */
function typeOf(dataType: string): PlatformField['type'] {
  const literal = dataType.toLowerCase();
  if (literal === 'text' || literal === 'string') return 'TEXT';
  if (literal === 'largetext') return 'LARGE_TEXT';
  if (literal.startsWith('date')) return 'DATE';
  return literal.startsWith('num') ? 'NUMBER' : 'OTHER';
}

/** A synchronization takes minutes where Eloqua is busy. */
const AT_ONCE = { timeoutMs: 0 };

function resultOf({ status, uri }: EloquaSync): ReportResult {
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

const STATUSES: Readonly<Record<NonNullable<EloquaCampaign['currentStatus']>, CampaignStatus>> = {
  Active: 'ACTIVE',
  Draft: 'DRAFT',
  Scheduled: 'SCHEDULED',
  Completed: 'COMPLETED',
};

const toCampaign = ({ id, name, currentStatus, startAt, endAt }: EloquaCampaign): PlatformCampaign => ({
  id,
  name,
  // A campaign with an unknown status cannot receive activities.
  status: currentStatus ? STATUSES[currentStatus] : 'DRAFT',
  startAt,
  endAt,
});
