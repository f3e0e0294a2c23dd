import type { BulkDefinition, BulkSync } from './bulk-state.ts';

/** Times of this file are seconds since 1970. */
export interface ContactField {
  id: string;
  name: string;
  internalName: string;
  dataType: string;
  displayType: string;
  isReadOnly: boolean;
  isRequired: boolean;
  isStandard: boolean;
  updateType: string;
  defaultValue: string | null;
  optionListId: string | null;
  showTrustedVisitorsOnly: boolean;
  /** Something else in Eloqua uses it, so it cannot be deleted. */
  hasDependencies: boolean;
  createdAt: number;
  updatedAt: number;
}

export const PERMISSIONS = ['ConsumeAPI', 'ManageFields', 'ManageCampaigns', 'ManageContacts'] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface User {
  id: string;
  loginName: string;
  name: string;
  firstName: string;
  lastName: string;
  emailAddress: string;
  isAdministrator: boolean;
  isDisabled: boolean;
  isDeleted: boolean;
  permissions: Permission[];
  createdAt: number;
  updatedAt: number;
}

export const CAMPAIGN_STATUSES = ['Active', 'Draft', 'Scheduled', 'Completed'] as const;

export interface Campaign {
  id: string;
  name: string;
  currentStatus: (typeof CAMPAIGN_STATUSES)[number];
  description: string | null;
  folderId: string | null;
  campaignCategory: string | null;
  campaignType: string | null;
  isMemberAllowedReEntry: boolean;
  startAt: number | null;
  endAt: number | null;
  scheduledFor: number | null;
  firstActivation: number | null;
  runAsUserId: string | null;
  fieldValues: unknown[];
  elements: unknown[];
  createdBy: string;
  createdAt: number;
  updatedAt: number;
}

export interface Contact {
  id: string;
  emailAddress: string;
  isSubscribed: boolean;
  /** By the field's id. Dates are seconds since 1970. */
  values: Record<string, string>;
  /** The values that the latest change replaced, by the field's id; empty: there was none. */
  before?: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}

export interface ExternalType {
  id: string;
  name: string;
  activityTypes: { id: string; name: string }[];
  createdAt: number;
  updatedAt: number;
}

export interface ExternalAsset {
  id: string;
  name: string;
  externalAssetTypeId: string;
  createdAt: number;
  updatedAt: number;
}

export interface Activity {
  id: string;
  contactId: string;
  campaignId: string;
  assetType: string;
  assetName: string;
  activityType: string;
  activityDate: number;
  fieldValues: unknown[];
}

/** A step of an app's action on a campaign's canvas. */
export interface ServiceInstance {
  /** With dashes. */
  id: string;
  installId: string;
  appId: string;
  campaignId: string;
  /** Where the canvas is no campaign's; absent: a campaign's. */
  assetType?: 'Program';
  recordDefinition: Record<string, string>;
  requiresConfiguration: boolean;
  /** Login name. */
  createdBy: string;
  createdAt: number;
}

export const MEMBER_STATUSES = ['pending', 'complete', 'errored'] as const;
export type MemberStatus = (typeof MEMBER_STATUSES)[number];

/** Contacts that reached a step together. */
export interface Execution {
  id: number;
  instanceId: string;
  startedAt: number;
  /** By the contact's id. */
  members: Record<string, MemberStatus>;
}

/** One customer's Eloqua. */
export interface Site {
  id: number;
  name: string;
  /** `p01` to `p08`; part of its base address. */
  pod: string;
  fields: Record<string, ContactField>;
  users: Record<string, User>;
  campaigns: Record<string, Campaign>;
  contacts: Record<string, Contact>;
  externalTypes: Record<string, ExternalType>;
  externalAssets: Record<string, ExternalAsset>;
  activities: Record<string, Activity>;
  instances: Record<string, ServiceInstance>;
  executions: Record<string, Execution>;
  bulkDefinitions: Record<string, BulkDefinition>;
  syncs: Record<string, BulkSync>;
  /** New ids go on from here. */
  lastId: number;
}

export function newId(site: Site): string {
  site.lastId += 1;
  return String(site.lastId);
}
