import type { Capability, CapabilityKind } from '../../accounts/connecting/capability.rules.ts';

/** Whether the follower wants messages. */
export const MESSAGING = ['ALLOWED', 'OPTED_OUT'] as const;
export type Messaging = (typeof MESSAGING)[number];

/** The ways of sending a message to a follower. */
export const REACH_KINDS = ['CUSTOMER_SERVICE_MESSAGE', 'TEMPLATE_MESSAGE', 'BROADCAST'] as const;
export type ReachKind = (typeof REACH_KINDS)[number];

/** Why a message would not arrive. */
export const REACH_REASONS = ['NOT_SUBSCRIBED', 'OPTED_OUT', 'ACCOUNT_CANNOT', 'WINDOW_CLOSED'] as const;
export type ReachReason = (typeof REACH_REASONS)[number];

export interface Reach {
  readonly kind: ReachKind;
  readonly possible: boolean;
  /** Null if it is possible. */
  readonly reason: ReachReason | null;
  /** Null if there is no end, or it is not possible. */
  readonly until: Date | null;
  /** How many messages until then; null if they are not limited, or it is not possible. */
  readonly remaining: number | null;
}

/** What opens the window of customer-service messages, for how long and for how many. Source: docs/protocols/wechat.md. */
const MESSAGE_WINDOW = { ms: 48 * 3_600_000, messages: 5 } as const;
const INTERACTION_WINDOW = { ms: 60_000, messages: 3 } as const;

const NEEDS: Readonly<Record<ReachKind, CapabilityKind>> = {
  CUSTOMER_SERVICE_MESSAGE: 'CUSTOMER_SERVICE_MESSAGES',
  TEMPLATE_MESSAGE: 'TEMPLATE_MESSAGES',
  BROADCAST: 'BROADCAST',
};

interface Reachable {
  readonly subscribed: boolean;
  readonly messaging: Messaging;
  readonly messagedAt: Date | null;
  readonly interactedAt: Date | null;
}

/** For each way of sending, in the order of `REACH_KINDS`. The reason that is hardest to remove counts. */
export const reachOf = (
  follower: Reachable,
  capabilities: readonly Pick<Capability, 'kind' | 'available'>[],
  now: Date,
): Reach[] =>
  REACH_KINDS.map((kind) => {
    const can = capabilities.some((one) => one.kind === NEEDS[kind] && one.available);
    const reason = !can
      ? 'ACCOUNT_CANNOT'
      : !follower.subscribed
        ? 'NOT_SUBSCRIBED'
        : follower.messaging === 'OPTED_OUT'
          ? 'OPTED_OUT'
          : null;
    if (reason) return { ...IMPOSSIBLE, kind, reason };
    if (kind !== 'CUSTOMER_SERVICE_MESSAGE') return { ...IMPOSSIBLE, kind, possible: true };
    const window = openWindow(follower, now);
    if (!window) return { ...IMPOSSIBLE, kind, reason: 'WINDOW_CLOSED' };
    return { kind, possible: true, reason: null, ...window };
  });

const IMPOSSIBLE = { possible: false, reason: null, until: null, remaining: null } as const;

/** The longest one that is open. */
function openWindow({ messagedAt, interactedAt }: Reachable, now: Date) {
  const windows = [
    { since: messagedAt, ...MESSAGE_WINDOW },
    { since: interactedAt, ...INTERACTION_WINDOW },
  ];
  for (const { since, ms, messages } of windows) {
    const until = since && new Date(since.getTime() + ms);
    if (until && until > now) return { until, remaining: messages };
  }
  return null;
}
