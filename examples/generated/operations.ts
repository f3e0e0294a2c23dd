/* Generated from *.graphql by `npm run codegen`. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Which marketing users may use an official account. */
export type AccessInput = {
  /** ALL_USERS, or SELECTED_USERS with at least one user in `userIds`. */
  mode: AccessMode;
  /** The selected marketing users, at most 500: global IDs or IDs of the marketing platform, for example `["17"]`. Only with SELECTED_USERS. */
  userIds?: Array<string> | null | undefined;
};

/** Which marketing users may use an official account. */
export type AccessMode =
  /** Every marketing user may use the account. */
  | 'ALL_USERS'
  /** Only the selected marketing users may use the account. Administrators may configure it even if they are not selected. */
  | 'SELECTED_USERS';

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

/** Settings of a new official account. All are optional and can be set later; `requirements` lists what is missing. For contact fields, users and campaigns, both global IDs and the marketing platform's own IDs are accepted. */
export type AddOfficialAccountInput = {
  /** The `version` of `terms` that the user accepted, for example `2026-11`. */
  acceptedTermsVersion?: string | null | undefined;
  /** Which marketing users may use the account. Omit to allow every user. */
  access?: AccessInput | null | undefined;
  /** The type that the WeChat account must have. Omit to accept both types. */
  accountType?: AccountType | null | undefined;
  /** The default campaign: its ID, or its URL pasted from the browser, for example `https://secure.p01.eloqua.com/Main.aspx#campaigns&id=1234`. */
  defaultCampaign?: string | null | undefined;
  /** Time zone for times in messages: an IANA name, for example `Asia/Shanghai`. Omit to use the installation's default. */
  defaultTimezone?: string | null | undefined;
  /** One line of free text that is shown next to the name. At most 200 characters. */
  description?: string | null | undefined;
  /** ID of the contact field that stores the time of the follower's last activity. No other account may use it. */
  lastActivityFieldId?: string | null | undefined;
  /** Free text for your colleagues, for example whom to ask. At most 500 characters; line breaks are allowed. */
  note?: string | null | undefined;
  /** ID of the contact field that stores the OpenID. No other account may use it. */
  openIdFieldId?: string | null | undefined;
  /** ID of the contact field that stores whether the contact follows the account. */
  subscriptionStatusFieldId?: string | null | undefined;
  /** ID of the contact field that stores the UnionID. Only accounts of one open platform may share it. */
  unionIdFieldId?: string | null | undefined;
};

/** Why an authorization failed. */
export type AuthorizationFailureCode =
  /** The WeChat account is already connected as another official account. */
  | 'ACCOUNT_ALREADY_CONNECTED'
  /** The open platform of the WeChat account has reached its limit of official accounts. */
  | 'ACCOUNT_LIMIT_REACHED'
  /** WeChat has not verified the account. */
  | 'ACCOUNT_NOT_VERIFIED'
  /** The WeChat account does not have the chosen `accountType`. */
  | 'ACCOUNT_TYPE_MISMATCH'
  /** The administrator confirmed for a different WeChat account than the connected one. */
  | 'DIFFERENT_ACCOUNT'
  /** The administrator confirmed for a mini program or a video account, which is not an official account. */
  | 'NOT_AN_OFFICIAL_ACCOUNT'
  /** WeChat refuses Qiao itself: its configuration is wrong, or its daily quota is used up. The message says what its operator must do. */
  | 'OPERATOR_REQUIRED'
  /** The administrator did not grant all permissions that Qiao needs; see `missingPermissions`. */
  | 'PERMISSION_MISSING'
  /** WeChat did not complete the authorization. */
  | 'UPSTREAM_FAILED';

/** Status of an authorization session. */
export type AuthorizationStatus =
  /** A user cancelled the session, or a newer session replaced it. */
  | 'CANCELLED'
  /** The account is authorized. */
  | 'COMPLETED'
  /** Nobody confirmed before the link expired. */
  | 'EXPIRED'
  /** The authorization failed; see `failure`. */
  | 'FAILED'
  /** The session waits for the administrator of the WeChat account, or for WeChat. */
  | 'PENDING';

/** Whether data of the marketing platform is current. */
export type Availability =
  /** The object exists in the marketing platform, as far as Qiao knows. */
  | 'AVAILABLE'
  /** The marketing platform no longer has the object; this is the last known value. */
  | 'GONE'
  /** The marketing platform is unreachable; this is the cached value as of `asOf`. */
  | 'STALE';

