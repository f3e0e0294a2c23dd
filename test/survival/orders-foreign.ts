import { ENDS, type End } from './orders.kit.ts';

/** What arrives of two sessions, ours and theirs, each confirmed by an administrator of its own. */
export const ARRIVALS = ['event', 'redirect', 'their event', 'their redirect', 'stray redirect'] as const;
/** `stray redirect`: the browser comes back to us with their code, which anybody can forge. */
export type Arrival = (typeof ARRIVALS)[number];

export interface ForeignOrder {
  readonly arrivals: readonly Arrival[];
  /** `busy`: no exchange of a redirect's code is begun before everything has arrived. An event begins its own. */
  readonly worker: 'idle' | 'busy';
}

export interface ForeignOutcome {
  readonly ours: Standing;
  readonly theirs: Standing;
  /** How many codes are exchanged; each once. */
  readonly exchanges: number;
}

/** Where a session ends, and whose WeChat account it connects. */
export type Standing = End & { readonly connected: 'ours' | 'theirs' | 'nobody' };

export const nameOf = ({ arrivals, worker }: ForeignOrder): string => `${arrivals.join(', ')} (${worker})`;

type Owner = 'ours' | 'theirs';

/** Whom an arrival is for, whose code it brings, and whether WeChat has signed it. */
const MEANING: Readonly<Record<Arrival, { of: Owner; code: Owner; signed: boolean }>> = {
  event: { of: 'ours', code: 'ours', signed: true },
  redirect: { of: 'ours', code: 'ours', signed: false },
  'their event': { of: 'theirs', code: 'theirs', signed: true },
  'their redirect': { of: 'theirs', code: 'theirs', signed: false },
  'stray redirect': { of: 'ours', code: 'theirs', signed: false },
};

/**
 * One code belongs to one session, and the first code of a session counts. A signed event overrules a redirect whose
 * exchange has not begun: it takes the code from the session that it does not name, and gives its own to the one it names.
 */
export function outcomeOf({ arrivals, worker }: ForeignOrder): ForeignOutcome {
  const codes: Record<Owner, Owner | null> = { ours: null, theirs: null };
  const begun: Record<Owner, boolean> = { ours: false, theirs: false };
  for (const arrival of arrivals) {
    const { of, code, signed } = MEANING[arrival];
    const other = of === 'ours' ? 'theirs' : 'ours';
    if (codes[other] === code) {
      if (!signed || worker === 'idle') continue;
      codes[other] = null;
    }
    if (codes[of] === null || (signed && !begun[of])) codes[of] = code;
    begun[of] ||= signed || worker === 'idle';
  }
  const standing = (code: Owner | null): Standing =>
    code ? { ...ENDS.completed, connected: code } : { ...ENDS.waits, connected: 'nobody' };
  const exchanges = Object.values(codes).filter((code) => code !== null).length;
  return { ours: standing(codes.ours), theirs: standing(codes.theirs), exchanges };
}

/** What a sample must show: each outcome, and what comes before and after the stray redirect. */
export function traitsOf(order: ForeignOrder): string[] {
  const { arrivals, worker } = order;
  const at = arrivals.indexOf('stray redirect');
  return [
    `${worker}: ${JSON.stringify(outcomeOf(order))}`,
    ...arrivals.map((arrival, index) => `${worker}: ${arrival} ${Math.sign(index - at)}`),
  ];
}

/** Every order of up to three arrivals in which the stray one occurs; of three, one is the event that names them. */
export function foreignOrders(): ForeignOrder[] {
  const orders = [1, 2, 3].flatMap((length) => arrangements(ARRIVALS, length));
  return orders
    .filter((arrivals) => arrivals.includes('stray redirect'))
    .filter((arrivals) => arrivals.length < 3 || arrivals.includes('their event'))
    .flatMap((arrivals) => [
      { arrivals, worker: 'idle' as const },
      { arrivals, worker: 'busy' as const },
    ]);
}

function arrangements<T>(items: readonly T[], length: number): T[][] {
  if (length === 0) return [[]];
  return items.flatMap((item) =>
    arrangements(
      items.filter((other) => other !== item),
      length - 1,
    ).map((rest) => [item, ...rest]),
  );
}
