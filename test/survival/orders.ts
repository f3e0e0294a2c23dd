import { ENDS, type End } from './orders.kit.ts';

/** What may happen to a session, in the order in which it arrives at Qiao. */
export type Step =
  /** The browser comes back with a code. */
  | 'redirect'
  /** WeChat's event arrives, naming the session's link. */
  | 'event'
  /** The link runs out. */
  | 'expire'
  | 'cancel'
  /** The merchant withdraws the authorization, and WeChat's event of that arrives. */
  | 'withdraw'
  /** The same event, but of a withdrawal before this authorization: it was under way for long. */
  | 'withdrawn-before';

/** Steps that arrive at one moment stand in one group. */
export interface Order {
  readonly groups: readonly (readonly Step[])[];
  readonly code: 'same code' | 'different codes';
  readonly event: 'authorized' | 'updateauthorized';
  /** `busy`: no exchange of a redirect's code is begun before everything has arrived. An event begins its own. */
  readonly worker: 'idle' | 'busy';
}

/** The end of the session, and the number of exchanged codes. */
export type Outcome = End & { readonly exchanges: number };

export const nameOf = ({ groups, code, event, worker }: Order): string =>
  `${groups.map((group) => group.join(' with ')).join(', ')} (${code}, ${event}, ${worker})`;

/** Everything that can follow from an order: several ends only where steps arrive at one moment. */
export function endsOf(order: Order): Outcome[] {
  const sequences = order.groups.reduce<Step[][]>(
    (before, group) => before.flatMap((steps) => permutations(group).map((next) => [...steps, ...next])),
    [[]],
  );
  return sequences.map((steps) => endOfSequence(steps, order));
}

/** What a sample must show: each set of ends, each way of arriving, which arrival follows which, what comes at one moment. */
export function traitsOf(order: Order): string[] {
  const { groups, code, event, worker } = order;
  const moments = groups.map((group) => group.join(' with '));
  return [
    JSON.stringify(endsOf(order)),
    `${code}, ${event}, ${worker}`,
    ...moments.map((moment, index) => `${worker}: ${moment} after ${moments[index - 1] ?? 'nothing'}`),
  ];
}

/** The rules, in the words of docs/connection.md. */
function endOfSequence(steps: readonly Step[], { code, worker }: Order): Outcome {
  let end: End = ENDS.waits;
  /** The first code counts, and keeps the session from running out or being cancelled. */
  let first: string | null = null;
  const exchanged = new Set<string>();
  for (const step of steps) {
    const brought = code === 'same code' ? 'the code' : step;
    const brings = step === 'redirect' || step === 'event';
    // An ended session changes no more, and neither does one with a code, unless WeChat's event names another in time.
    if (end === ENDS.waits && (first === null || (step === 'event' && exchanged.size === 0))) {
      if (step === 'expire') end = ENDS.expired;
      if (step === 'cancel') end = ENDS.cancelled;
      if (brings) first = brought;
      if (first !== null && (worker === 'idle' || step === 'event')) {
        exchanged.add(first);
        end = ENDS.completed;
      }
    } else if (step === 'withdraw' && end === ENDS.completed) {
      end = ENDS.withdrawn;
    } else if (step === 'event' && (end === ENDS.completed || end === ENDS.withdrawn)) {
      // A signed code of an account that is connected: its tokens may be new. While the first one is exchanged, it waits;
      // after a withdrawal WeChat knows which came later.
      exchanged.add(brought);
    }
  }
  if (first !== null && exchanged.size === 0) {
    exchanged.add(first);
    end = ENDS.completed;
  }
  return { ...end, exchanges: exchanged.size };
}

/**
 * Up to three arrivals of redirects, events and one end of the link, in every order: before, after, never, twice, late,
 * after the link ran out or was cancelled. Then what is special.
 */
export function allOrders(): Order[] {
  const sequences = [1, 2, 3].flatMap((length) => words(length)).filter(isSensible);
  const idle = sequences.flatMap((steps) => variants(steps.map((step) => [step])));
  const busy = sequences
    .filter(({ length }) => length < 3)
    .flatMap((steps) => variants([...steps.map((step) => [step])], 'busy'));
  const moments: Step[][][] = [
    [['redirect', 'event']],
    [['event', 'event']],
    [['redirect', 'redirect']],
    [['redirect', 'cancel']],
    [['event', 'cancel']],
    [['event', 'expire']],
    [['redirect', 'expire'], ['event']],
    [['redirect'], ['event'], ['redirect'], ['event']],
    [['event'], ['redirect'], ['event'], ['redirect']],
    [['redirect', 'event'], ['withdraw']],
    [['redirect', 'event'], ['withdrawn-before']],
    [['event'], ['withdrawn-before'], ['redirect']],
    [['withdrawn-before'], ['event'], ['redirect']],
    [['event'], ['withdraw'], ['event']],
    [['event'], ['withdraw'], ['redirect']],
    [['redirect'], ['withdraw'], ['event']],
    [['redirect'], ['withdrawn-before'], ['event']],
  ];
  return [...idle, ...busy, ...moments.flatMap((groups) => variants(groups))];
}

/** Where both a redirect and an event come, their codes may differ; after a scan of a known account the event is the other one. */
function variants(groups: readonly (readonly Step[])[], worker: Order['worker'] = 'idle'): Order[] {
  const steps = groups.flat();
  const both = steps.includes('redirect') && steps.includes('event');
  const codes = both ? (['same code', 'different codes'] as const) : (['same code'] as const);
  const events = steps.includes('event')
    ? (['authorized', 'updateauthorized'] as const)
    : (['authorized'] as const);
  return codes.flatMap((code) => events.map((event) => ({ groups, code, event, worker })));
}

const ALPHABET = ['redirect', 'event', 'expire', 'cancel'] as const;

function words(length: number): Step[][] {
  if (length === 0) return [[]];
  return words(length - 1).flatMap((word) => ALPHABET.map((step): Step[] => [...word, step]));
}

function isSensible(steps: readonly Step[]): boolean {
  const count = (...kinds: Step[]) => steps.filter((step) => kinds.includes(step)).length;
  return count('expire', 'cancel') <= 1 && count('redirect') <= 2 && count('event') <= 2;
}

export function permutations<T>(steps: readonly T[]): T[][] {
  if (steps.length <= 1) return [[...steps]];
  return steps.flatMap((step, index) =>
    permutations([...steps.slice(0, index), ...steps.slice(index + 1)]).map((rest) => [step, ...rest]),
  );
}