/** Status of a campaign in the marketing platform. */
export type CampaignStatus =
  /** The campaign was activated. It stays ACTIVE after its `endAt`, but then no longer receives activities. */
  | 'ACTIVE'
  /** The campaign has ended. */
  | 'COMPLETED'
  /** The campaign was not activated yet, or was deactivated. */
  | 'DRAFT'
  /** The marketing platform will activate the campaign automatically. */
  | 'SCHEDULED';

/** Whether an installation can be used. */
export type InstallationStatus =
  /** The installation can be used. */
  | 'AVAILABLE'
  /** An administrator must configure the installation again before it can be used. No settings are lost. */
  | 'UNAVAILABLE'
  /** Qiao was uninstalled in the marketing platform. Installing it again restores all settings. */
  | 'UNINSTALLED';

/** What an official account still needs. */
export type RequirementCode =
  /** A selected user was disabled or deleted in the marketing platform. */
  | 'ACCESS_USER_DISABLED'
  /** The account was bound to another open platform, which has no free slot. */
  | 'ACCOUNT_LIMIT_REACHED'
  /** WeChat's verification of the account has expired. */
  | 'ACCOUNT_NOT_VERIFIED'
  /** WeChat has cancelled, banned or frozen the account; see `wechatStatus`. */
  | 'ACCOUNT_RESTRICTED'
  /** The account was never authorized, or its authorization was withdrawn. */
  | 'AUTHORIZATION_REQUIRED'
  /** The default campaign ends within 60 days. */
  | 'DEFAULT_CAMPAIGN_ENDING'
  /** The default campaign was deleted, has ended, or was never activated. */
  | 'DEFAULT_CAMPAIGN_NOT_ACTIVE'
  /** The account has no default campaign. */
  | 'DEFAULT_CAMPAIGN_REQUIRED'
  /** No contact field is mapped for the last activity. */
  | 'LAST_ACTIVITY_ADVISED'
  /** A mapped contact field, other than the one for the OpenID, was deleted or can no longer store its value; see `path`. */
  | 'MAPPED_FIELD_MISSING'
  /** The contact field for the OpenID was deleted in the marketing platform, or can no longer store it. */
  | 'OPEN_ID_FIELD_MISSING'
  /** No contact field is mapped for the OpenID. */
  | 'OPEN_ID_FIELD_REQUIRED'
  /** The administrator did not grant permissions for further functions; the message lists them. */
  | 'PERMISSION_ADVISED'
  /** The administrator withdrew permissions that Qiao needs; see `credential.missingPermissions`. */
  | 'PERMISSION_MISSING'
  /** Some granted permissions must be confirmed in WeChat before they work; the message lists them. */
  | 'PERMISSION_UNCONFIRMED'
  /** No contact field is mapped for the subscription status. */
  | 'SUBSCRIPTION_STATUS_ADVISED'
  /** A newer version of the terms is in force. */
  | 'TERMS_OUTDATED'
  /** Nobody has accepted the terms for this account. */
  | 'TERMS_REQUIRED'
  /** An account of another open platform uses the same UnionID field. */
  | 'UNION_ID_PLATFORM_DIFFERS'
  /** UnionID is mapped, but Qiao knows of no open platform that the account is bound to. */
  | 'UNION_ID_UNAVAILABLE';

/** Whether a requirement must be resolved. */
export type RequirementSeverity =
  /** The account works without it. We recommend resolving it. */
  | 'ADVICE'
  /** The account cannot be ACTIVE until this is resolved. */
  | 'BLOCKING';

/** Role of a marketing user. */
export type Role =
  /** May configure official accounts and API keys, and use the official accounts that they have access to. */
  | 'ADMINISTRATOR'
  /** May use the official accounts that they have access to. */
  | 'MARKETER';

/** Why a synchronization waits, or has failed. */
export type SynchronizationReason =
  /** The pages of the list do not add up to the number of followers that WeChat tells. It is read again, three times at most. */
  | 'LIST_INCOMPLETE'
  /** WeChat does not let the account list its followers: see FOLLOWER_INFO in its `capabilities`. */
  | 'NOT_ALLOWED'
  /** The account is not authorized any more, or was removed. */
  | 'NOT_AUTHORIZED'
  /** The account's calls of this day are used up. They are counted anew at midnight in Beijing. */
  | 'QUOTA_USED_UP'
  /** WeChat refuses the list for another reason. */
  | 'REFUSED'
  /** The account has made too many calls within a minute. */
  | 'TOO_MANY_CALLS'
  /** WeChat does not answer usably, or refuses Qiao for a reason that its operator must remove. */
  | 'WECHAT_UNAVAILABLE';

