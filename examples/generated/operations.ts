/* Generated from *.graphql by `npm run codegen`. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Who may use an official account. */
export type AccessInput = {
  /** ALL_USERS keeps no list; SELECTED_USERS needs at least one user. */
  mode: AccessMode;
  /** The selected marketing users; only with SELECTED_USERS. */
  userIds?: Array<string> | null | undefined;
};

/** Who may use an official account. */
export type AccessMode =
  /** Every marketing user. */
  | 'ALL_USERS'
  /** The selected marketing users. Administrators configure it all the same. */
  | 'SELECTED_USERS';

/** Where an official account stands. */
export type AccountStatus =
  /** It was active; something that it needs is missing now; see `requirements`. */
  | 'ACTION_REQUIRED'
  /** It is complete and in use. */
  | 'ACTIVE'
  /** Something is missing before it can be used for the first time; see `requirements`. */
  | 'DRAFT'
  /** It was removed. Kept for the record; lists leave it out. */
  | 'REMOVED';

/** WeChat's two types of official accounts. */
export type AccountType =
  /** A service account (服务号). */
  | 'SERVICE'
  /** A subscription account (公众号). */
  | 'SUBSCRIPTION';

/** A new official account. Every setting may come later; `requirements` tells what is missing. */
export type AddOfficialAccountInput = {
  /** The `version` of `terms` that the user has accepted. */
  acceptedTermsVersion?: string | null | undefined;
  /** Omitted: every marketing user. */
  access?: AccessInput | null | undefined;
  /** Which type is to be authorized; omitted: as WeChat says. */
  accountType?: AccountType | null | undefined;
  /** The default campaign's id, or its URL as pasted from the browser. */
  defaultCampaign?: string | null | undefined;
  /** An IANA name; omitted: the installation's. */
  defaultTimezone?: string | null | undefined;
  /** At most 200 characters; shown beside the name everywhere. */
  description?: string | null | undefined;
  /** The contact field that holds the time of the last activity; used by this account only. */
  lastActivityFieldId?: string | null | undefined;
  /** The contact field that holds the OpenID; used by this account only. */
  openIdFieldId?: string | null | undefined;
  /** The contact field that says whether somebody follows the account. */
  subscriptionStatusFieldId?: string | null | undefined;
  /** The contact field that holds the UnionID; shared only within one open platform. */
  unionIdFieldId?: string | null | undefined;
};

/** Why an authorization failed. */
export type AuthorizationFailureCode =
  /** The WeChat account is connected already, as another official account. */
  | 'ACCOUNT_ALREADY_CONNECTED'
  /** Its open platform holds as many official accounts as it may. */
  | 'ACCOUNT_LIMIT_REACHED'
  /** WeChat has not verified the account. */
  | 'ACCOUNT_NOT_VERIFIED'
  /** The WeChat account is not of the chosen type. */
  | 'ACCOUNT_TYPE_MISMATCH'
  /** Another WeChat account was scanned than the connected one. */
  | 'DIFFERENT_ACCOUNT'
  /** A mini program was scanned. */
  | 'NOT_AN_OFFICIAL_ACCOUNT'
  /** Not all needed permissions were granted; see `missingPermissions`. */
  | 'PERMISSION_MISSING'
  /** WeChat did not complete it. */
  | 'UPSTREAM_FAILED';

/** Whether an authorization session has ended, and how. */
export type AuthorizationStatus =
  /** It was cancelled, or another session took its place. */
  | 'CANCELLED'
  /** The account is authorized. */
  | 'COMPLETED'
  /** Nobody confirmed in time. */
  | 'EXPIRED'
  /** It is not; see `failure`. */
  | 'FAILED'
  /** It waits for the administrator, or for WeChat. */
  | 'PENDING';

/** How far what Qiao knows of something in the marketing platform can be relied on. */
export type Availability =
  /** The marketing platform has it, so far as Qiao knows. */
  | 'AVAILABLE'
  /** The marketing platform has it no more: this is what it was. */
  | 'GONE'
  /** The marketing platform does not answer: this is what it said at `asOf`. */
  | 'STALE';

/** What the marketing platform says of a campaign. */
export type CampaignStatus =
  /** It was activated. Past its `endAt` it counts for nothing any more. */
  | 'ACTIVE'
  /** It has ended. */
  | 'COMPLETED'
  /** It was not activated yet, or was taken back. */
  | 'DRAFT'
  /** It will be activated by itself. */
  | 'SCHEDULED';

/** Whether an installation can be used. */
export type InstallationStatus =
  /** It can be used. */
  | 'AVAILABLE'
  /** An administrator must configure it again first; nothing that was configured is lost. */
  | 'UNAVAILABLE'
  /** Qiao was uninstalled; installing it again brings back what was configured. */
  | 'UNINSTALLED';

