import { stripVTControlCharacters } from 'node:util';
import { toString as qrCode } from 'qrcode';

/** What the example prints with. Nothing here has to do with Qiao. */

const INDENT = '   ';
let steps = 0;

/** A numbered heading. */
export function step(title: string): void {
  steps += 1;
  console.log(`\n${steps}. ${title}`);
}

export function say(text: string): void {
  console.log(text.replace(/^(?=.)/gm, INDENT));
}

/** A bar that is drawn again in place, if this is a terminal. */
export function bar(done: number, total: number, text: string): void {
  const full = total > 0 ? Math.round((BAR * Math.min(done, total)) / total) : 0;
  const line = `   ${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${text}`;
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}${done >= total && total > 0 ? '\n' : ''}`);
  else console.log(line);
}

const BAR = 30;

/** Shows a text as a QR code if this terminal can, else as the text. */
export async function showCode(text: string): Promise<void> {
  const picture = await qrCode(text, { type: 'terminal', small: true, errorCorrectionLevel: 'L' });
  say(canShow(picture, process.stdout, process.env) ? `\n${picture}` : text);
}

/** @param output whose lines a picture must fit into */
export function canShow(
  picture: string,
  output: { readonly isTTY?: boolean; readonly columns?: number },
  { TERM, LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv,
): boolean {
  const width = Math.max(...stripVTControlCharacters(picture).split('\n').map(widthOf));
  // Where nothing says which, as in containers, it is UTF-8.
  const charset = LC_ALL || LC_CTYPE || LANG || 'UTF-8';
  const isUtf8 = /utf-?8/i.test(charset) && TERM !== 'dumb';
  return output.isTTY === true && isUtf8 && width + INDENT.length <= (output.columns ?? 0);
}

/** Columns as wide as their widest cell, though Chinese characters take two places each. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))));
  const print = (line: readonly string[]) =>
    say(
      line
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  print(head);
  print(widths.map((width) => '─'.repeat(width)));
  for (const row of rows) print(row);
}

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** East Asian wide and full-width characters, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** Accents, joiners and the like stand on the character before them. */
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many places of a terminal a text takes. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Says why, and ends the program with an error. */
export function end(message: string): never {
  console.error(`\n${message}`);
  process.exit(1);
}
