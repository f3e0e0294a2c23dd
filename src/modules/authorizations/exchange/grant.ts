import type { Authorization } from '../../../integrations/wechat/component.types.ts';
import type { Tokens } from '../../connections/credential/credential.service.ts';

/** Null if WeChat gave none: the account has no API ability. */
export function tokensOf({ accessToken, accessTokenExpiresAt, refreshToken }: Authorization): Tokens | null {
  if (!accessToken || !accessTokenExpiresAt || !refreshToken) return null;
  return { accessToken, accessTokenExpiresAt, refreshToken };
}
