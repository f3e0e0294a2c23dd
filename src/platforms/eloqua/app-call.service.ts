import {
  type AppCall,
  type Parsed,
  parseAppCall,
  parseConfigureCall,
  parseEnableCall,
} from '../../integrations/eloqua/app-cloud.calls.ts';
import { type RequestContext, systemContext } from '../../kernel/context.ts';
import type { Installation } from '../../modules/installations/installation.entity.ts';
import {
  type ConnectionState,
  type InstallationStatus,
  isReachable,
} from '../../modules/installations/installation.rules.ts';
import { type InstallationService, SiteNameTaken } from '../../modules/installations/installation.service.ts';
import type { AppInstallationService } from '../../modules/marketing/connection/app-installation.service.ts';
import type { ContactFieldService } from '../../modules/marketing/fields/contact-field.service.ts';
import { isSafeCallback } from './app-installation.rules.ts';
import type { EloquaAdapter } from './eloqua.adapter.ts';
import { CallFault } from './eloqua-call.errors.ts';

/** What is behind the app's gear icon in Eloqua. */
export type AppConfiguration =
  /** Qiao works: the user goes on to its console. */
  | { readonly kind: 'CONSOLE'; readonly ctx: RequestContext; readonly userId: string }
  | {
      readonly kind: 'PAGE';
      /** Null if Qiao was never installed in this site. */
      readonly installation: Installation | null;
      /** The URL at which an administrator connects again; null if Qiao is not installed. */
      readonly connectUrl: string | null;
    };

/** The answer to Eloqua's "Check connection". */
export type AppStatus = ConnectionState | InstallationStatus | 'NOT_INSTALLED';

/**
 * Answers Eloqua's calls about the app as a whole. `params` are the signed parameters of the call. Every method throws
 * {@link CallFault} for a call that it cannot answer.
 */
export class AppCallService {
  constructor(
    private readonly app: { readonly appId: string; readonly loginUrl: string },
    private readonly eloqua: Pick<EloquaAdapter, 'authorizeUrl'>,
    private readonly apps: AppInstallationService,
    private readonly installations: InstallationService,
    private readonly contactFields: ContactFieldService,
  ) {}

  /** Installs Qiao, or installs it again. Returns the URL of the page that asks the administrator for consent. */
  async enable(params: URLSearchParams): Promise<string> {
    const { siteName: site, callbackUrl, ...install } = this.own(parseEnableCall(params));
    if (!isSafeCallback(callbackUrl, this.app.loginUrl))
      throw new CallFault('UNSAFE_CALLBACK', 'callback_url is no address to send a browser to.');
    try {
      const installed = await this.apps.install({ ...install, site });
      // As it was parsed: what a browser or a header makes of the text may be another address.
      return await this.consentUrl(installed, new URL(callbackUrl).href);
    } catch (error) {
      if (!(error instanceof SiteNameTaken)) throw error;
      const message = 'Another site has installed Qiao under this name, now or before.';
      throw new CallFault('SITE_NAME_TAKEN', message);
    }
  }

  async configuration(params: URLSearchParams, requestId: string): Promise<AppConfiguration> {
    const { userId, ...call } = this.own(parseConfigureCall(params));
    const ctx = await this.locate(call, requestId);
    const installation = ctx && (await this.installations.current(ctx));
    if (!ctx || !installation || installation.status === 'UNINSTALLED')
      return { kind: 'PAGE', installation, connectUrl: null };
    if (userId !== null && isReachable(installation)) return { kind: 'CONSOLE', ctx, userId };
    const { installationId } = ctx;
    const connectUrl = await this.consentUrl({ installationId, installId: call.installId }, null);
    return { kind: 'PAGE', installation, connectUrl };
  }

  /** Calls Eloqua unless it was called a moment ago, because the current state is asked for. */
  async status(params: URLSearchParams, requestId: string): Promise<AppStatus> {
    const ctx = await this.locate(this.own(parseAppCall(params)), requestId);
    if (!ctx) return 'NOT_INSTALLED';
    await this.contactFields.list(ctx, {}, { after: null, limit: 1 });
    const { status, connectionState } = await this.installations.current(ctx);
    return status === 'AVAILABLE' ? connectionState : status;
  }

  async uninstall(params: URLSearchParams): Promise<void> {
    await this.installations.uninstall(this.own(parseAppCall(params)));
  }

  private async consentUrl(...asked: Parameters<AppInstallationService['ask']>): Promise<string> {
    return this.eloqua.authorizeUrl(await this.apps.ask(...asked));
  }

  private own<C extends AppCall>(call: Parsed<C>): C {
    if (!call.ok) throw new CallFault('INVALID_PARAMETERS', call.fault);
    if (call.value.appId === this.app.appId) return call.value;
    throw new CallFault('UNKNOWN_APP', 'This is the address of another app.');
  }

  private async locate(call: AppCall, requestId: string): Promise<RequestContext | null> {
    const found = await this.installations.locate(call);
    return found && systemContext(found.installationId, 'marketing platform', requestId);
  }
}
