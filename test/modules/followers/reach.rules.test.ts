import { expect, test } from 'vitest';
import { type Reach, reachOf } from '../../../src/modules/followers/reach/reach.rules.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
const HOURS = 3600;

const ALL = ['CUSTOMER_SERVICE_MESSAGES', 'TEMPLATE_MESSAGES', 'BROADCAST'] as const;
const can = (...kinds: (typeof ALL)[number][]) => kinds.map((kind) => ({ kind, available: true }));
const follower = {
  subscribed: true,
  messaging: 'ALLOWED',
  messagedAt: null,
  interactedAt: null,
} as const;

const shown = (all: readonly Reach[]) => all.map(({ possible, reason }) => (possible ? 'yes' : reason));

test.each([
  ['wrote just now', { messagedAt: ago(0) }, ago(-48 * HOURS), 5],
  ['wrote 47 hours ago', { messagedAt: ago(47 * HOURS) }, ago(-1 * HOURS), 5],
  ['used the menu half a minute ago', { interactedAt: ago(30) }, ago(-30), 3],
  ['wrote, and then used the menu', { messagedAt: ago(20), interactedAt: ago(10) }, ago(20 - 48 * HOURS), 5],
])('who %s can be answered', (_what, does, until, remaining) => {
  const [answer] = reachOf({ ...follower, ...does }, can(...ALL), NOW);
  expect(answer).toEqual({
    kind: 'CUSTOMER_SERVICE_MESSAGE',
    possible: true,
    reason: null,
    until,
    remaining,
  });
});

test.each([
  ['did nothing', {}],
  ['wrote 48 hours ago', { messagedAt: ago(48 * HOURS) }],
  ['used the menu a minute ago', { interactedAt: ago(60) }],
])('who %s cannot be answered, but can get the others', (_what, does) => {
  expect(shown(reachOf({ ...follower, ...does }, can(...ALL), NOW))).toEqual(['WINDOW_CLOSED', 'yes', 'yes']);
});

test('the account comes first, then whether they follow, then what they want', () => {
  const wrote = { ...follower, messagedAt: ago(5) };
  const gone = { ...wrote, subscribed: false, messaging: 'OPTED_OUT' } as const;
  expect(shown(reachOf(gone, [], NOW))).toEqual(Array(3).fill('ACCOUNT_CANNOT'));
  expect(shown(reachOf(gone, can('BROADCAST'), NOW))).toEqual([
    'ACCOUNT_CANNOT',
    'ACCOUNT_CANNOT',
    'NOT_SUBSCRIBED',
  ]);
  expect(shown(reachOf({ ...gone, subscribed: true }, can(...ALL), NOW))).toEqual(Array(3).fill('OPTED_OUT'));
});
