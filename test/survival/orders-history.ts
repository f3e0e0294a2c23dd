import { ENDS, type End } from './orders.kit.ts';

/** What happens at WeChat, each a minute after the one before; each event carries the time at which it happened. */
export type Happening = 'authorized' | 'updateauthorized' | 'unauthorized';

/** The n-th of a history happens, or its event arrives. */
export type Moment = { readonly kind: 'happens' | 'arrives'; readonly index: number };

export interface Timeline {
  readonly history: readonly Happening[];
  readonly moments: readonly Moment[];
}

export interface TimelineOutcome {
  /** Of the session of each authorization. */
  readonly sessions: readonly Pick<End, 'session' | 'step'>[];
  readonly account: End['account'];
  readonly credential: End['credential'];
  readonly exchanges: number;
}

export const nameOf = ({ history, moments }: Timeline): string =>
  moments.map(({ kind, index }) => `${index + 1} ${history[index]} ${kind}`).join(', ');

/**
 * Whatever the order in which its events arrive: in the end the account has working tokens exactly if WeChat's last word
 * was not `unauthorized`. What differs is only how the sessions end, and how many codes are exchanged.
 */
export function outcomeOf({ history, moments }: Timeline): TimelineOutcome {
  const isAuthorized = history.at(-1) !== 'unauthorized';
  const sessions: Pick<End, 'session' | 'step'>[] = [];
  let exchanges = 0;
  /** The latest authorization that Qiao knows to be in force. */
  let known: number | null = null;
  let wasConnected = false;
  for (const [at, { kind, index }] of moments.entries()) {
    if (kind === 'happens') continue;
    const isWithdrawn = isFollowedByWithdrawal(history, moments.slice(0, at), index);
    switch (history[index]) {
      case 'authorized': {
        // Its session exchanges the code, which is worth nothing once the authorization has been withdrawn.
        const { session, step } = isWithdrawn ? ENDS.failed : ENDS.completed;
        sessions.push({ session, step });
        exchanges += 1;
        if (!isWithdrawn) known = index;
        break;
      }
      case 'updateauthorized':
        // Only an account that was ever connected exchanges it; that it was withdrawn is found out by that.
        if (!wasConnected) break;
        exchanges += 1;
        known = isWithdrawn ? null : Math.max(known ?? index, index);
        break;
      default:
        // Late word of a withdrawal says nothing of an authorization after it.
        if (known !== null && index > known) known = null;
    }
    wasConnected ||= known !== null;
  }
  const lost = wasConnected ? ENDS.withdrawn : ENDS.failed;
  const { account, credential } = isAuthorized ? ENDS.completed : lost;
  return { sessions, account, credential, exchanges };
}

/** What a sample must show: each outcome, each history, and each event on its own and late. */
export function traitsOf(timeline: Timeline): string[] {
  const { history, moments } = timeline;
  const name = history.join(', ');
  return [
    JSON.stringify(outcomeOf(timeline)),
    name,
    ...moments.flatMap(({ kind, index }, at) => {
      const overtaken = moments.slice(at).some((later) => later.kind === 'arrives' && later.index < index);
      return kind === 'arrives' && overtaken ? [`${history[index]} overtakes`] : [];
    }),
  ];
}

function isFollowedByWithdrawal(
  history: readonly Happening[],
  before: readonly Moment[],
  index: number,
): boolean {
  return before.some(
    (moment) => moment.kind === 'happens' && moment.index > index && history[moment.index] === 'unauthorized',
  );
}

const HISTORIES: readonly (readonly Happening[])[] = [
  ['authorized'],
  ['authorized', 'updateauthorized'],
  ['authorized', 'unauthorized'],
  ['authorized', 'updateauthorized', 'updateauthorized'],
  ['authorized', 'updateauthorized', 'unauthorized'],
  ['authorized', 'unauthorized', 'authorized'],
];

/** Every way in which the events of these histories can arrive, each at some time after it happened. */
export function timelines(): Timeline[] {
  return HISTORIES.flatMap((history) => momentsOf(history).map((moments) => ({ history, moments })));
}

function momentsOf(history: readonly Happening[], done: readonly Moment[] = []): Moment[][] {
  const happened = done.filter(({ kind }) => kind === 'happens').length;
  const hasArrived = (index: number) =>
    done.some((moment) => moment.kind === 'arrives' && moment.index === index);
  if (done.length === 2 * history.length) return [[...done]];
  const next: Moment[] = [];
  // Nobody scans again while the session of the first scan still waits.
  if (happened < history.length && (history[happened] !== 'authorized' || happened === 0 || hasArrived(0)))
    next.push({ kind: 'happens', index: happened });
  for (let index = 0; index < happened; index += 1)
    if (!hasArrived(index)) next.push({ kind: 'arrives', index });
  return next.flatMap((moment) => momentsOf(history, [...done, moment]));
}
