import { BulkExportsClient } from '../../integrations/eloqua/bulk-exports.client.ts';
import { BulkImportsClient } from '../../integrations/eloqua/bulk-imports.client.ts';
import { BulkReportsClient } from '../../integrations/eloqua/bulk-reports.client.ts';
import { BulkSyncsClient } from '../../integrations/eloqua/bulk-syncs.client.ts';
import { CampaignsClient, type EloquaCampaign } from '../../integrations/eloqua/campaigns.client.ts';
import {
  ContactFieldsClient,
  type EloquaContactField,
} from '../../integrations/eloqua/contact-fields.client.ts';
import { ContactsClient } from '../../integrations/eloqua/contacts.client.ts';
import { ExternalsClient } from '../../integrations/eloqua/externals.client.ts';
import { IdentityClient } from '../../integrations/eloqua/identity.client.ts';
import { campaignIdIn, guidIn, isNumber } from '../../integrations/eloqua/ids.ts';
import { InstancesClient } from '../../integrations/eloqua/instances.client.ts';
import { type Grant, OAuthClient, type OAuthConfig } from '../../integrations/eloqua/oauth.client.ts';
import { UsersClient } from '../../integrations/eloqua/users.client.ts';
import type { Clock } from '../../kernel/clock.ts';
import { assertNever } from '../../kernel/errors.ts';
import type { RequestText } from '../../kernel/http.ts';
import type { Logger } from '../../kernel/logger.ts';
import type {
  ContactValues,
  ContactWrite,
  ExportPage,
  ImportResult,
  MarketingPlatform,
  MarketingSession,
  PlacedSender,
  PlatformActivity,
  PlatformCampaign,
  PlatformContact,
  PlatformField,
  PlatformIdentity,
  PlatformList,
  PlatformSender,
  PlatformTokens,
  PlatformUser,
  ReferenceKind,
  ReportResult,
} from '../../modules/marketing/connection/marketing-platform.port.ts';
import { type FieldPurpose, fitFor } from '../../modules/marketing/fields/contact-field.rules.ts';
import { ActivityTypes } from './activity-types.ts';
import { ContactColumns } from './contact-columns.ts';
import { EloquaFaults, orFound } from './eloqua.faults.ts';
import { listed, orNone, toCampaign, toField, toReportResult, toUser, typeOf } from './eloqua.objects.ts';
import { EloquaContacts } from './eloqua-contacts.ts';
import { EloquaImports } from './eloqua-imports.ts';
import { definitionOf } from './step-definition.ts';

export interface EloquaConfig extends OAuthConfig {
  /** Where the browser returns with its answer, as it is registered. */
  readonly redirectUri: string;
}

/** Eloqua as a marketing platform. */
export class EloquaAdapter implements MarketingPlatform {
  readonly name = 'ELOQUA';
  readonly hasSenders = true;
  private readonly faults: EloquaFaults;
  private readonly oauth: OAuthClient;
  private readonly identity: IdentityClient;
  private readonly fieldClient: ContactFieldsClient;
  private readonly userClient: UsersClient;
  private readonly campaignClient: CampaignsClient;
  private readonly instances: InstancesClient;
  private readonly reports: BulkReportsClient;
  private readonly syncs: BulkSyncsClient;
  private readonly contacts: EloquaContacts;
  private readonly imports: EloquaImports;

