/** Why a push was refused. A closed list, because it is counted and shown to the operator. */
export type RefusalReason =
  | 'MALFORMED'
  | 'TOO_LARGE'
  | 'BAD_SIGNATURE'
  | 'STALE'
  | 'UNDECRYPTABLE'
  | 'WRONG_COMPONENT';

const MEANING: Record<RefusalReason, string> = {
  MALFORMED: 'it is not what WeChat sends',
  TOO_LARGE: 'it is too large',
  BAD_SIGNATURE: 'its signature is not made with our token',
  STALE: 'its timestamp is too far from our clock',
  UNDECRYPTABLE: 'none of our keys opens it',
  WRONG_COMPONENT: 'it is meant for another component',
};

/** A push that must not be trusted: answer 4xx, never `success`. Contains nothing that the sender chose. */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';

  constructor(readonly reason: RefusalReason) {
    super(`The push was refused: ${MEANING[reason]}`);
  }
}
