import { EventType } from '../../../kernel/events.ts';
import type { AccountChange } from './sender-trust.rules.ts';

/** Told inside the transaction that makes the change. Whoever handles it refuses where the token does not fit. */
export const senderTrustEnding = new EventType<{
  accountId: string;
  change: AccountChange;
  impactToken: string | null;
  /** For a token that was checked when a session began, and kept: the session's own end counts. */
  ignoreExpiry?: boolean;
}>('senderTrustEnding', { inside: true });

/** Only checks the token, for a change that is made later. */
export const senderTrustChecked = new EventType<{
  accountId: string;
  change: AccountChange;
  impactToken: string | null;
  ignoreExpiry?: boolean;
}>('senderTrustChecked', { inside: true });