  constructor(
    private readonly config: EloquaConfig,
    http: RequestText,
    private readonly clock: Clock,
    log: Logger,
  ) {
    this.faults = new EloquaFaults(log);
    const { onOdd } = this.faults;
    this.oauth = new OAuthClient(config, http, { onOdd });
    this.identity = new IdentityClient(config, http, { onOdd });
    this.fieldClient = new ContactFieldsClient(http, { onOdd });
    this.userClient = new UsersClient(http, { onOdd });
    this.campaignClient = new CampaignsClient(http, { onOdd });
    this.instances = new InstancesClient(http, { onOdd });
    this.reports = new BulkReportsClient(http, { onOdd });
    this.syncs = new BulkSyncsClient(http, { onOdd });
    const columns = new ContactColumns(this.fieldClient, clock);
    const contacts = new ContactsClient(http, { onOdd });
    this.contacts = new EloquaContacts(contacts, new BulkExportsClient(http, { onOdd }), this.syncs, columns);
    this.imports = new EloquaImports(
      new BulkImportsClient(http, { onOdd }),
      this.syncs,
      contacts,
      columns,
      new ActivityTypes(new ExternalsClient(http, { onOdd }), clock),
      clock,
    );
  }

  idIn(kind: ReferenceKind, reference: string): string | null {
    switch (kind) {
      case 'CONTACT_FIELD':
      case 'USER':
      case 'CONTACT':
        return isNumber(reference) ? reference : null;
      case 'CAMPAIGN':
        return campaignIdIn(reference);
      case 'SENDER':
        return guidIn(reference);
      default:
        return assertNever(kind);
    }
  }

