/** The console's pages name objects by their global ids, as `src/graphql/global-id.ts` makes them. */
export const accountUrl = (publicUrl: string, accountId: string): string =>
  `${publicUrl}/console/accounts/${Buffer.from(`OfficialAccount:${accountId}`).toString('base64url')}`;

/** The page of the connection, where recipients are changed. */
export const connectionUrl = (publicUrl: string): string => `${publicUrl}/console/connection`;
