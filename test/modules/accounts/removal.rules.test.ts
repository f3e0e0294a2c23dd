import { expect, test } from 'vitest';
import { removalFaults } from '../../../src/modules/accounts/removal/removal.rules.ts';

test.each([
  ['ERASE', null, []],
  ['ERASE', 'a contract', ['INVALID']],
  ['RETAIN_WITH_BASIS', null, ['REQUIRED']],
  ['RETAIN_WITH_BASIS', 'a contract', []],
  ['RETAIN_WITH_BASIS', 'x'.repeat(1000), []],
  ['RETAIN_WITH_BASIS', 'x'.repeat(1001), ['INVALID']],
  ['RETAIN_WITH_BASIS', 'a\0b', ['INVALID']],
] as const)('%s with the basis %j: faults %j', (followerData, retentionBasis, expected) => {
  const faults = removalFaults({ followerData, retentionBasis });
  expect(faults.map(({ code }) => code)).toEqual(expected);
  for (const { path } of faults) expect(path).toEqual(['retentionBasis']);
});
