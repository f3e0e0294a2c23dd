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

/** What happened. */
export type ActivityKind =
  /** A user followed. `detail`: `sceneKey` of the QR code, or null. */
  | 'FOLLOW'
  /** A follower's phone reported where it is. `detail`: `latitude`, `longitude` and `precision` in metres. Kept only if `followerSettings.location` of the account is true. */
  | 'LOCATION'
  /** What became of a mass message. `detail`: its `messageId`, WeChat's `status`, and how many followers it was for (`totalCount`, `filterCount`, `sentCount`, `errorCount`). */
  | 'MASS_RESULT'
  /** A follower used a menu entry that sends a key, also one that scans a code, or sends pictures or a place. `detail`: the `key`. */
  | 'MENU_CLICK'
  /** A follower opened a page, or a mini program, from the menu. `detail`: the `url`, or the path in the mini program, and the `menuId`. */
  | 'MENU_VIEW'
  /** A follower wrote. `detail`: the `type` of the message, for example `text` or `image`, and the `length` of a text in characters. What they wrote is not kept. */
  | 'MESSAGE'
  /** A follower scanned a QR code with a scene. `detail`: its `sceneKey`. */
  | 'SCAN'
  /** What became of a template message to a follower. `detail`: its `messageId`, and WeChat's `status`, for example `success` or `failed:user block`. */
  | 'TEMPLATE_RESULT'
  /** A user unfollowed. `follower` is null: they are erased, with their other activities; unless the account keeps those who unfollow. `detail`: empty, or the `event` if they withdrew their consent (`user_authorization_revoke`) or closed their WeChat account (`user_authorization_cancellation`) instead. */
  | 'UNFOLLOW';

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

/** Whether Qiao knows the contact of a follower. */
export type BindingState =
  /** The follower is bound to a contact. */
  | 'BOUND'
  /** Several contacts have the ID of the follower, or their contact is bound to another follower of the account. `linkFollower` decides. */
  | 'CONFLICT'
  /** No contact is known yet. */
  | 'HELD';

/** How a follower and a contact came together. */
export type BindingWay =
  /** Qiao created the contact, because `FollowerSettings.unbound` is CREATE_CONTACT. */
  | 'CREATED'
  /** The contact had the OpenID or UnionID of the follower already. */
  | 'EXISTING_FIELD'
  /** The follower gave their e-mail address on a registration page. */
  | 'FORM'
  /** Somebody called `linkFollower`. */
  | 'LINK'
  /** The follower scanned a personal QR code, made by `createBindingLink`. */
  | 'QR_CODE';

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

/** Why something is not delivered, or was not yet. */
export type DeliveryReason =
  /** The campaign has ended, or does not exist any more. */
  | 'CAMPAIGN_NOT_ACTIVE'
  /** An administrator must connect the marketing platform again; see the requirements of the `installation`. */
  | 'CONNECTION_LOST'
  /** The contact does not exist any more. */
  | 'CONTACT_MISSING'
  /** A contact field that the account maps does not exist any more. */
  | 'FIELD_MISSING'
  /** The contact of the follower is not known. */
  | 'NOT_BOUND'
  /** The marketing platform does not answer, or asks to wait. It is tried again. */
  | 'PLATFORM_UNAVAILABLE'
  /** The marketing platform refuses it for another reason. */
  | 'REFUSED'
  /** The marketing platform refuses a value. */
  | 'VALUE_REFUSED'
  /** The account is not ACTIVE; see its `requirements`. */
  | 'WAITING_FOR_ACCOUNT';

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

/** What is delivered. */
export type DeliverySubject =
  /** An activity of the contact, for a campaign. */
  | 'ACTIVITY'
  /** The newest values of a follower: the mapped fields of their contact. A follower has one such delivery, which becomes PENDING again with each change. After an unfollow, the contact still gets the status and the time. */
  | 'FOLLOWER';

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

/** Whether an installation can be used. */
export type InstallationStatus =
  /** The installation can be used. */
  | 'AVAILABLE'
  /** An administrator must configure the installation again before it can be used. No settings are lost. */
  | 'UNAVAILABLE'
  /** Qiao was uninstalled in the marketing platform. Installing it again restores all settings. */
  | 'UNINSTALLED';

/** A step on the way from the phone to the contact. */
export type JourneyStepName =
  /** The follower was bound to a contact; missing if they were bound before. */
  | 'BOUND'
  /** The activity arrived in the marketing platform. */
  | 'DELIVERED'
  /** The push was booked: the follower and the activity are known. */
  | 'PROCESSED'
  /** WeChat's push arrived. */
  | 'RECEIVED'
  /** The push was stored, and WeChat was answered. */
  | 'STORED';

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

export type CreateLinkMutationVariables = Exact<{
  accountId: string;
  emailAddress: string;
}>;


