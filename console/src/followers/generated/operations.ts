/* Generated from *.graphql by `npm run codegen`. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Which activities to list. All given conditions must match. */
export type ActivityFilter = {
  /** Only these kinds. */
  kinds?: Array<ActivityKind> | null | undefined;
  /** Only activities at or after this time, for example `2026-11-01T00:00:00Z`. */
  since?: string | null | undefined;
  /** Only activities before this time. */
  until?: string | null | undefined;
};

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

/** How Qiao learned of an activity. */
export type ActivitySource =
  /** WeChat pushed it. */
  | 'PUSH'
  /** A synchronization found out that the user had unfollowed, and no push told of it. `occurredAt` is when it was started. */
  | 'SYNCHRONIZATION';

/** The account, and whether to bind. */
export type AdoptExistingContactsInput = {
  /** The account's global ID. It needs an OpenID field. */
  accountId: string;
  /** True: only count, and bind nobody. Default: false. */
  dryRun?: boolean | null | undefined;
};

/** Why an adoption failed. */
export type AdoptionFailure =
  /** Qiao is not connected to the marketing platform; see `installation`. */
  | 'CONNECTION_LOST'
  /** The contact field is gone, or another one was mapped meanwhile. */
  | 'FIELD_GONE'
  /** The marketing platform did not answer for too long. Start again later. */
  | 'PLATFORM_UNAVAILABLE'
  /** The user who connected Qiao may not read contacts in the marketing platform. */
  | 'REFUSED';

/** Status of an adoption. */
export type AdoptionStatus =
  /** All contacts were read. */
  | 'COMPLETED'
  /** It ended before all contacts were read; see `failure`. Followers who were bound stay bound. */
  | 'FAILED'
  /** Qiao reads the contacts, or binds followers. */
  | 'RUNNING';

/** Kind of a binding link. */
export type BindingLinkKind =
  /** A QR code for one contact. Who scans it first is bound to the contact; they follow the account by the scan, or follow it already. */
  | 'PERSONAL_QR_CODE'
  /** A page for anybody. A follower who opens it in WeChat gives their e-mail address, and is bound to the contact with that address; if no contact has it, Qiao creates it. */
  | 'REGISTRATION_PAGE';

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

/** A function that WeChat offers to some official accounts. */
export type CapabilityKind =
  /** Messages to all followers, to followers with a tag, or to a list of followers: once a day for subscription accounts, four times a month for service accounts. */
  | 'BROADCAST'
  /** Messages to followers who interacted with the account within the last 48 hours. */
  | 'CUSTOMER_SERVICE_MESSAGES'
  /** Information about followers, for example since when they follow. */
  | 'FOLLOWER_INFO'
  /** A menu at the bottom of the chat. */
  | 'MENU'
  /** QR codes with a parameter, which shows which code a follower scanned. */
  | 'PARAMETRIC_QR_CODES'
  /** Different menus for different groups of followers. */
  | 'PERSONALISED_MENU'
  /** Tags, which group followers. */
  | 'TAGS'
  /** Notifications that are based on a template. */
  | 'TEMPLATE_MESSAGES'
  /** The UnionID of followers, which is the same for all accounts of one open platform. */
  | 'UNION_ID'
  /** Web pages that know which follower opens them in WeChat, for example a registration page. */
  | 'WEB_AUTHORIZATION';

/** A contact of the marketing platform: give one of the two. */
export type ContactReferenceInput =
  {   /** The contact's ID in the marketing platform, for example `4711`. */
  contactId: string; emailAddress?: never; }
  |  { contactId?: never;   /** The e-mail address, for example `li.wei@example.com`. */
  emailAddress: string; };

/** The account, and what the link is for. */
export type CreateBindingLinkInput = {
  /** The account's global ID. WeChat must let it use PARAMETRIC_QR_CODES, or WEB_AUTHORIZATION for a registration page; see `OfficialAccount.capabilities`. */
  accountId: string;
  /** The campaign that receives what the code causes: its ID, or its URL from the browser. It must be active. Omit for the account's default campaign. */
  campaign?: string | null | undefined;
  /** Whom a personal QR code is for. Omit for a registration page. */
  contact?: ContactReferenceInput | null | undefined;
  /** What you call the link: one line of at most 100 characters. */
  label?: string | null | undefined;
};

/** The link to delete. */
export type DeleteBindingLinkInput = {
  /** The link's global ID. */
  bindingLinkId: string;
};

