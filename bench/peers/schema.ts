/** The part of Qiao's schema that peers have. */
export const TYPES = `
  interface Node { id: ID! }
  type Query {
    viewer: Viewer!
    node(id: ID!): Node
    officialAccounts(first: Int): OfficialAccountConnection!
  }
  type Viewer { userId: ID }
  type OfficialAccountConnection { edges: [OfficialAccountEdge!]! pageInfo: PageInfo! }
  type OfficialAccountEdge { node: OfficialAccount! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type OfficialAccount implements Node {
    id: ID! displayName: String! status: String! version: Int! createdAt: String!
    fieldMappings: [FieldMapping!]!
    defaultCampaign: Campaign
    access: AccountAccess!
    requirements: [Requirement!]!
  }
  type FieldMapping { purpose: String! contactField: ContactField }
  type ContactField { name: String! }
  type Campaign { name: String! endAt: String }
  type AccountAccess { mode: String! userIds: [ID!]! }
  type Requirement { code: String! message: String! }
`;
