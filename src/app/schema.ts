import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { buildSchema } from 'type-graphql';
import { authChecker, describePermissions } from '../graphql/authorization.ts';
import { NodeResolver } from '../graphql/node.resolver.ts';
import { streamsOf } from '../graphql/streams.ts';
import { TimeZoneResolver } from '../graphql/time-zone.resolver.ts';
import { systemClock } from '../kernel/clock.ts';
import { AccountEventResolver } from '../modules/accounts/account/account-event.resolver.ts';
import { AccountMutationResolver } from '../modules/accounts/account/account-mutation.resolver.ts';
import {
  AccountAccessResolver,
  FieldMappingResolver,
} from '../modules/accounts/account/account-parts.resolver.ts';
import { OfficialAccountLoaders } from '../modules/accounts/account/official-account.loaders.ts';
import { OfficialAccountResolver } from '../modules/accounts/account/official-account.resolver.ts';
import { OpenPlatformResolver } from '../modules/accounts/connecting/open-platform.resolver.ts';
import { PreparationResolver } from '../modules/accounts/preparation/preparation.resolver.ts';
import { AuditLoaders } from '../modules/audit/audit.loaders.ts';
import { AuditResolver } from '../modules/audit/audit.resolver.ts';
import { AuthorizationLoaders } from '../modules/authorizations/session/authorization.loaders.ts';
import {
  AccountAuthorizationResolver,
  AuthorizationResolver,
} from '../modules/authorizations/session/authorization.resolver.ts';
import { ApiKeyLoaders } from '../modules/callers/api-key.loaders.ts';
import { ApiKeyResolver } from '../modules/callers/api-key.resolver.ts';
import { AuditActorResolver } from '../modules/callers/audit-actor.resolver.ts';
import { ViewerResolver } from '../modules/callers/viewer.resolver.ts';
import { InstallationResolver } from '../modules/installations/installation.resolver.ts';
import { CampaignResolver } from '../modules/marketing/campaigns/campaign.resolver.ts';
import { MarketingLoaders } from '../modules/marketing/catalogue/marketing.loaders.ts';
import { ContactFieldResolver } from '../modules/marketing/fields/contact-field.resolver.ts';
import { MarketingUserResolver } from '../modules/marketing/users/marketing-user.resolver.ts';
import { ChangeImpactResolver } from '../modules/senders/impact/change-impact.resolver.ts';
import { MessageSenderLoaders } from '../modules/senders/steps/message-sender.loaders.ts';
import {
  AccountSendersResolver,
  MessageSenderResolver,
} from '../modules/senders/steps/message-sender.resolver.ts';
import type { Services } from './compose.ts';

/** A `new` for every resolver, and the tables of nodes and streams. */
function composeResolvers(services: Services) {
  const { accounts, authorizations, installations, openPlatforms } = services;
  const { contactFields, marketingUsers, campaigns } = services;
  const limit = openPlatforms.slotLimit;
  const accountLoaders = new OfficialAccountLoaders(services);
  const authorizationLoaders = new AuthorizationLoaders(authorizations, accounts);
  const officialAccounts = new OfficialAccountResolver(accounts, accountLoaders);
  const accountEvents = new AccountEventResolver(services.accountChanges);
  const sessions = new AuthorizationResolver(authorizations, services.completions, authorizationLoaders);
  const keyLoaders = new ApiKeyLoaders(services.apiKeys);
  const keys = new ApiKeyResolver(services.apiKeys, keyLoaders);
  const audit = new AuditResolver(services.auditTrail, new AuditLoaders(services.auditTrail));
  const installation = new InstallationResolver(installations, limit);
  const marketingLoaders = new MarketingLoaders(contactFields, marketingUsers, campaigns);
  const contactField = new ContactFieldResolver(contactFields, marketingLoaders);
  const marketingUser = new MarketingUserResolver(marketingUsers, marketingLoaders);
  const campaign = new CampaignResolver(campaigns, marketingLoaders);
  const { messageSenders, changeImpacts } = services;
  const senderLoaders = new MessageSenderLoaders(messageSenders, accounts, campaigns, marketingUsers);
  const messageSender = new MessageSenderResolver(messageSenders, senderLoaders);
  const nodes = new NodeResolver({
    Installation: { permission: 'SIGNED_IN', find: installation.find },
    AuditEntry: { permission: 'AUDIT_READ', find: audit.find },
    ApiKey: { permission: 'KEYS', find: keys.find },
    OfficialAccount: { permission: 'ACCOUNTS_READ', find: officialAccounts.find },
    AuthorizationSession: { permission: 'SESSIONS_READ', find: sessions.find },
    ContactField: { permission: 'ACCOUNTS_READ', external: true, find: contactField.find },
    MarketingUser: { permission: 'ACCOUNTS_READ', external: true, find: marketingUser.find },
    Campaign: { permission: 'ACCOUNTS_READ', external: true, find: campaign.find },
    MessageSender: { permission: 'ACCOUNTS_READ', find: messageSender.find },
  });
  return {
    streams: { officialAccountChanged: accountEvents.stream, authorizationCompleted: sessions.stream },
    resolvers: [
      nodes,
      installation,
      contactField,
      marketingUser,
      campaign,
      new ViewerResolver(installations, limit, keyLoaders),
      new TimeZoneResolver(systemClock),
      audit,
      new AuditActorResolver(keyLoaders),
      keys,
      messageSender,
      new AccountSendersResolver(senderLoaders),
      new ChangeImpactResolver(changeImpacts),
      officialAccounts,
      new AccountMutationResolver({
        adding: services.accountAdding,
        settings: services.accountSettings,
        mappings: services.fieldMappings,
        access: services.accountAccess,
        removal: services.accountRemoval,
      }),
      new PreparationResolver(services.preparation),
      new FieldMappingResolver(accountLoaders),
      new AccountAccessResolver(accountLoaders),
      accountEvents,
      new OpenPlatformResolver(openPlatforms),
      sessions,
      new AccountAuthorizationResolver(authorizations, authorizationLoaders),
    ],
  };
}

type Constructor = abstract new (...args: never[]) => object;

export async function createSchema(services: Services): Promise<GraphQLSchema> {
  const { resolvers, streams } = composeResolvers(services);
  const instances = new Map(
    resolvers.map((resolver) => [resolver.constructor as Constructor, resolver as object]),
  );
  const [first, ...others] = instances.keys();
  if (!first) throw new Error('there are no resolvers');
  const schema = await buildSchema({
    resolvers: [first, ...others],
    container: { get: (resolver) => instances.get(resolver as Constructor) },
    authChecker,
    pubSub: streamsOf(streams),
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    // Inputs are checked by rules, which know more than types do.
    validate: false,
  });
  return describePermissions(schema);
}
