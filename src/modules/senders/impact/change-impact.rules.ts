import type { AccountChange } from '../../accounts/dependents/account-change.rules.ts';
import type { MessageSenderStatus } from '../steps/message-sender.rules.ts';

/** For this long an administrator may think about what they were shown. */
export const IMPACT_TOKEN_MINUTES = 15;

/** What is known of a sender that a change breaks, as far as it makes a difference. */
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
 * An impact as text that is equal for equal impacts only: what a token signs. Campaigns and names are left out, since the
 * marketing platform changes them behind our back, and they break nothing.
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
