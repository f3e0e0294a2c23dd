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
}

export interface End {
  readonly session: 'COMPLETED' | 'EXPIRED' | 'CANCELLED';
  readonly account: 'ACTIVE' | 'ACTION_REQUIRED' | 'DRAFT';
  /** How many codes are exchanged. */
  readonly exchanges: number;
}

export const nameOf = ({ groups, code, event }: Order): string =>
  `${groups.map((group) => group.join(' with ')).join(', ')} (${code}, ${event})`;

/** Everything that can follow from an order: several ends only where steps arrive at one moment. */
export function endsOf(order: Order): End[] {
  const sequences = order.groups.reduce<Step[][]>(
    (before, group) => before.flatMap((steps) => permutations(group).map((next) => [...steps, ...next])),
    [[]],
  );
  return sequences.flatMap((steps) => endsOfSequence(steps, order));
}

/** The rules, in the words of docs/connection.md: the first code counts; an ended session changes no more. */
function endsOfSequence(steps: readonly Step[], { code, groups }: Order): End[] {
  let session: End['session'] | 'PENDING' = 'PENDING';
  let account: End['account'] = 'DRAFT';
  const taken = new Set<string>();
  let mayBeLost = false;
  for (const step of steps) {
    if (step === 'expire' || step === 'cancel') {
      if (session === 'PENDING') session = step === 'expire' ? 'EXPIRED' : 'CANCELLED';
    } else if (step === 'withdraw') {
      if (account === 'ACTIVE') account = 'ACTION_REQUIRED';
    } else if (step !== 'withdrawn-before') {
      const brought = code === 'same code' ? 'the code' : step;
      if (session === 'PENDING') {
        session = 'COMPLETED';
        account = 'ACTIVE';
        taken.add(brought);
      } else if (step === 'event' && account === 'ACTIVE' && !taken.has(brought)) {
        // The account is connected here: its tokens may be new ones. Not if it comes while the first code is exchanged.
        taken.add(brought);
        mayBeLost = groups.some((group) => group.includes('event') && group.includes('redirect'));
      }
    }
  }
  if (session === 'PENDING') throw new Error(`nothing ends the session: ${steps.join(', ')}`);
  const end = { session, account, exchanges: taken.size };
  return mayBeLost ? [end, { ...end, exchanges: 1 }] : [end];
}

/** Up to three arrivals of redirects, events and one end of the link, in every order; then what is special. */
export function allOrders(): Order[] {
  const sequences = [1, 2, 3].flatMap((length) => words(length)).filter(isSensible);
  const orders = sequences.flatMap((steps) => variants(steps.map((step) => [step])));
  const moments: Step[][][] = [
    [['redirect', 'event']],
    [['event', 'event']],
    [['redirect', 'redirect']],
    [['redirect', 'cancel']],
    [['event', 'cancel']],
    [['event', 'expire']],
    [['redirect', 'expire'], ['event']],
    [['redirect', 'event'], ['withdraw']],
    [['redirect', 'event'], ['withdrawn-before']],
    [['event'], ['withdrawn-before'], ['redirect']],
    [['withdrawn-before'], ['event'], ['redirect']],
    [['event'], ['withdraw'], ['event']],
    [['event'], ['withdraw'], ['redirect']],
    [['redirect'], ['withdraw'], ['event']],
    [['redirect'], ['withdrawn-before'], ['event']],
  ];
  return [...orders, ...moments.flatMap(variants)];
}

/** Where both a redirect and an event come, their codes may differ; after a scan of a known account the event is the other one. */
function variants(groups: readonly (readonly Step[])[]): Order[] {
  const steps = groups.flat();
  const both = steps.includes('redirect') && steps.includes('event');
  const codes = both ? (['same code', 'different codes'] as const) : (['same code'] as const);
  const event = steps.length % 2 === 0 ? 'authorized' : 'updateauthorized';
  return codes.map((code) => ({ groups, code, event }));
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

function permutations(steps: readonly Step[]): Step[][] {
  if (steps.length <= 1) return [[...steps]];
  return steps.flatMap((step, index) =>
    permutations([...steps.slice(0, index), ...steps.slice(index + 1)]).map((rest) => [step, ...rest]),
  );
}
