import { expect, test } from 'vitest';
import { initialsOf } from '../../console/src/accounts/initials.ts';

test.each([
  ['Flagship store', 'FS'],
  ['桥咖啡旗舰店 Flagship', '桥F'],
  ['桥咖啡', '桥咖'],
  ['👩‍👩‍👧‍👦 Family 🇨🇳', '👩‍👩‍👧‍👦F'],
  ['🧋', '🧋'],
  ['متجر القهوة', 'ما'],
  ['', ''],
])('the initials of %j are %j: no letter is cut in two', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
