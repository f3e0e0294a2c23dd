/**
 * The account in the console, whose pages name objects by their global ids. `src/graphql/global-id.ts` makes the same id;
 * only API files may import it.
 */
export const accountUrl = (publicUrl: string, accountId: string): string =>
  `${publicUrl}/console/accounts/${Buffer.from(`OfficialAccount:${accountId}`).toString('base64url')}`;

/** The page of the connection, where recipients of notices are changed. */
export const connectionUrl = (publicUrl: string): string => `${publicUrl}/console/connection`;