  /** The page that asks an administrator for consent. */
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
    return this.translated(async () => {
      const { siteId, userName, baseUrl } = await this.identity.identify(accessToken);
      return { siteId, userName: userName ?? 'unknown', baseUrl };
    });
  }

  contactFields(session: MarketingSession): Promise<PlatformList<PlatformField>> {
    return this.translated(async () => listed(await this.fieldClient.list(session), toField));
  }

  contactField(session: MarketingSession, id: string): Promise<PlatformField | null> {
    return this.translated(async () => orNone(await this.fieldClient.get(session, id), toField));
  }

  createContactField(session: MarketingSession, name: string, purpose: FieldPurpose): Promise<PlatformField> {
    return this.translated(async () => {
      const dataType = await this.dataTypeFor(session, purpose);
      const created = this.fieldClient.create(session, { name, dataType });
      return toField(await orFound(created, () => this.fieldNamed(session, name)));
    });
  }

  users(session: MarketingSession): Promise<PlatformList<PlatformUser>> {
    return this.translated(async () => listed(await this.userClient.list(session), toUser));
  }

  user(session: MarketingSession, id: string): Promise<PlatformUser | null> {
    return this.translated(async () => orNone(await this.userClient.get(session, id), toUser));
  }

  campaigns(session: MarketingSession, name?: string): Promise<PlatformList<PlatformCampaign>> {
    return this.translated(async () => listed(await this.campaignClient.list(session, name), toCampaign));
  }

  campaign(session: MarketingSession, id: string): Promise<PlatformCampaign | null> {
    return this.translated(async () => orNone(await this.campaignClient.get(session, id), toCampaign));
  }

  createCampaign(
    session: MarketingSession,
    name: string,
    startAt: Date,
    endAt: Date,
  ): Promise<PlatformCampaign> {
    return this.translated(async () => {
      const created = this.campaignClient.create(session, { name, startAt, endAt });
      return toCampaign(await orFound(created, () => this.campaignNamed(session, name)));
    });
  }

  activateCampaign(session: MarketingSession, id: string): Promise<PlatformCampaign> {
    return this.translated(async () => toCampaign(await this.campaignClient.activate(session, id)));
  }

  extendCampaign(session: MarketingSession, id: string, endAt: Date): Promise<PlatformCampaign> {
    return this.translated(async () => toCampaign(await this.campaignClient.updateEnd(session, id, endAt)));
  }

  senders(session: MarketingSession, instanceIds: readonly string[]): Promise<PlacedSender[]> {
    return this.translated(async () => {
      const found = await this.instances.search(session, instanceIds);
      return found.map(({ instanceId, requiresConfiguration, dependentAssetType, dependentAssetId }) => ({
        instanceId,
        requiresConfiguration,
        campaignId: dependentAssetType?.toLowerCase() === 'campaign' ? dependentAssetId : null,
      }));
    });
  }

  saveSender(session: MarketingSession, sender: PlatformSender): Promise<void> {
    return this.translated(() => this.instances.update(session, sender.instanceId, definitionOf(sender)));
  }

  reportErrored(
    session: MarketingSession,
    instanceId: string,
    executionId: string,
    contactIds: readonly string[],
  ): Promise<ReportResult> {
    return this.translated(async () => {
      const report = { instanceId, executionId, status: 'errored', contactIds } as const;
      return toReportResult(await this.reports.report(session, report, AT_ONCE));
    });
  }

  reportResult(session: MarketingSession, report: string): Promise<ReportResult> {
    return this.translated(async () => toReportResult(await this.syncs.result(session, report, AT_ONCE)));
  }

  stageContacts(
    session: MarketingSession,
    by: 'ID' | 'EMAIL_ADDRESS',
    writes: readonly ContactWrite[],
  ): Promise<string> {
    return this.translated(() => this.imports.stageContacts(session, by, writes));
  }

  stageActivities(session: MarketingSession, activities: readonly PlatformActivity[]): Promise<string> {
    return this.translated(() => this.imports.stageActivities(session, activities));
  }

  runImport(session: MarketingSession, importId: string, mayHaveRun: boolean): Promise<string> {
    return this.translated(() => this.imports.runImport(session, importId, mayHaveRun));
  }

  importResult(session: MarketingSession, runId: string): Promise<ImportResult> {
    return this.translated(() => this.imports.importResult(session, runId));
  }

  findContacts(
    session: MarketingSession,
    fieldId: string | null,
    values: readonly string[],
  ): Promise<readonly PlatformContact[]> {
    return this.translated(() => this.contacts.findContacts(session, fieldId, values));
  }

  contactsByIds(
    session: MarketingSession,
    ids: readonly string[],
    fieldIds: readonly string[],
  ): Promise<readonly PlatformContact[]> {
    return this.translated(() => this.contacts.contactsByIds(session, ids, fieldIds));
  }

  createContact(
    session: MarketingSession,
    emailAddress: string,
    values: ContactValues,
  ): Promise<PlatformContact> {
    return this.translated(() => this.contacts.createContact(session, emailAddress, values));
  }

  openExport(session: MarketingSession, fieldIds: readonly string[]): Promise<string> {
    return this.translated(() => this.contacts.openExport(session, fieldIds));
  }

  exportPage(session: MarketingSession, exportId: string, offset: number): Promise<ExportPage | null> {
    return this.translated(() => this.contacts.exportPage(session, exportId, offset));
  }

  private translated<T>(request: () => Promise<T>): Promise<T> {
    return this.faults.translated(request);
  }

  private tokens(request: () => Promise<Grant>): Promise<PlatformTokens> {
    return this.translated(async () => {
      const { accessToken, refreshToken, expiresIn } = await request();
      const expiresAt = new Date(this.clock.now().getTime() + expiresIn * 1000);
      return { accessToken, refreshToken, expiresAt };
    });
  }

  private async fieldNamed(session: MarketingSession, name: string): Promise<EloquaContactField | undefined> {
    return (await this.fieldClient.list(session)).found.find((field) => field.name === name);
  }

  private async campaignNamed(session: MarketingSession, name: string): Promise<EloquaCampaign | undefined> {
    const { found } = await this.campaignClient.list(session, name);
    return found.find((campaign) => campaign.name === name);
  }

  /** Only `text` is certain; for a date, whatever an existing field of dates has. */
  private async dataTypeFor(session: MarketingSession, purpose: FieldPurpose): Promise<string> {
    if (fitFor(purpose) === 'TEXT') return 'text';
    const { found } = await this.fieldClient.list(session);
    return found.find(({ dataType }) => dataType && typeOf(dataType) === 'DATE')?.dataType ?? 'date';
  }
}

/** A synchronization takes minutes where Eloqua is busy. */
const AT_ONCE = { timeoutMs: 0 };