/** Which deliveries are meant. All given conditions must match. */
export type DeliveryFilter = {
  /** Only of the follower with this global ID. */
  followerId?: string | null | undefined;
  /** Only with one of these reasons. Not for WAITING_FOR_ACCOUNT, PLATFORM_UNAVAILABLE and CONNECTION_LOST of deliveries that were never tried: these are reasons of the account or the installation. */
  reasons?: Array<DeliveryReason> | null | undefined;
  /** Only deliveries that Qiao began at or after this time, for example `2026-11-01T00:00:00Z`. */
  since?: string | null | undefined;
  /** Only with one of these statuses. */
  statuses?: Array<DeliveryStatus> | null | undefined;
  /** Only of followers, or only of activities. */
  subject?: DeliverySubject | null | undefined;
};

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

/** The follower to erase. */
export type EraseFollowerInput = {
  /** The follower's global ID. */
  followerId: string;
};

/** Why it was done. */
export type ErasureCause =
  /** The official account was removed with ERASE. Such a receipt is about many followers. */
  | 'ACCOUNT_REMOVED'
  /** They withdrew their consent in WeChat. */
  | 'CONSENT_WITHDRAWN'
  /** WeChat's list of followers does not have them any more, and WeChat has pushed no unfollow. */
  | 'LEFT_SILENTLY'
  /** An administrator or an API client asked for it, with `eraseFollower` or `exportFollower`. */
  | 'REQUESTED'
  /** They unfollowed. */
  | 'UNFOLLOWED'
  /** They closed their WeChat account. */
  | 'WECHAT_ACCOUNT_CLOSED';

/** The follower whose data to export. */
export type ExportFollowerInput = {
  /** The follower's global ID. */
  followerId: string;
};

/** What Qiao does with the follower data of a removed account. */
export type FollowerDataPolicy =
  /** Erase the data, as WeChat requires. */
  | 'ERASE'
  /** Keep the data, on the legal basis given as `retentionBasis`. */
  | 'RETAIN_WITH_BASIS';

/** Which followers to list. All given conditions must match. */
export type FollowerFilter = {
  /** Only followers whose binding is in this state. */
  binding?: BindingState | null | undefined;
  /** Only the follower with this OpenID. */
  openId?: string | null | undefined;
  /** True: only users who follow now. False: only users who have unfollowed. They are erased as soon as WeChat tells Qiao, unless the account keeps them (`followerSettings.afterUnfollow`). */
  subscribed?: boolean | null | undefined;
};

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

/** A function of WeChat that an account may use a limited number of times each day. */
export type LimitedApi =
  /** Makes a QR code with a scene: `qrcode/create`. */
  | 'CREATE_QR_CODE'
  /** Reads 10,000 followers of the list: `user/get`. */
  | 'LIST_FOLLOWERS'
  /** Reads what WeChat tells of one follower: `user/info`. */
  | 'READ_FOLLOWER'
  /** Reads what WeChat tells of 100 followers: `user/info/batchget`. */
  | 'READ_FOLLOWERS';

/** The follower, and the contact who they are. */
export type LinkFollowerInput = {
  /** The contact. It must exist. */
  contact: ContactReferenceInput;
  /** The follower's global ID. */
  followerId: string;
};

/** Whether a follower wants messages. */
export type Messaging =
  /** The follower may be sent messages. */
  | 'ALLOWED'
  /** The follower wants no messages. */
  | 'OPTED_OUT';

/** What a receipt proves. */
export type PrivacyReceiptKind =
  /** Followers were erased, with all that they did. */
  | 'ERASURE'
  /** The data of a follower was given out. */
  | 'EXPORT';

/** A way of sending a message to a follower. */
export type ReachKind =
  /** A message to many followers together. */
  | 'BROADCAST'
  /** A message that answers the follower: five within 48 hours after they wrote, three within a minute after they followed, scanned a QR code or used the menu. */
  | 'CUSTOMER_SERVICE_MESSAGE'
  /** A notification that is based on a template. */
  | 'TEMPLATE_MESSAGE';

/** Why a message would not arrive at a follower. */
export type ReachReason =
  /** WeChat does not let the account send this way; see `capabilities` of the account. */
  | 'ACCOUNT_CANNOT'
  /** The user does not follow the account. */
  | 'NOT_SUBSCRIBED'
  /** The follower wants no messages; see `messaging`. */
  | 'OPTED_OUT'
  /** It is too long since the follower wrote, followed, scanned or used the menu. */
  | 'WINDOW_CLOSED';

/** Which failed deliveries to try again. All given conditions must match. */
export type RedeliverInput = {
  /** The account's global ID. */
  accountId: string;
  /** Global IDs of deliveries of the account. Those that have not failed are left as they are. */
  deliveryIds?: Array<string> | null | undefined;
  /** Only with one of these reasons. */
  reasons?: Array<DeliveryReason> | null | undefined;
  /** Only of followers, or only of activities. */
  subject?: DeliverySubject | null | undefined;
};

