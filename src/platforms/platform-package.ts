import type { FastifyInstance } from 'fastify';
import type { RequestContext } from '../kernel/context.ts';
import type { Visitor } from '../modules/callers/console-session.entity.ts';
import type { InstallationService } from '../modules/installations/installation.service.ts';
import type { AppInstallationService } from '../modules/marketing/connection/app-installation.service.ts';
import type { MarketingPlatform } from '../modules/marketing/connection/marketing-platform.port.ts';
import type { SignedCallService } from '../modules/marketing/connection/signed-call.service.ts';
import type { ContactFieldService } from '../modules/marketing/fields/contact-field.service.ts';
import type { SenderExecutionService } from '../modules/senders/executions/sender-execution.service.ts';
import type { SenderStepService } from '../modules/senders/steps/sender-step.service.ts';

/** Everything of one marketing platform. Each is a folder beside this file; all other code knows only this interface. */
export interface PlatformPackage {
  /** What people call the platform, for example `Oracle Eloqua`. */
  readonly title: string;
  /** Outbound: what Qiao asks of the platform. */
  readonly outbound: MarketingPlatform;
  /**
   * Inbound: adds the routes by which the platform calls Qiao. Their paths begin with the platform's name. The routes
   * verify each call, locate its installation, and translate it into calls of `host`. Only servers call this.
   */
  routes(app: FastifyInstance, host: PlatformHost): void;
}

/** The services that inbound calls may use. */
export interface PlatformHost {
  /** Locates the installation of a call, and uninstalls. */
  readonly installations: InstallationService;
  /** Installs and connects. */
  readonly appInstallations: AppInstallationService;
  /** Accepts each signed call once. */
  readonly signedCalls: SignedCallService;
  /** Answers whether calls to the platform succeed now. */
  readonly contactFields: ContactFieldService;

  /** Lets a user into the console whom the platform vouches for. Returns the URL for their browser, which works once. */
  enterConsole(ctx: RequestContext, visitor: Visitor): Promise<string>;

  /** Steps that are created, copied, opened and deleted. A platform without steps does not use these services. */
  readonly senderSteps: SenderStepService;
  /** Contacts that arrive at a step. */
  readonly senderExecutions: SenderExecutionService;
}
