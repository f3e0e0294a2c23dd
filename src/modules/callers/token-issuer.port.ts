import type { JWTVerifyGetKey } from 'jose';

/** The `iss` of tokens that Qiao itself issues, for its console. No other issuer may have this name. */
export const OWN_ISSUER = 'qiao';

/** The claim that names the message sender whose settings a user opened. Only Qiao's own tokens are believed about it. */
export const OPENED_SENDER = 'sender';

/** An issuer of bearer tokens, and what its tokens must have. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** A token that is signed with another algorithm is not valid. */
  readonly algorithms: readonly string[];
}
