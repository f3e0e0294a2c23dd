/* Generated from *.graphql by `npm run codegen`. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Status of an official account in Qiao. */
export type AccountStatus =
  /** The account was active, but something is missing now; see `requirements`. */
  | 'ACTION_REQUIRED'
  /** The account is complete and can be used. */
  | 'ACTIVE'
  /** The account has never been complete. `requirements` lists what is missing. */
  | 'DRAFT'
  /** The account was removed. It is kept as a record; lists include it only if you filter for it. */
  | 'REMOVED';

/** WeChat's two types of official accounts. */
export type AccountType =
  /** A service account (服务号). */
  | 'SERVICE'
  /** A subscription account (公众号). */
  | 'SUBSCRIPTION';

/** The message sender to configure, and the official account to send for. */
export type ConfigureMessageSenderInput = {
  /** Global ID of the official account to send for. It must be ACTIVE, and you must have access to it. */
  accountId: string;
  /** The message sender: its global ID, or its `instanceId`, for example `3f2504e0-4f89-41d3-9a0c-0305e82c3301`. */
  messageSenderId: string;
};

/** Why a message sender needs configuration. */
export type MessageSenderCause =
  /** Its official account was removed. */
  | 'ACCOUNT_REMOVED'
  /** It is a copy that could not inherit the configuration: the original was not configured, its account is not ACTIVE or has changed, or the user who copied it may not use the account. */
  | 'COPIED'
  /** Nobody has configured it yet. */
  | 'NEVER_CONFIGURED'
  /** The OpenID was mapped to a different contact field. */
  | 'OPEN_ID_FIELD_CHANGED'
  /** Qiao was uninstalled in the meantime. */
  | 'UNINSTALLED'
  /** A different WeChat account replaced the one for which it was configured. */
  | 'WECHAT_ACCOUNT_REPLACED';

/** Whether a message sender can be used. */
export type MessageSenderStatus =
  /** It sends for its official account. */
  | 'CONFIGURED'
  /** It was removed from the campaign. It is kept as a record; lists include it only if you filter for it. */
  | 'DELETED'
  /** A user must configure it. Until then, its campaign cannot be activated. */
  | 'NEEDS_CONFIGURATION';

/** Why a mutation was refused. */
export type UserErrorCode =
  /** With SELECTED_USERS, at least one user must remain selected. */
  | 'ACCESS_WOULD_BE_EMPTY'
  /** The limit of official accounts that were never authorized is reached. Authorize or remove one first. */
  | 'ACCOUNT_LIMIT_REACHED'
  /** The limit of API keys is reached. Revoke one first. */
  | 'API_KEY_LIMIT_REACHED'
  /** The administrator has already confirmed. Wait until the session ends. */
  | 'AUTHORIZATION_IN_PROGRESS'
  /** The campaign is not active or has ended, so it cannot receive activities. */
  | 'CAMPAIGN_NOT_ACTIVE'
  /** The marketing platform has no such campaign, or the account has no default campaign. */
  | 'CAMPAIGN_NOT_FOUND'
  /** WeChat does not let the official account do this, because of its type, its verification or its permissions. The message says what is missing. */
  | 'CAPABILITY_MISSING'
  /** Someone else changed the object after you read it. Read it again, then retry. */
  | 'CONFLICT'
  /** The contact field is already mapped by another official account, or for another purpose of this one. */
  | 'FIELD_ALREADY_MAPPED'
  /** The contact field cannot store this value. The message says why. */
  | 'FIELD_NOT_SUITABLE'
  /** The impact of the change differs from what you were shown, or the token has expired. Query `changeImpact` again. */
  | 'IMPACT_CHANGED'
  /** An administrator must first configure the installation again. */
  | 'INSTALLATION_UNAVAILABLE'
  /** A value is not acceptable. The message says why. */
  | 'INVALID'
  /** No object has this ID, or you do not have access to it. */
  | 'NOT_FOUND'
  /** WeChat or the marketing platform refuses Qiao itself: its configuration is wrong, or its daily quota is used up. Retrying at once does not help; the message says what its operator must do. */
  | 'OPERATOR_REQUIRED'
  /** A required value is missing. */
  | 'REQUIRED'
  /** This version of the terms is not in force. Query `terms` for the version to accept. */
  | 'TERMS_NOT_ACCEPTED'
  /** Accounts of another open platform use this UnionID field. Choose another field. */
  | 'UNION_ID_PLATFORM_DIFFERS'
  /** UnionID cannot be mapped because the account is not bound to an open platform. */
  | 'UNION_ID_UNAVAILABLE'
  /** WeChat or the marketing platform did not answer. Nothing was changed. Retry later. */
  | 'UPSTREAM_UNAVAILABLE'
  /** The marketing platform has no such user, or the user is disabled. */
  | 'USER_NOT_FOUND';