/** What an official account still needs. */
export type RequirementCode =
  /** A selected user was disabled or deleted. */
  | 'ACCESS_USER_DISABLED'
  /** It was bound to an open platform that has no slot left. */
  | 'ACCOUNT_LIMIT_REACHED'
  /** WeChat's verification of it has lapsed. */
  | 'ACCOUNT_NOT_VERIFIED'
  /** It was never authorized, or the authorization was withdrawn. */
  | 'AUTHORIZATION_REQUIRED'
  /** The default campaign ends within 60 days. */
  | 'DEFAULT_CAMPAIGN_ENDING'
  /** The default campaign is gone, has ended, or was never activated. */
  | 'DEFAULT_CAMPAIGN_NOT_ACTIVE'
  /** There is no default campaign. */
  | 'DEFAULT_CAMPAIGN_REQUIRED'
  /** The last activity is not mapped. */
  | 'LAST_ACTIVITY_ADVISED'
  /** A contact field that is mapped for another purpose is gone, or no longer fit; see `path`. */
  | 'MAPPED_FIELD_MISSING'
  /** The contact field that held the OpenID is gone, or can hold it no more. */
  | 'OPEN_ID_FIELD_MISSING'
  /** No contact field holds the OpenID. */
  | 'OPEN_ID_FIELD_REQUIRED'
  /** Permissions that Qiao needs were withdrawn; see `credential.missingPermissions`. */
  | 'PERMISSION_MISSING'
  /** The subscription status is not mapped. */
  | 'SUBSCRIPTION_STATUS_ADVISED'
  /** A newer version of the terms is in force. */
  | 'TERMS_OUTDATED'
  /** The terms were never accepted. */
  | 'TERMS_REQUIRED'
  /** The UnionID field is used by an account of another open platform. */
  | 'UNION_ID_PLATFORM_DIFFERS'
  /** UnionID is mapped, but the account is not known to be bound to an open platform. */
  | 'UNION_ID_UNAVAILABLE';

/** How much a requirement matters. */
export type RequirementSeverity =
  /** The account works without, but should have it. */
  | 'ADVICE'
  /** The account cannot be ACTIVE while it stands. */
  | 'BLOCKING';

/** What a marketing user may do. */
export type Role =
  /** Configures official accounts. */
  | 'ADMINISTRATOR'
  /** Uses the official accounts that their access allows. */
  | 'MARKETER';

/** Why an input was refused. */
export type UserErrorCode =
  /** With SELECTED_USERS at least one user must remain. */
  | 'ACCESS_WOULD_BE_EMPTY'
  /** No further account can be added: remove one first. */
  | 'ACCOUNT_LIMIT_REACHED'
  /** No further API key can be created: revoke one first. */
  | 'API_KEY_LIMIT_REACHED'
  /** The administrator has confirmed already: wait for the end of the session. */
  | 'AUTHORIZATION_IN_PROGRESS'
  /** The campaign is not active, or has ended: activity cannot be booked on it. */
  | 'CAMPAIGN_NOT_ACTIVE'
  /** The marketing platform has no such campaign. */
  | 'CAMPAIGN_NOT_FOUND'
  /** Somebody else changed the object since you read it: read it again. */
  | 'CONFLICT'
  /** Another official account, or another purpose of this one, uses this contact field. */
  | 'FIELD_ALREADY_MAPPED'
  /** The contact field cannot hold this; the message says why. */
  | 'FIELD_NOT_SUITABLE'
  /** What the change breaks is not what you were shown: read `changeImpact` again. */
  | 'IMPACT_CHANGED'
  /** The installation must be configured again first. */
  | 'INSTALLATION_UNAVAILABLE'
  /** A value is not acceptable; the message says why. */
  | 'INVALID'
  /** The object does not exist, or not for you. */
  | 'NOT_FOUND'
  /** A value is missing. */
  | 'REQUIRED'
  /** The version of the terms is not one that can be accepted: read `terms`. */
  | 'TERMS_NOT_ACCEPTED'
  /** This UnionID field is used by accounts of another open platform. */
  | 'UNION_ID_PLATFORM_DIFFERS'
  /** UnionID cannot be mapped: the account is bound to no open platform. */
  | 'UNION_ID_UNAVAILABLE'
  /** WeChat or the marketing platform did not answer. Nothing changed: try again. */
  | 'UPSTREAM_UNAVAILABLE'
  /** The marketing platform has no such user, or has disabled them. */
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


export const WhoAmIDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoAmI"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"site"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"terms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<WhoAmIQuery, WhoAmIQueryVariables>;
export const FitFieldsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FitFields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contactFields"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"purpose"},"value":{"kind":"EnumValue","value":"OPEN_ID"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaigns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"StringValue","value":"WeChat default campaign","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FitFieldsQuery, FitFieldsQueryVariables>;
export const CreateFieldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateField"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createContactField"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"purpose"},"value":{"kind":"EnumValue","value":"OPEN_ID"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contactField"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreateFieldMutation, CreateFieldMutationVariables>;
export const CreateCampaignDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCampaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createDefaultCampaign"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCampaignMutation, CreateCampaignMutationVariables>;
export const AddAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddOfficialAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addOfficialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AddAccountMutation, AddAccountMutationVariables>;
export const AuthorizeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Authorize"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizeAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizationSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"launchUrl"}},{"kind":"Field","name":{"kind":"Name","value":"mobileUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AuthorizeMutation, AuthorizeMutationVariables>;
export const AuthorizationCompletedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AuthorizationCompleted"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sessionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nextStep"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"accountType"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<AuthorizationCompletedSubscription, AuthorizationCompletedSubscriptionVariables>;
export const LatestAccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LatestAccounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LatestAccountsQuery, LatestAccountsQueryVariables>;