import { AccountAccess } from '../modules/accounts/access/account-access.entity.ts';
import { OfficialAccount } from '../modules/accounts/account/official-account.entity.ts';
import { TermsAcceptance } from '../modules/accounts/terms/terms-acceptance.entity.ts';
import { AuditEntry } from '../modules/audit/audit-entry.entity.ts';
import { AuthorizationLink } from '../modules/authorizations/session/authorization-link.entity.ts';
import { AuthorizationSession } from '../modules/authorizations/session/authorization-session.entity.ts';
import { CallbackReceipt } from '../modules/callbacks/callback-receipt.entity.ts';
import { ApiKey } from '../modules/callers/api-key.entity.ts';
import { ApiKeyDigest } from '../modules/callers/api-key-digest.entity.ts';
import { Authorizer, SlotGroup, SlotNumber } from '../modules/connections/authorizer/authorizer.entity.ts';
import { Withdrawal } from '../modules/connections/authorizer/withdrawal.entity.ts';
import { Component, ComponentTicket } from '../modules/connections/component/component.entity.ts';
import { Credential } from '../modules/connections/credential/credential.entity.ts';
import { Installation } from '../modules/installations/installation.entity.ts';
import { InstallationSite } from '../modules/installations/installation-site.entity.ts';
import { SiteName } from '../modules/installations/site-name.entity.ts';
import { Campaign } from '../modules/marketing/campaigns/campaign.entity.ts';
import { CatalogueRead } from '../modules/marketing/catalogue/catalogue-read.entity.ts';
import { MarketingConnection } from '../modules/marketing/connection/marketing-connection.entity.ts';
import { OAuthState } from '../modules/marketing/connection/oauth-state.entity.ts';
import { SignedCall } from '../modules/marketing/eloqua/signed-call.entity.ts';
import { ContactField } from '../modules/marketing/fields/contact-field.entity.ts';
import { MarketingUser } from '../modules/marketing/users/marketing-user.entity.ts';
import { SenderExecution } from '../modules/senders/executions/sender-execution.entity.ts';
import { MessageSender } from '../modules/senders/steps/message-sender.entity.ts';

/** Tables whose rows belong to one installation: served under the tenant role, bound by row-level security. */
export const TENANT_ENTITIES = [
  Installation,
  AuditEntry,
  ApiKey,
  OfficialAccount,
  AccountAccess,
  TermsAcceptance,
  AuthorizationSession,
  ContactField,
  MarketingUser,
  Campaign,
  CatalogueRead,
  MessageSender,
  SenderExecution,
];

/** Tables read before a tenant is known, reached only by named services. */
export const PLATFORM_ENTITIES = [
  InstallationSite,
  SiteName,
  MarketingConnection,
  ApiKeyDigest,
  OAuthState,
  SignedCall,
  Authorizer,
  SlotGroup,
  SlotNumber,
  Credential,
  Withdrawal,
  AuthorizationLink,
  Component,
  ComponentTicket,
  CallbackReceipt,
];
