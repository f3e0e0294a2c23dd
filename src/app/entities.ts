import { AccountAccess } from '../modules/accounts/account-access.entity.ts';
import { Authorizer, SlotGroup, SlotNumber } from '../modules/accounts/authorizer.entity.ts';
import { Credential } from '../modules/accounts/credential.entity.ts';
import { OfficialAccount } from '../modules/accounts/official-account.entity.ts';
import { TermsAcceptance } from '../modules/accounts/terms-acceptance.entity.ts';
import { Withdrawal } from '../modules/accounts/withdrawal.entity.ts';
import { AuditEntry } from '../modules/audit/audit-entry.entity.ts';
import { AuthorizationLink } from '../modules/authorizations/authorization-link.entity.ts';
import { AuthorizationSession } from '../modules/authorizations/authorization-session.entity.ts';
import { Component, ComponentTicket } from '../modules/authorizations/component.entity.ts';
import { CallbackReceipt } from '../modules/callbacks/callback-receipt.entity.ts';
import { ApiKey } from '../modules/callers/api-key.entity.ts';
import { ApiKeyDigest } from '../modules/callers/api-key-digest.entity.ts';
import { Installation } from '../modules/installations/installation.entity.ts';
import { InstallationSite } from '../modules/installations/installation-site.entity.ts';
import { SiteName } from '../modules/installations/site-name.entity.ts';
import { Campaign } from '../modules/marketing/campaign.entity.ts';
import { CatalogueRead } from '../modules/marketing/catalogue-read.entity.ts';
import { ContactField } from '../modules/marketing/contact-field.entity.ts';
import { MarketingConnection } from '../modules/marketing/marketing-connection.entity.ts';
import { MarketingUser } from '../modules/marketing/marketing-user.entity.ts';
import { OAuthState } from '../modules/marketing/oauth-state.entity.ts';
import { SignedCall } from '../modules/marketing/signed-call.entity.ts';
import { MessageSender } from '../modules/senders/message-sender.entity.ts';
import { SenderExecution } from '../modules/senders/sender-execution.entity.ts';

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