export type CreateLinkMutation = { createBindingLink: { bindingLink: { id: string, url: string, expiresAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type FirstActivitySubscriptionVariables = Exact<{
  accountId: string;
}>;


export type FirstActivitySubscription = { followerActivity: { activity: { kind: ActivityKind, follower: { id: string, openId: string, binding: { state: BindingState, how: BindingWay | null, contact: { emailAddress: string | null } | null } } | null } | null } };

export type DeliveredQueryVariables = Exact<{
  accountId: string;
  followerId: string;
}>;


export type DeliveredQuery = { officialAccount: { fieldMappings: Array<{ contactField: { name: string, internalName: string, dataType: string } | null }>, deliveries: { edges: Array<{ node: { subject: DeliverySubject, status: DeliveryStatus, reason: DeliveryReason | null } }> } } | null, node:
    | { __typename: 'Activity' }
    | { __typename: 'ApiKey' }
    | { __typename: 'AuditEntry' }
    | { __typename: 'AuthorizationSession' }
    | { __typename: 'BindingLink' }
    | { __typename: 'Campaign' }
    | { __typename: 'ContactAdoption' }
    | { __typename: 'ContactField' }
    | { __typename: 'Delivery' }
    | { __typename: 'Follower', journey: Array<{ step: JourneyStepName, at: string, milliseconds: number | null }> }
    | { __typename: 'Installation' }
    | { __typename: 'MarketingUser' }
    | { __typename: 'MessageSender' }
    | { __typename: 'Notice' }
    | { __typename: 'OfficialAccount' }
    | { __typename: 'PrivacyReceipt' }
    | { __typename: 'Synchronization' }
   | null };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { viewer: { userId: string | null, role: Role | null, installation: { site: string, status: InstallationStatus } }, terms: { version: string } };

export type FitFieldsQueryVariables = Exact<{ [key: string]: never; }>;


export type FitFieldsQuery = { contactFields: { totalCount: number, edges: Array<{ node: { name: string, availability: Availability } }> }, campaigns: { edges: Array<{ node: { id: string, name: string, status: CampaignStatus, endAt: string | null } }> } };

export type CreateFieldMutationVariables = Exact<{
  purpose: FieldPurpose;
}>;


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


export const CreateLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"emailAddress"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createBindingLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"contact"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"emailAddress"},"value":{"kind":"Variable","name":{"kind":"Name","value":"emailAddress"}}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bindingLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreateLinkMutation, CreateLinkMutationVariables>;
export const FirstActivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FirstActivity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"followerActivity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"follower"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openId"}},{"kind":"Field","name":{"kind":"Name","value":"binding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"how"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emailAddress"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FirstActivitySubscription, FirstActivitySubscriptionVariables>;
export const DeliveredDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Delivered"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"followerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fieldMappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contactField"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"internalName"}},{"kind":"Field","name":{"kind":"Name","value":"dataType"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"followerId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Follower"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"milliseconds"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeliveredQuery, DeliveredQueryVariables>;
export const WhoAmIDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoAmI"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"site"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"terms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<WhoAmIQuery, WhoAmIQueryVariables>;
export const FitFieldsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FitFields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contactFields"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"purpose"},"value":{"kind":"EnumValue","value":"OPEN_ID"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaigns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"StringValue","value":"WeChat default campaign","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FitFieldsQuery, FitFieldsQueryVariables>;
export const CreateFieldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateField"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"purpose"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FieldPurpose"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createContactField"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"purpose"},"value":{"kind":"Variable","name":{"kind":"Name","value":"purpose"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contactField"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreateFieldMutation, CreateFieldMutationVariables>;
export const CreateCampaignDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCampaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createDefaultCampaign"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCampaignMutation, CreateCampaignMutationVariables>;
export const AddAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddOfficialAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addOfficialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AddAccountMutation, AddAccountMutationVariables>;
export const AuthorizeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Authorize"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizeAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizationSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"launchUrl"}},{"kind":"Field","name":{"kind":"Name","value":"mobileUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AuthorizeMutation, AuthorizeMutationVariables>;
export const AuthorizationCompletedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AuthorizationCompleted"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sessionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nextStep"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"accountType"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<AuthorizationCompletedSubscription, AuthorizationCompletedSubscriptionVariables>;
export const LatestAccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LatestAccounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LatestAccountsQuery, LatestAccountsQueryVariables>;
export const SynchronizeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Synchronize"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synchronizeSubscriptionStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synchronization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<SynchronizeMutation, SynchronizeMutationVariables>;
export const ProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Progress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synchronizationProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"added"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}},{"kind":"Field","name":{"kind":"Name","value":"leftSilently"}},{"kind":"Field","name":{"kind":"Name","value":"unclear"}}]}}]}}]}}]} as unknown as DocumentNode<ProgressSubscription, ProgressSubscriptionVariables>;