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

/** Whether Qiao knows the contact of a follower. */
export type BindingState =
  /** The follower is bound to a contact. */
  | 'BOUND'
  /** Several contacts have the ID of the follower, or their contact is bound to another follower of the account. `linkFollower` decides. */
  | 'CONFLICT'
  /** No contact is known yet. */
  | 'HELD';

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

/** How far a delivery is. */
export type DeliveryStatus =
  /** The marketing platform has taken it. */
  | 'DELIVERED'
  /** The marketing platform refuses it; see `reason`. `redeliver` has it tried again. */
  | 'FAILED'
  /** It waits until the follower is bound to a contact. */
  | 'HELD'
  /** It goes with one of the next imports; see `reason` and `nextAttemptAt` if it has to wait. */
  | 'PENDING'
  /** It is part of an import that is under way. */
  | 'SENDING';

/** What a mapped contact field stores about a follower. */
export type FieldPurpose =
  /** Time of the follower's last activity. */
  | 'LAST_ACTIVITY'
  /** The OpenID: WeChat's ID of the follower for this official account. Required. */
  | 'OPEN_ID'
  /** Whether the person follows the account. */
  | 'SUBSCRIPTION_STATUS'
  /** The UnionID: WeChat's ID of the follower for all official accounts of one open platform. */
  | 'UNION_ID';

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

export type TourPreparationQueryVariables = Exact<{ [key: string]: never; }>;


export type TourPreparationQuery = { terms: { version: string }, campaigns: { edges: Array<{ node: { id: string, status: CampaignStatus, endAt: string | null } }> } };

export type TourFieldMutationVariables = Exact<{
  purpose: FieldPurpose;
}>;


export type TourFieldMutation = { createContactField: { contactField: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type TourAccountMutationVariables = Exact<{
  input: AddOfficialAccountInput;
}>;


export type TourAccountMutation = { addOfficialAccount: { officialAccount: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type TourAuthorizationMutationVariables = Exact<{
  accountId: string;
}>;


export type TourAuthorizationMutation = { authorizeAccount: { authorizationSession: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type TourBindingLinkMutationVariables = Exact<{
  accountId: string;
  emailAddress: string;
}>;


export type TourBindingLinkMutation = { createBindingLink: { bindingLink: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type TourProgressQueryVariables = Exact<{
  accountId: string;
}>;


export type TourProgressQuery = { officialAccount: { id: string, displayName: string, status: AccountStatus, appId: string | null, authorizationSession: { id: string, status: AuthorizationStatus, mobileUrl: string, qrCodeSvg: string, failure: { code: AuthorizationFailureCode, message: string, nextStep: string } | null } | null, bindingLinks: { edges: Array<{ node: { id: string, qrCodeSvg: string, contact: { id: string, emailAddress: string | null } | null } }> }, followers: { edges: Array<{ node: { id: string, subscribed: boolean, binding: { state: BindingState, contact: { id: string, emailAddress: string | null } | null } } }> }, deliveries: { edges: Array<{ node: { id: string, status: DeliveryStatus } }> } } | null };

export type TourAuthorizationCompletedSubscriptionVariables = Exact<{
  sessionId: string;
}>;


export type TourAuthorizationCompletedSubscription = { authorizationCompleted: { id: string, status: AuthorizationStatus } };

export type TourActivitySubscriptionVariables = Exact<{
  accountId: string;
}>;


export type TourActivitySubscription = { followerActivity: { cursor: string } };


export const TourPreparationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TourPreparation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"terms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaigns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TourPreparationQuery, TourPreparationQueryVariables>;
export const TourFieldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TourField"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"purpose"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FieldPurpose"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createContactField"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"purpose"},"value":{"kind":"Variable","name":{"kind":"Name","value":"purpose"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contactField"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<TourFieldMutation, TourFieldMutationVariables>;
export const TourAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TourAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddOfficialAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addOfficialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<TourAccountMutation, TourAccountMutationVariables>;
export const TourAuthorizationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TourAuthorization"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizeAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizationSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<TourAuthorizationMutation, TourAuthorizationMutationVariables>;
export const TourBindingLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TourBindingLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"emailAddress"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createBindingLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"contact"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"emailAddress"},"value":{"kind":"Variable","name":{"kind":"Name","value":"emailAddress"}}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bindingLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<TourBindingLinkMutation, TourBindingLinkMutationVariables>;
export const TourProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TourProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"authorizationSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"mobileUrl"}},{"kind":"Field","name":{"kind":"Name","value":"qrCodeSvg"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nextStep"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bindingLinks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"qrCodeSvg"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"emailAddress"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"followers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subscribed"}},{"kind":"Field","name":{"kind":"Name","value":"binding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"emailAddress"}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<TourProgressQuery, TourProgressQueryVariables>;
export const TourAuthorizationCompletedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TourAuthorizationCompleted"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sessionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<TourAuthorizationCompletedSubscription, TourAuthorizationCompletedSubscriptionVariables>;
export const TourActivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TourActivity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"followerActivity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]}}]} as unknown as DocumentNode<TourActivitySubscription, TourActivitySubscriptionVariables>;