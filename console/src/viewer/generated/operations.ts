/* Generated from *.graphql by `npm run codegen`. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What an installation needs. */
export type InstallationRequirementCode =
  /** Calls to the marketing platform currently fail. Qiao keeps trying; data of the marketing platform may be outdated. */
  | 'CONNECTION_FAILING'
  /** The marketing platform no longer accepts Qiao. Open the configuration of the app there and connect again. */
  | 'CONNECTION_LOST'
  /** Qiao is installed but not yet allowed to use the marketing platform. Install it again there and confirm. */
  | 'CONNECTION_REQUIRED'
  /** Qiao was uninstalled in the marketing platform. Install it again there; no data is lost. */
  | 'UNINSTALLED';

/** Whether an installation can be used. */
export type InstallationStatus =
  /** The installation can be used. */
  | 'AVAILABLE'
  /** An administrator must configure the installation again before it can be used. No settings are lost. */
  | 'UNAVAILABLE'
  /** Qiao was uninstalled in the marketing platform. Installing it again restores all settings. */
  | 'UNINSTALLED';

/** Role of a marketing user. */
export type Role =
  /** May configure official accounts and API keys, and use the official accounts that they have access to. */
  | 'ADMINISTRATOR'
  /** May use the official accounts that they have access to. */
  | 'MARKETER';

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { userId: string | null, role: Role | null, installation: { id: string, site: string, status: InstallationStatus, requirements: Array<{ code: InstallationRequirementCode, message: string }> } } };


export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"site"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;