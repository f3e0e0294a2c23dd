import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Random text of WeChat's token alphabet, `[A-Za-z0-9_-]`. */
export function randomText(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}

function hex(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);
}

/** AppID of a component or an account: `wx` and 16 hex digits. */
export const newAppId = (): string => `wx${hex(16)}`;

/** Original id (原始ID) of an account: `gh_` and 12 hex digits. */
export const newOriginalId = (): string => `gh_${hex(12)}`;

/** Lengths as in real captures of 2016 to 2023. */
export const newTicket = (): string => `ticket@@@${randomText(86)}`;
export const newPreAuthCode = (): string => `preauthcode@@@${randomText(86)}`;
export const newAuthCode = (): string => `queryauthcode@@@${randomText(86)}`;
export const newRefreshToken = (): string => `refreshtoken@@@${randomText(43)}`;
export const newAccessToken = (): string => `${randomInt(60, 99)}_${randomText(136)}`;

/** Code of a web authorization. */
export const newWebCode = (): string => `0${hex(31)}`;

export const newMediaId = (): string => randomText(64);

/** What WeChat appends to every errmsg, for its support. */
export const newRequestId = (): string => `${hex(8)}-${hex(8)}-${hex(8)}`;

/** Nonce of a push: nine or ten decimal digits. */
export const newNonce = (): string => String(randomInt(100_000_000, 4_294_967_295));

export const isAppId = (value: string): boolean => /^wx[0-9a-f]{16}$/.test(value);

const derived = (...parts: string[]): string =>
  `o${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 27)}`;

/** The same person has another OpenID for each account. */
export const openIdOf = (appId: string, person: string): string => derived('openid', appId, person);

/** The same person has one UnionID for all accounts bound to one open platform account. */
export const unionIdOf = (openAppId: string, person: string): string => derived('unionid', openAppId, person);

/** AppID of an open platform account: the name itself if it has that shape, else derived from it. */
export function openAppIdOf(openPlatform: string): string {
  return isAppId(openPlatform)
    ? openPlatform
    : `wx${createHash('sha256').update(openPlatform).digest('hex').slice(0, 16)}`;
}