/** How a follower came to follow an account. */
export type SubscribeScene =
  /** With an account that was merged into this one. */
  | 'ACCOUNT_MIGRATION'
  /** By a video account. */
  | 'CHANNELS'
  /** By a live stream. */
  | 'LIVESTREAM'
  /** Otherwise. */
  | 'OTHERS'
  /** After a payment. */
  | 'PAID'
  /** By a card that somebody shared. */
  | 'PROFILE_CARD'
  /** By the menu above an article. */
  | 'PROFILE_ITEM'
  /** By the account's name above an article. */
  | 'PROFILE_LINK'
  /** By a QR code; see `sceneKey`. */
  | 'QR_CODE'
  /** By an article that another account reprinted. */
  | 'REPRINT'
  /** By a search in WeChat. */
  | 'SEARCH'
  /** By an advertisement in WeChat. */
  | 'WECHAT_ADVERTISEMENT'
  /** By a mini program. */
  | 'WXA';

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

/** The account whose followers to compare. */
export type SynchronizeSubscriptionStatusInput = {
  /** The account's global ID. */
  accountId: string;
};

/** What Qiao does with followers whose contact it does not know. */
export type UnboundPolicy =
  /** Qiao creates a contact for them. */
  | 'CREATE_CONTACT'
  /** They stay without a contact, and what is to be delivered waits until they are bound. */
  | 'HOLD';

/** The follower who is not the contact. */
export type UnlinkFollowerInput = {
  /** The follower's global ID. */
  followerId: string;
};

/** Settings to change. Omitted fields are unchanged; null sets the default. */
export type UpdateFollowerSettingsInput = {
  /** The account's global ID. */
  accountId: string;
  /** What Qiao does with the data of those who unfollow from now on. RETAIN_WITH_BASIS needs `retentionBasis`. Default: ERASE. */
  afterUnfollow?: FollowerDataPolicy | null | undefined;
  /** Whether OpenID and UnionID are cleared in the contact of somebody who unfollows. Default: false. */
  clearIdsAfterUnfollow?: boolean | null | undefined;
  /** Domain of the e-mail addresses of contacts that Qiao creates, for example `wechat.example.com`. Default: none. */
  createdContactDomain?: string | null | undefined;
  /** The `version` that you last read. If the account has changed since, the mutation is refused with CONFLICT. */
  expectedVersion?: number | null | undefined;
  /** Whether the places that followers' phones report are kept. Default: false. */
  location?: boolean | null | undefined;
  /** Legal basis for keeping the data of those who unfollow, at most 1,000 characters. Only with RETAIN_WITH_BASIS; ERASE clears it. */
  retentionBasis?: string | null | undefined;
  /** What is written to the subscription status field of somebody who follows: one line of at most 100 characters. Default: `Subscribed`. */
  subscribedValue?: string | null | undefined;
  /** What Qiao does with followers whose contact it does not know. CREATE_CONTACT needs `createdContactDomain`. Default: HOLD. */
  unbound?: UnboundPolicy | null | undefined;
  /** The same of somebody who has unfollowed. Default: `Unsubscribed`. */
  unsubscribedValue?: string | null | undefined;
};

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

export type ActivityRowFragment = { id: string, kind: ActivityKind, occurredAt: string, source: ActivitySource, detail: Record<string, unknown>, campaign: { id: string, name: string } | null, follower: { id: string, openId: string } | null, delivery: { id: string, status: DeliveryStatus } | null };

export type ActivitiesQueryVariables = Exact<{
  account: string;
  filter?: ActivityFilter | null | undefined;
  after?: string | null | undefined;
  first: number;
}>;


export type ActivitiesQuery = { officialAccount: { id: string, activities: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, kind: ActivityKind, occurredAt: string, source: ActivitySource, detail: Record<string, unknown>, campaign: { id: string, name: string } | null, follower: { id: string, openId: string } | null, delivery: { id: string, status: DeliveryStatus } | null } }> } } | null };

export type FollowerActivitySubscriptionVariables = Exact<{
  account: string;
}>;


export type FollowerActivitySubscription = { followerActivity: { activity: { id: string, kind: ActivityKind, follower: { id: string } | null } | null } };

export type FollowerStatisticsQueryVariables = Exact<{
  account: string;
  days: number;
}>;


export type FollowerStatisticsQuery = { officialAccount: { id: string, followerStatistics: Array<{ day: string, follows: number, unfollows: number, bound: number }> } | null };

