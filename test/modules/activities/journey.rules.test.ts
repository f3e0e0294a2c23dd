import { expect, test } from 'vitest';
import { journeyOf, type Stops } from '../../../src/modules/activities/journey/journey.rules.ts';

const at = (milliseconds: number) => new Date(1_800_000_000_000 + milliseconds);
const NOTHING: Stops = { receivedAt: null, storedAt: null, bookedAt: null, boundAt: null, deliveredAt: null };
const steps = (stops: Partial<Stops>) =>
  journeyOf({ ...NOTHING, ...stops }).map(({ step, milliseconds }) => [step, milliseconds]);

test('a journey has the steps that are known, each with the time since the one before', () => {
  const booked = { receivedAt: at(0), storedAt: at(4), bookedAt: at(30) };

  expect(steps({ ...booked, boundAt: at(900), deliveredAt: at(61_000) })).toEqual([
    ['RECEIVED', null],
    ['STORED', 4],
    ['PROCESSED', 26],
    ['BOUND', 870],
    ['DELIVERED', 60_100],
  ]);
  expect(steps({ bookedAt: at(30), deliveredAt: at(40) })).toEqual([
    ['PROCESSED', null],
    ['DELIVERED', 10],
  ]);
  expect(steps({})).toEqual([]);
});

test('somebody who scans their personal code is bound while it is processed', () => {
  expect(steps({ receivedAt: at(0), bookedAt: at(30), boundAt: at(29) })).toEqual([
    ['RECEIVED', null],
    ['PROCESSED', 30],
    ['BOUND', 0],
  ]);
});

test('that a follower was bound before is no step', () => {
  expect(steps({ bookedAt: at(30), boundAt: at(-5000) })).toEqual([['PROCESSED', null]]);
});

test('clocks that differ make no step shorter than nothing', () => {
  expect(steps({ receivedAt: at(10), storedAt: at(3) })).toEqual([
    ['RECEIVED', null],
    ['STORED', 0],
  ]);
});
