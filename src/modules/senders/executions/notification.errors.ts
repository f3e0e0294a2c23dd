/** A notification that Qiao cannot act on. The message names no contact. */
export class NotificationRefused extends Error {
  override readonly name = 'NotificationRefused';
}