/** The state of a synchronization. */
export type SynchronizationStatus =
  /** The followers are those of the list. */
  | 'COMPLETED'
  /** It ended early; see `reason`. Nobody was erased because the list was missing. */
  | 'FAILED'
  /** WeChat's list is being read, or compared. */
  | 'RUNNING'
  /** It goes on at `resumesAt`, where it was; `reason` says why it waits. */
  | 'WAITING';

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

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { viewer: { userId: string | null, role: Role | null, installation: { site: string, status: InstallationStatus } }, terms: { version: string } };

export type FitFieldsQueryVariables = Exact<{ [key: string]: never; }>;


export type FitFieldsQuery = { contactFields: { totalCount: number, edges: Array<{ node: { name: string, availability: Availability } }> }, campaigns: { edges: Array<{ node: { id: string, name: string, status: CampaignStatus, endAt: string | null } }> } };

export type CreateFieldMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateFieldMutation = { createContactField: { contactField: { id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type CreateCampaignMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateCampaignMutation = { createDefaultCampaign: { campaign: { id: string, name: string, endAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type AddAccountMutationVariables = Exact<{
  input: AddOfficialAccountInput;
}>;


export type AddAccountMutation = { addOfficialAccount: { officialAccount: { id: string, displayName: string, status: AccountStatus, requirements: Array<{ code: RequirementCode, severity: RequirementSeverity, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type AuthorizeMutationVariables = Exact<{
  accountId: string;
}>;


export type AuthorizeMutation = { authorizeAccount: { authorizationSession: { id: string, launchUrl: string, mobileUrl: string, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type AuthorizationCompletedSubscriptionVariables = Exact<{
  sessionId: string;
}>;


export type AuthorizationCompletedSubscription = { authorizationCompleted: { status: AuthorizationStatus, failure: { code: AuthorizationFailureCode, message: string, nextStep: string } | null, account: { displayName: string, appId: string | null, accountType: AccountType | null, status: AccountStatus } | null } };

export type LatestAccountsQueryVariables = Exact<{
  last: number;
}>;


export type LatestAccountsQuery = { officialAccounts: { totalCount: number, edges: Array<{ node: { id: string, displayName: string, status: AccountStatus, requirements: Array<{ code: RequirementCode, severity: RequirementSeverity, message: string }> } }> } };

export type SynchronizeMutationVariables = Exact<{
  accountId: string;
}>;


export type SynchronizeMutation = { synchronizeSubscriptionStatus: { synchronization: { status: SynchronizationStatus } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type ProgressSubscriptionVariables = Exact<{
  accountId: string;
}>;


export type ProgressSubscription = { synchronizationProgress: { status: SynchronizationStatus, reason: SynchronizationReason | null, done: number, total: number | null, perSecond: number | null, secondsLeft: number | null, counts: { added: number, confirmed: number, updated: number, leftSilently: number, unclear: number } } };


export const WhoAmIDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoAmI"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"site"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"terms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<WhoAmIQuery, WhoAmIQueryVariables>;
export const FitFieldsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FitFields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contactFields"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"purpose"},"value":{"kind":"EnumValue","value":"OPEN_ID"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaigns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"StringValue","value":"WeChat default campaign","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FitFieldsQuery, FitFieldsQueryVariables>;
export const CreateFieldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateField"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createContactField"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"purpose"},"value":{"kind":"EnumValue","value":"OPEN_ID"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contactField"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreateFieldMutation, CreateFieldMutationVariables>;
export const CreateCampaignDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCampaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createDefaultCampaign"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCampaignMutation, CreateCampaignMutationVariables>;
export const AddAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddOfficialAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addOfficialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AddAccountMutation, AddAccountMutationVariables>;
export const AuthorizeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Authorize"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizeAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizationSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"launchUrl"}},{"kind":"Field","name":{"kind":"Name","value":"mobileUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AuthorizeMutation, AuthorizeMutationVariables>;
export const AuthorizationCompletedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AuthorizationCompleted"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sessionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nextStep"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"accountType"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<AuthorizationCompletedSubscription, AuthorizationCompletedSubscriptionVariables>;
export const LatestAccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LatestAccounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LatestAccountsQuery, LatestAccountsQueryVariables>;
export const SynchronizeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Synchronize"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synchronizeSubscriptionStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synchronization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<SynchronizeMutation, SynchronizeMutationVariables>;
export const ProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Progress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synchronizationProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"added"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}},{"kind":"Field","name":{"kind":"Name","value":"leftSilently"}},{"kind":"Field","name":{"kind":"Name","value":"unclear"}}]}}]}}]}}]} as unknown as DocumentNode<ProgressSubscription, ProgressSubscriptionVariables>;