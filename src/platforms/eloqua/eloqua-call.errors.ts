/** Why a call that Eloqua signed cannot be answered as it wants. */
export type CallFaultCode =
  | 'INVALID_PARAMETERS'
  | 'INVALID_NOTIFICATION'
  /** The address of another app was called. */
  | 'UNKNOWN_APP'
  /** A browser must not be sent to the callback URL. */
  | 'UNSAFE_CALLBACK'
  | 'SITE_NAME_TAKEN'
  | 'NOT_INSTALLED';

export class CallFault extends Error {
  override readonly name = 'CallFault';

  /** @param message for the people who look at the answer in Eloqua */
  constructor(
    readonly code: CallFaultCode,
    message: string,
  ) {
    super(message);
  }
}