export type FollowerSettingsQueryVariables = Exact<{
  account: string;
}>;


export type FollowerSettingsQuery = { officialAccount: { id: string, version: number, followerSettings: { unbound: UnboundPolicy, createdContactDomain: string | null, afterUnfollow: FollowerDataPolicy, retentionBasis: string | null, subscribedValue: string, unsubscribedValue: string, location: boolean, clearIdsAfterUnfollow: boolean } } | null };

export type FollowerSettingsFormFragment = { unbound: UnboundPolicy, createdContactDomain: string | null, afterUnfollow: FollowerDataPolicy, retentionBasis: string | null, subscribedValue: string, unsubscribedValue: string, location: boolean, clearIdsAfterUnfollow: boolean };

export type UpdateFollowerSettingsMutationVariables = Exact<{
  input: UpdateFollowerSettingsInput;
}>;


export type UpdateFollowerSettingsMutation = { updateFollowerSettings: { officialAccount: { id: string, version: number, followerSettings: { unbound: UnboundPolicy, createdContactDomain: string | null, afterUnfollow: FollowerDataPolicy, retentionBasis: string | null, subscribedValue: string, unsubscribedValue: string, location: boolean, clearIdsAfterUnfollow: boolean } } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type AdoptionFragment = { id: string, status: AdoptionStatus, dryRun: boolean, failure: AdoptionFailure | null, startedAt: string, endedAt: string | null, matched: number, stale: number, duplicate: number, malformed: number, ofAnotherAccount: number };

export type ContactAdoptionQueryVariables = Exact<{
  account: string;
}>;


export type ContactAdoptionQuery = { officialAccount: { id: string, contactAdoption: { id: string, status: AdoptionStatus, dryRun: boolean, failure: AdoptionFailure | null, startedAt: string, endedAt: string | null, matched: number, stale: number, duplicate: number, malformed: number, ofAnotherAccount: number } | null } | null };

export type AdoptExistingContactsMutationVariables = Exact<{
  input: AdoptExistingContactsInput;
}>;


export type AdoptExistingContactsMutation = { adoptExistingContacts: { contactAdoption: { id: string, status: AdoptionStatus, dryRun: boolean, failure: AdoptionFailure | null, startedAt: string, endedAt: string | null, matched: number, stale: number, duplicate: number, malformed: number, ofAnotherAccount: number } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type ApiQuotasQueryVariables = Exact<{
  account: string;
}>;


export type ApiQuotasQuery = { officialAccount: { id: string, apiQuotas: Array<{ api: LimitedApi, dailyLimit: number, used: number, remaining: number, asOf: string }> } | null };

export type DeliveriesQueryVariables = Exact<{
  account: string;
  filter?: DeliveryFilter | null | undefined;
  after?: string | null | undefined;
  first: number;
  isFirst: boolean;
}>;


export type DeliveriesQuery = { officialAccount: { id: string, deliveries: { totalCount?: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, status: DeliveryStatus, subject: DeliverySubject, reason: DeliveryReason | null, attempts: number, nextAttemptAt: string | null, deliveredAt: string | null, follower: { id: string, openId: string } | null, activity: { id: string, kind: ActivityKind, occurredAt: string } | null } }> } } | null };

export type FailedDeliveriesQueryVariables = Exact<{
  account: string;
}>;


export type FailedDeliveriesQuery = { officialAccount: { id: string, deliveries: { totalCount: number } } | null };

export type RedeliverMutationVariables = Exact<{
  input: RedeliverInput;
}>;


export type RedeliverMutation = { redeliver: { count: number | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type FollowerQueryVariables = Exact<{
  id: string;
}>;


export type FollowerQuery = { node:
    | { unionId: string | null, messaging: Messaging, id: string, openId: string, subscribed: boolean, subscribedAt: string | null, unsubscribedAt: string | null, subscribeScene: SubscribeScene | null, sceneKey: string | null, lastActivityAt: string | null, account: { id: string, displayName: string }, binding: { since: string | null, state: BindingState, how: BindingWay | null, contact: { id: string, emailAddress: string | null } | null }, journey: Array<{ step: JourneyStepName, at: string, milliseconds: number | null }>, reach: Array<{ kind: ReachKind, possible: boolean, reason: ReachReason | null, remaining: number | null, until: string | null }> }
    | Record<PropertyKey, never>
   | null };

export type FollowerActivitiesQueryVariables = Exact<{
  follower: string;
  after?: string | null | undefined;
  first: number;
}>;


export type FollowerActivitiesQuery = { node:
    | { id: string, activities: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, kind: ActivityKind, occurredAt: string, source: ActivitySource, detail: Record<string, unknown>, campaign: { id: string, name: string } | null, follower: { id: string, openId: string } | null, delivery: { id: string, status: DeliveryStatus } | null } }> } }
    | Record<PropertyKey, never>
   | null };

export type LinkFollowerMutationVariables = Exact<{
  input: LinkFollowerInput;
}>;


export type LinkFollowerMutation = { linkFollower: { follower: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type UnlinkFollowerMutationVariables = Exact<{
  input: UnlinkFollowerInput;
}>;


export type UnlinkFollowerMutation = { unlinkFollower: { follower: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type ReceiptFragment = { id: string, kind: PrivacyReceiptKind, cause: ErasureCause, at: string, rows: Record<string, unknown> };

export type EraseFollowerMutationVariables = Exact<{
  input: EraseFollowerInput;
}>;


export type EraseFollowerMutation = { eraseFollower: { privacyReceipt: { id: string, kind: PrivacyReceiptKind, cause: ErasureCause, at: string, rows: Record<string, unknown> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type ExportFollowerMutationVariables = Exact<{
  input: ExportFollowerInput;
}>;


export type ExportFollowerMutation = { exportFollower: { export: { data: Record<string, unknown> } | null, privacyReceipt: { id: string, kind: PrivacyReceiptKind, cause: ErasureCause, at: string, rows: Record<string, unknown> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type FollowersQueryVariables = Exact<{
  account: string;
  filter?: FollowerFilter | null | undefined;
  after?: string | null | undefined;
  first: number;
  isFirst: boolean;
}>;


export type FollowersQuery = { officialAccount: { id: string, followers: { totalCount?: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, openId: string, subscribed: boolean, subscribedAt: string | null, unsubscribedAt: string | null, subscribeScene: SubscribeScene | null, sceneKey: string | null, lastActivityAt: string | null, binding: { state: BindingState, how: BindingWay | null, contact: { id: string, emailAddress: string | null } | null } } }> } } | null };

export type FollowerRowFragment = { id: string, openId: string, subscribed: boolean, subscribedAt: string | null, unsubscribedAt: string | null, subscribeScene: SubscribeScene | null, sceneKey: string | null, lastActivityAt: string | null, binding: { state: BindingState, how: BindingWay | null, contact: { id: string, emailAddress: string | null } | null } };

export type BindingRateQueryVariables = Exact<{
  account: string;
}>;


export type BindingRateQuery = { officialAccount: { id: string, followerCount: number, bindingRate: number | null } | null };

export type LinkRowFragment = { id: string, kind: BindingLinkKind, label: string | null, url: string, createdAt: string, expiresAt: string | null, usedAt: string | null, usedCount: number, contact: { id: string, emailAddress: string | null } | null, campaign: { id: string, name: string } | null };

export type BindingLinksQueryVariables = Exact<{
  account: string;
  after?: string | null | undefined;
  first: number;
}>;


export type BindingLinksQuery = { officialAccount: { id: string, bindingLinks: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, kind: BindingLinkKind, label: string | null, url: string, createdAt: string, expiresAt: string | null, usedAt: string | null, usedCount: number, contact: { id: string, emailAddress: string | null } | null, campaign: { id: string, name: string } | null } }> } } | null };

export type BindingLinkCodeQueryVariables = Exact<{
  id: string;
}>;


export type BindingLinkCodeQuery = { node:
    | { id: string, qrCodeSvg: string }
    | Record<PropertyKey, never>
   | null };

export type LinkCapabilitiesQueryVariables = Exact<{
  account: string;
}>;


export type LinkCapabilitiesQuery = { officialAccount: { id: string, capabilities: Array<{ kind: CapabilityKind, available: boolean, reason: string | null }> } | null };

export type CreateBindingLinkMutationVariables = Exact<{
  input: CreateBindingLinkInput;
}>;


export type CreateBindingLinkMutation = { createBindingLink: { bindingLink: { id: string, kind: BindingLinkKind, label: string | null, url: string, createdAt: string, expiresAt: string | null, usedAt: string | null, usedCount: number, contact: { id: string, emailAddress: string | null } | null, campaign: { id: string, name: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type DeleteBindingLinkMutationVariables = Exact<{
  input: DeleteBindingLinkInput;
}>;


export type DeleteBindingLinkMutation = { deleteBindingLink: { officialAccount: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export type SynchronizationStateFragment = { id: string, status: SynchronizationStatus, done: number, total: number | null, perSecond: number | null, secondsLeft: number | null, reason: SynchronizationReason | null, resumesAt: string | null, startedAt: string, endedAt: string | null, counts: { added: number, confirmed: number, leftSilently: number, unclear: number, updated: number } };

export type SynchronizationQueryVariables = Exact<{
  account: string;
}>;


export type SynchronizationQuery = { officialAccount: { id: string, synchronization: { id: string, status: SynchronizationStatus, done: number, total: number | null, perSecond: number | null, secondsLeft: number | null, reason: SynchronizationReason | null, resumesAt: string | null, startedAt: string, endedAt: string | null, counts: { added: number, confirmed: number, leftSilently: number, unclear: number, updated: number } } | null } | null };

export type SynchronizationProgressSubscriptionVariables = Exact<{
  account: string;
}>;


export type SynchronizationProgressSubscription = { synchronizationProgress: { id: string, status: SynchronizationStatus, done: number, total: number | null, perSecond: number | null, secondsLeft: number | null, reason: SynchronizationReason | null, resumesAt: string | null, startedAt: string, endedAt: string | null, counts: { added: number, confirmed: number, leftSilently: number, unclear: number, updated: number } } };

export type SynchronizeSubscriptionStatusMutationVariables = Exact<{
  input: SynchronizeSubscriptionStatusInput;
}>;


export type SynchronizeSubscriptionStatusMutation = { synchronizeSubscriptionStatus: { synchronization: { id: string, status: SynchronizationStatus, done: number, total: number | null, perSecond: number | null, secondsLeft: number | null, reason: SynchronizationReason | null, resumesAt: string | null, startedAt: string, endedAt: string | null, counts: { added: number, confirmed: number, leftSilently: number, unclear: number, updated: number } } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } };

export const ActivityRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActivityRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Activity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"follower"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<ActivityRowFragment, unknown>;
export const FollowerSettingsFormFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FollowerSettingsForm"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FollowerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unbound"}},{"kind":"Field","name":{"kind":"Name","value":"createdContactDomain"}},{"kind":"Field","name":{"kind":"Name","value":"afterUnfollow"}},{"kind":"Field","name":{"kind":"Name","value":"retentionBasis"}},{"kind":"Field","name":{"kind":"Name","value":"subscribedValue"}},{"kind":"Field","name":{"kind":"Name","value":"unsubscribedValue"}},{"kind":"Field","name":{"kind":"Name","value":"location"}},{"kind":"Field","name":{"kind":"Name","value":"clearIdsAfterUnfollow"}}]}}]} as unknown as DocumentNode<FollowerSettingsFormFragment, unknown>;
export const AdoptionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Adoption"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactAdoption"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dryRun"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"stale"}},{"kind":"Field","name":{"kind":"Name","value":"duplicate"}},{"kind":"Field","name":{"kind":"Name","value":"malformed"}},{"kind":"Field","name":{"kind":"Name","value":"ofAnotherAccount"}}]}}]} as unknown as DocumentNode<AdoptionFragment, unknown>;
export const ReceiptFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PrivacyReceipt"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}}]}}]} as unknown as DocumentNode<ReceiptFragment, unknown>;
export const FollowerRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FollowerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Follower"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openId"}},{"kind":"Field","name":{"kind":"Name","value":"subscribed"}},{"kind":"Field","name":{"kind":"Name","value":"subscribedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unsubscribedAt"}},{"kind":"Field","name":{"kind":"Name","value":"subscribeScene"}},{"kind":"Field","name":{"kind":"Name","value":"sceneKey"}},{"kind":"Field","name":{"kind":"Name","value":"lastActivityAt"}},{"kind":"Field","name":{"kind":"Name","value":"binding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"how"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"emailAddress"}}]}}]}}]}}]} as unknown as DocumentNode<FollowerRowFragment, unknown>;
export const LinkRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BindingLink"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"usedAt"}},{"kind":"Field","name":{"kind":"Name","value":"usedCount"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"emailAddress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<LinkRowFragment, unknown>;
export const SynchronizationStateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SynchronizationState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Synchronization"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"resumesAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"added"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"leftSilently"}},{"kind":"Field","name":{"kind":"Name","value":"unclear"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}}]}}]}}]} as unknown as DocumentNode<SynchronizationStateFragment, unknown>;
export const ActivitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Activities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivityFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"activities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActivityRow"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActivityRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Activity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"follower"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<ActivitiesQuery, ActivitiesQueryVariables>;
export const FollowerActivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowerActivity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"followerActivity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"follower"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FollowerActivitySubscription, FollowerActivitySubscriptionVariables>;
export const FollowerStatisticsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FollowerStatistics"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"days"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"followerStatistics"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"Variable","name":{"kind":"Name","value":"days"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"follows"}},{"kind":"Field","name":{"kind":"Name","value":"unfollows"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}}]}}]}}]}}]} as unknown as DocumentNode<FollowerStatisticsQuery, FollowerStatisticsQueryVariables>;
export const FollowerSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FollowerSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"followerSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FollowerSettingsForm"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FollowerSettingsForm"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FollowerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unbound"}},{"kind":"Field","name":{"kind":"Name","value":"createdContactDomain"}},{"kind":"Field","name":{"kind":"Name","value":"afterUnfollow"}},{"kind":"Field","name":{"kind":"Name","value":"retentionBasis"}},{"kind":"Field","name":{"kind":"Name","value":"subscribedValue"}},{"kind":"Field","name":{"kind":"Name","value":"unsubscribedValue"}},{"kind":"Field","name":{"kind":"Name","value":"location"}},{"kind":"Field","name":{"kind":"Name","value":"clearIdsAfterUnfollow"}}]}}]} as unknown as DocumentNode<FollowerSettingsQuery, FollowerSettingsQueryVariables>;
export const UpdateFollowerSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateFollowerSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateFollowerSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateFollowerSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"followerSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FollowerSettingsForm"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FollowerSettingsForm"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FollowerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unbound"}},{"kind":"Field","name":{"kind":"Name","value":"createdContactDomain"}},{"kind":"Field","name":{"kind":"Name","value":"afterUnfollow"}},{"kind":"Field","name":{"kind":"Name","value":"retentionBasis"}},{"kind":"Field","name":{"kind":"Name","value":"subscribedValue"}},{"kind":"Field","name":{"kind":"Name","value":"unsubscribedValue"}},{"kind":"Field","name":{"kind":"Name","value":"location"}},{"kind":"Field","name":{"kind":"Name","value":"clearIdsAfterUnfollow"}}]}}]} as unknown as DocumentNode<UpdateFollowerSettingsMutation, UpdateFollowerSettingsMutationVariables>;
export const ContactAdoptionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ContactAdoption"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"contactAdoption"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Adoption"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Adoption"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactAdoption"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dryRun"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"stale"}},{"kind":"Field","name":{"kind":"Name","value":"duplicate"}},{"kind":"Field","name":{"kind":"Name","value":"malformed"}},{"kind":"Field","name":{"kind":"Name","value":"ofAnotherAccount"}}]}}]} as unknown as DocumentNode<ContactAdoptionQuery, ContactAdoptionQueryVariables>;
export const AdoptExistingContactsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdoptExistingContacts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdoptExistingContactsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adoptExistingContacts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contactAdoption"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Adoption"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Adoption"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactAdoption"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dryRun"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"stale"}},{"kind":"Field","name":{"kind":"Name","value":"duplicate"}},{"kind":"Field","name":{"kind":"Name","value":"malformed"}},{"kind":"Field","name":{"kind":"Name","value":"ofAnotherAccount"}}]}}]} as unknown as DocumentNode<AdoptExistingContactsMutation, AdoptExistingContactsMutationVariables>;
export const ApiQuotasDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApiQuotas"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"apiQuotas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"api"}},{"kind":"Field","name":{"kind":"Name","value":"dailyLimit"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}}]}}]}}]}}]} as unknown as DocumentNode<ApiQuotasQuery, ApiQuotasQueryVariables>;
export const DeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Deliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DeliveryFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"isFirst"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isFirst"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"follower"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeliveriesQuery, DeliveriesQueryVariables>;
export const FailedDeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FailedDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"statuses"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"FAILED"}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]}}]} as unknown as DocumentNode<FailedDeliveriesQuery, FailedDeliveriesQueryVariables>;
export const RedeliverDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Redeliver"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RedeliverInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"redeliver"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RedeliverMutation, RedeliverMutationVariables>;
export const FollowerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Follower"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Follower"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FollowerRow"}},{"kind":"Field","name":{"kind":"Name","value":"unionId"}},{"kind":"Field","name":{"kind":"Name","value":"messaging"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"binding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"since"}}]}},{"kind":"Field","name":{"kind":"Name","value":"journey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"milliseconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reach"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"possible"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FollowerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Follower"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openId"}},{"kind":"Field","name":{"kind":"Name","value":"subscribed"}},{"kind":"Field","name":{"kind":"Name","value":"subscribedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unsubscribedAt"}},{"kind":"Field","name":{"kind":"Name","value":"subscribeScene"}},{"kind":"Field","name":{"kind":"Name","value":"sceneKey"}},{"kind":"Field","name":{"kind":"Name","value":"lastActivityAt"}},{"kind":"Field","name":{"kind":"Name","value":"binding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"how"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"emailAddress"}}]}}]}}]}}]} as unknown as DocumentNode<FollowerQuery, FollowerQueryVariables>;
export const FollowerActivitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FollowerActivities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"follower"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"follower"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Follower"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"activities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActivityRow"}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActivityRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Activity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"follower"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<FollowerActivitiesQuery, FollowerActivitiesQueryVariables>;
export const LinkFollowerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LinkFollower"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LinkFollowerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkFollower"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"follower"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<LinkFollowerMutation, LinkFollowerMutationVariables>;
export const UnlinkFollowerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnlinkFollower"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnlinkFollowerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlinkFollower"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"follower"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<UnlinkFollowerMutation, UnlinkFollowerMutationVariables>;
export const EraseFollowerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EraseFollower"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EraseFollowerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eraseFollower"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"privacyReceipt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PrivacyReceipt"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}}]}}]} as unknown as DocumentNode<EraseFollowerMutation, EraseFollowerMutationVariables>;
export const ExportFollowerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExportFollower"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportFollowerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportFollower"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"export"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"data"}}]}},{"kind":"Field","name":{"kind":"Name","value":"privacyReceipt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PrivacyReceipt"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}}]}}]} as unknown as DocumentNode<ExportFollowerMutation, ExportFollowerMutationVariables>;
export const FollowersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Followers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FollowerFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"isFirst"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"followers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isFirst"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FollowerRow"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FollowerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Follower"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openId"}},{"kind":"Field","name":{"kind":"Name","value":"subscribed"}},{"kind":"Field","name":{"kind":"Name","value":"subscribedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unsubscribedAt"}},{"kind":"Field","name":{"kind":"Name","value":"subscribeScene"}},{"kind":"Field","name":{"kind":"Name","value":"sceneKey"}},{"kind":"Field","name":{"kind":"Name","value":"lastActivityAt"}},{"kind":"Field","name":{"kind":"Name","value":"binding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"how"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"emailAddress"}}]}}]}}]}}]} as unknown as DocumentNode<FollowersQuery, FollowersQueryVariables>;
export const BindingRateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BindingRate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"followerCount"}},{"kind":"Field","name":{"kind":"Name","value":"bindingRate"}}]}}]}}]} as unknown as DocumentNode<BindingRateQuery, BindingRateQueryVariables>;
export const BindingLinksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BindingLinks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"bindingLinks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LinkRow"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BindingLink"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"usedAt"}},{"kind":"Field","name":{"kind":"Name","value":"usedCount"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"emailAddress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<BindingLinksQuery, BindingLinksQueryVariables>;
export const BindingLinkCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BindingLinkCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BindingLink"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"qrCodeSvg"}}]}}]}}]}}]} as unknown as DocumentNode<BindingLinkCodeQuery, BindingLinkCodeQueryVariables>;
export const LinkCapabilitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LinkCapabilities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<LinkCapabilitiesQuery, LinkCapabilitiesQueryVariables>;
export const CreateBindingLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateBindingLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateBindingLinkInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createBindingLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bindingLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LinkRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BindingLink"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"usedAt"}},{"kind":"Field","name":{"kind":"Name","value":"usedCount"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"emailAddress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CreateBindingLinkMutation, CreateBindingLinkMutationVariables>;
export const DeleteBindingLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteBindingLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteBindingLinkInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteBindingLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteBindingLinkMutation, DeleteBindingLinkMutationVariables>;
export const SynchronizationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Synchronization"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officialAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"synchronization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SynchronizationState"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SynchronizationState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Synchronization"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"resumesAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"added"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"leftSilently"}},{"kind":"Field","name":{"kind":"Name","value":"unclear"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}}]}}]}}]} as unknown as DocumentNode<SynchronizationQuery, SynchronizationQueryVariables>;
export const SynchronizationProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"SynchronizationProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synchronizationProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SynchronizationState"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SynchronizationState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Synchronization"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"resumesAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"added"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"leftSilently"}},{"kind":"Field","name":{"kind":"Name","value":"unclear"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}}]}}]}}]} as unknown as DocumentNode<SynchronizationProgressSubscription, SynchronizationProgressSubscriptionVariables>;
export const SynchronizeSubscriptionStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SynchronizeSubscriptionStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SynchronizeSubscriptionStatusInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synchronizeSubscriptionStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synchronization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SynchronizationState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SynchronizationState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Synchronization"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"resumesAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"added"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"leftSilently"}},{"kind":"Field","name":{"kind":"Name","value":"unclear"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}}]}}]}}]} as unknown as DocumentNode<SynchronizeSubscriptionStatusMutation, SynchronizeSubscriptionStatusMutationVariables>;