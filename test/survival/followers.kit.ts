import { random } from '../kit/depth.ts';
import { unixSeconds } from '../kit/push.ts';

/** LEAVES: unfollows last · RETURNS: unfollows, and follows again. */
type Course = 'STAYS' | 'LEAVES' | 'RETURNS';

/** What somebody does. No two things of one person have the same time. */
export interface Deed {
  readonly openId: string;
  readonly kind: keyof typeof TYPES;
  /** WeChat's time, in seconds. */
  readonly at: number;
  /** Late ones are pushed once all others are delivered. */
  readonly isLate: boolean;
  /** Whether it is older than an unfollow of this person. */
  readonly isErased: boolean;
}

export interface DrilledPerson {
  readonly openId: string;
  /** Whether a contact has their OpenID. */
  readonly isKnown: boolean;
  readonly course: Course;
  /** In the order of their times. */
  readonly deeds: readonly Deed[];
}

/** By kind: what the marketing platform calls it, and what WeChat pushes. */
export const TYPES = {
  FOLLOW: ['Follow', { MsgType: 'event', Event: 'subscribe', EventKey: '' }],
  UNFOLLOW: ['Unfollow', { MsgType: 'event', Event: 'unsubscribe', EventKey: '' }],
  SCAN: ['Scan QR code', { MsgType: 'event', Event: 'SCAN', EventKey: 'shop', Ticket: 'ticket' }],
  MENU_CLICK: ['Click menu', { MsgType: 'event', Event: 'CLICK', EventKey: 'HELP' }],
  MENU_VIEW: ['Open menu page', { MsgType: 'event', Event: 'VIEW', EventKey: 'https://shop.example/' }],
  MESSAGE: ['Send message', { MsgType: 'text', Content: 'hello' }],
} as const;

const OWN = ['SCAN', 'MENU_CLICK', 'MENU_VIEW', 'MESSAGE'] as const;
const DEEDS = 10;
/** Which of a person's deeds is the unfollow; STAYS: none. */
const UNFOLLOW = { STAYS: DEEDS, LEAVES: DEEDS - 1, RETURNS: 6 };
const KNOWN: readonly Course[] = ['STAYS', 'STAYS', 'LEAVES', 'RETURNS'];
const UNKNOWN: readonly Course[] = ['STAYS', 'LEAVES'];

/** People who do so many things altogether, ten each. Four in five have a contact: person n has the OpenID `o-known-n`, from 1. */
export function drilledPeople(events: number): DrilledPerson[] {
  const next = random('followers drill');
  const began = unixSeconds(3600);
  const person = (openId: string, isKnown: boolean, course: Course): DrilledPerson => {
    const unfollow = UNFOLLOW[course];
    const deeds = Array.from({ length: DEEDS }, (_, index): Deed => {
      const follows = index === 0 || index === unfollow + 1;
      const kind = index === unfollow ? 'UNFOLLOW' : follows ? 'FOLLOW' : pick(OWN, next());
      return {
        ...{ openId, kind, at: began + index * 60 + Math.floor(next() * 60) },
        // Who leaves was bound before.
        isLate: (course !== 'STAYS' && index >= unfollow) || (index > 0 && next() < 0.5),
        isErased: course !== 'STAYS' && index < unfollow,
      };
    });
    return { openId, isKnown, course, deeds };
  };
  const known = (events / DEEDS) * 0.8;
  return Array.from({ length: events / DEEDS }, (_, index) =>
    index < known
      ? person(`o-known-${index + 1}`, true, KNOWN[index % KNOWN.length] ?? 'STAYS')
      : person(`o-unknown-${index + 1}`, false, UNKNOWN[index % UNKNOWN.length] ?? 'STAYS'),
  );
}

/** In another order, and a fifth of them twice. */
export function shuffledPushes(deeds: readonly Deed[]): Deed[] {
  const next = random(`order of ${deeds.length} pushes`);
  return deeds
    .flatMap((deed) => (next() < 0.2 ? [deed, deed] : [deed]))
    .map((deed) => ({ deed, lot: next() }))
    .toSorted((one, other) => one.lot - other.lot)
    .map(({ deed }) => deed);
}

/** As WeChat says it; equal each time. */
export function xmlOf(originalId: string, { openId, kind, at }: Deed): string {
  const [, own] = TYPES[kind];
  const fields = { ToUserName: originalId, FromUserName: openId, ...own };
  const elements = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  const number = kind === 'MESSAGE' ? `<MsgId>${at}${openId.replace(/\D/g, '')}</MsgId>` : '';
  return `<xml>${elements.join('')}<CreateTime>${at}</CreateTime>${number}</xml>`;
}

const pick = <T>(items: readonly T[], lot: number): T => items[Math.floor(lot * items.length)] as T;
