import { expect, test } from 'vitest';
import { canShow } from '../../examples/terminal.ts';

const WIDE = { isTTY: true, columns: 80 };
const PICTURE = `\x1b[40m\x1b[37m${'▄'.repeat(40)}\x1b[0m\n${'█'.repeat(40)}`;

test('the example draws a QR code only where a terminal can show it', () => {
  const utf8 = { TERM: 'xterm', LANG: 'zh_CN.UTF-8' };
  expect(canShow(PICTURE, WIDE, utf8)).toBe(true);
  expect(canShow(PICTURE, { isTTY: true, columns: 43 }, utf8)).toBe(true);
  expect(canShow(PICTURE, { isTTY: true, columns: 42 }, utf8)).toBe(false);
  expect(canShow(PICTURE, { columns: 80 }, utf8)).toBe(false);
  expect(canShow(PICTURE, WIDE, { TERM: 'xterm' })).toBe(true);
  expect(canShow(PICTURE, WIDE, { TERM: 'dumb', LANG: 'en_US.UTF-8' })).toBe(false);
  expect(canShow(PICTURE, WIDE, { TERM: 'xterm', LANG: 'zh_CN.GB18030' })).toBe(false);
  expect(canShow(PICTURE, WIDE, { TERM: 'xterm', LC_ALL: 'C', LANG: 'en_US.UTF-8' })).toBe(false);
});
