import type { AccountChange } from '../../accounts/dependents/account-change.rules.ts';
import type { MessageSenderStatus } from '../steps/message-sender.rules.ts';

/** How long an administrator may take to confirm what they were shown. */
export const IMPACT_TOKEN_MINUTES = 15;

/** The facts about an affected sender that a token covers. */
export interface ImpactFacts {
  readonly id: string;
  readonly credentialRevision: number | null;
  readonly openIdField: string | null;
  readonly status: MessageSenderStatus;
}

export interface Impact {
  readonly installationId: string;
  readonly accountId: string;
  readonly change: AccountChange;
  readonly senders: readonly ImpactFacts[];
}

/**
 * The text that a token signs; equal impacts, and only those, have equal texts. Without campaigns and names, because they
 * may change in the marketing platform at any time without breaking anything.
 */
export function impactText(
  { installationId, accountId, change, senders }: Impact,
  expiresAt: number,
): string {
  const facts = senders
    .map(({ id, credentialRevision, openIdField, status }) => [id, credentialRevision, openIdField, status])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  return JSON.stringify(['v1', installationId, accountId, change, expiresAt, facts]);
}
