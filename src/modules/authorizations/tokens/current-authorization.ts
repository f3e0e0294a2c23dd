import type { ComponentClient } from '../../../integrations/wechat/component.client.ts';
import type { Authorization, AuthorizerEntry } from '../../../integrations/wechat/component.types.ts';
import type { ComponentService } from '../../connections/component/component.service.ts';
import type { Tokens } from '../../connections/credential/credential.service.ts';

/** WeChat's list of who has authorized us; a component token that dies between two pages is replaced. */
export const listAuthorizers = (
  client: ComponentClient,
  component: ComponentService,
): AsyncGenerator<AuthorizerEntry> => client.allAuthorizers((request) => component.call(request));

/** An authorization that is in force, as WeChat tells it to whoever has lost its tokens. */
export interface CurrentAuthorization {
  /** Null as long as its latest code has not been exchanged: then there is none to tell. */
  readonly refreshToken: string | null;
  readonly permissionSets: number[];
}

/**
 * The authorization of an account, asked for by name; its refresh token from the list where it is missing there.
 *
 * @throws {WeChatError} REAUTHORIZE where there is none
 */
export async function currentAuthorization(
  client: ComponentClient,
  component: ComponentService,
  appId: string,
): Promise<CurrentAuthorization> {
  const { refreshToken, permissionSets } = await component.call((token) =>
    client.authorizerInfo(token, appId),
  );
  if (refreshToken) return { refreshToken, permissionSets };
  for await (const listed of listAuthorizers(client, component)) {
    if (listed.appId === appId) return { refreshToken: listed.refreshToken, permissionSets };
  }
  return { refreshToken: null, permissionSets };
}

/**
 * The answer of a lost exchange, put together again: WeChat tells the refresh token of an authorization once its code has
 * been exchanged, and that gives the rest. Null: it tells none.
 *
 * @throws {WeChatError} REAUTHORIZE where the account is not authorized
 */
export async function rebuiltAuthorization(
  client: ComponentClient,
  component: ComponentService,
  appId: string,
): Promise<Authorization | null> {
  const { refreshToken, permissionSets } = await currentAuthorization(client, component, appId);
  if (!refreshToken) return null;
  const fresh = await component.call((token) => client.refreshAuthorizerToken(token, appId, refreshToken));
  return {
    appId,
    accessToken: fresh.accessToken,
    accessTokenExpiresAt: fresh.expiresAt,
    refreshToken: fresh.refreshToken ?? refreshToken,
    permissionSets,
  };
}

/** Null where WeChat gave none: the account has no API ability. */
export function tokensOf({ accessToken, accessTokenExpiresAt, refreshToken }: Authorization): Tokens | null {
  if (!accessToken || !accessTokenExpiresAt || !refreshToken) return null;
  return { accessToken, accessTokenExpiresAt, refreshToken };
}
