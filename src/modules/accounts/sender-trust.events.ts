import { EventType } from '../../kernel/events.ts';

/** A change after which message senders cannot go on trusting an account as they did. */
export type SenderTrustChange = 'REMOVE' | 'REPLACE_WECHAT_ACCOUNT' | 'CHANGE_OPEN_ID_FIELD';

/** Told inside the transaction that makes the change. Whoever handles it refuses where the token does not fit. */
export const senderTrustEnding = new EventType<{
  accountId: string;
  change: SenderTrustChange;
  impactToken: string | null;
  /** For a token that was checked when a session began, and kept: the session's own end counts. */
  ignoreExpiry?: boolean;
}>('senderTrustEnding', { inside: true });

/** Only checks the token, for a change that is made later. */
export const senderTrustChecked = new EventType<{
  accountId: string;
  change: SenderTrustChange;
  impactToken: string | null;
  ignoreExpiry?: boolean;
}>('senderTrustChecked', { inside: true });
