import { expect, test } from 'vitest';
import { isHopeless } from '../../../src/modules/senders/executions/sender-execution.rules.ts';

const RECEIVED = new Date('2026-01-01T00:00:00Z');

test.each([
  [75, '2026-01-04T00:00:00.000Z', true],
  [75, '2026-01-03T23:59:59.999Z', false],
  [1000, '2026-01-01T01:00:00.000Z', false],
  [74, '2026-01-04T00:00:00.000Z', false],
  [1, '2026-02-01T00:00:00.000Z', false],
])('after %i attempts contacts that arrived on 1 January are given up at %s: %s', (attempts, now, given) => {
  expect(isHopeless(attempts, RECEIVED, new Date(now))).toBe(given);
});
