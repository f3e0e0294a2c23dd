/** Why a call that says to be the marketing platform's is not believed. */
export type CallRefusalReason =
  | 'MALFORMED'
  | 'UNKNOWN_KEY'
  | 'UNSUPPORTED_METHOD'
  | 'BAD_SIGNATURE'
  | 'STALE'
  /** It was made before. */
  | 'REPLAYED';

export class CallRefused extends Error {
  override readonly name = 'CallRefused';

  constructor(readonly reason: CallRefusalReason) {
    super(`a call in the marketing platform's name was refused: ${reason}`);
  }
}