export type SenderQueryVariables = Exact<{
  id: string;
}>;


export type SenderQuery = { node:
    | { __typename: 'Activity' }
    | { __typename: 'ApiKey' }
    | { __typename: 'AuditEntry' }
    | { __typename: 'AuthorizationSession' }
    | { __typename: 'BindingLink' }
    | { __typename: 'Campaign' }
    | { __typename: 'ContactAdoption' }
    | { __typename: 'ContactField' }
    | { __typename: 'Delivery' }
    | { __typename: 'Follower' }
    | { __typename: 'Installation' }
    | { __typename: 'MarketingUser' }
    | { __typename: 'MessageSender', id: string, status: MessageSenderStatus, cause: MessageSenderCause | null, campaignName: string | null, configuredAt: string | null, configuredBy: { id: string, name: string } | null, account: { id: string, displayName: string, status: AccountStatus } | null }
    | { __typename: 'Notice' }
    | { __typename: 'OfficialAccount' }
    | { __typename: 'PrivacyReceipt' }
    | { __typename: 'Synchronization' }
   | null };

export type SenderStateFragment = { id: string, status: MessageSenderStatus, cause: MessageSenderCause | null, campaignName: string | null, configuredAt: string | null, configuredBy: { id: string, name: string } | null, account: { id: string, displayName: string, status: AccountStatus } | null };

export type UsableAccountsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type UsableAccountsQuery = { officialAccounts: { edges: Array<{ node: { id: string, displayName: string, principalName: string | null, accountType: AccountType | null, viewerCan: { configureSenders: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ConfigureSenderMutationVariables = Exact<{
  input: ConfigureMessageSenderInput;
}>;


export type ConfigureSenderMutation = { configureMessageSender: { messageSender: { id: string, status: MessageSenderStatus, cause: MessageSenderCause | null, campaignName: string | null, configuredAt: string | null, configuredBy: { id: string, name: string } | null, account: { id: string, displayName: string, status: AccountStatus } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export const SenderStateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SenderState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageSender"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"campaignName"}},{"kind":"Field","name":{"kind":"Name","value":"configuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"configuredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<SenderStateFragment, unknown>;
export const SenderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sender"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageSender"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SenderState"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SenderState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageSender"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"campaignName"}},{"kind":"Field","name":{"kind":"Name","value":"configuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"configuredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<SenderQuery, SenderQueryVariables>;
export const UsableAccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UsableAccounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"statuses"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ACTIVE"}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"principalName"}},{"kind":"Field","name":{"kind":"Name","value":"accountType"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"configureSenders"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<UsableAccountsQuery, UsableAccountsQueryVariables>;
export const ConfigureSenderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfigureSender"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfigureMessageSenderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"configureMessageSender"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageSender"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SenderState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SenderState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageSender"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"campaignName"}},{"kind":"Field","name":{"kind":"Name","value":"configuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"configuredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<ConfigureSenderMutation, ConfigureSenderMutationVariables>;