import { CallbackRefused } from './callback.errors.ts';
import { optionalText, parseXml, type XmlElement } from './xml.ts';

/** Elements whose text people write. WeChat puts it in CDATA as it is, even if it has the end of one in it. */
const WRITTEN_BY_PEOPLE = [
  'Content',
  'Title',
  'Description',
  'Url',
  'Label',
  'Poiname',
  'Recognition',
  'EventKey',
  // With the text of a QR code in it, which anybody can print.
  'ScanCodeInfo',
  'SendLocationInfo',
];
/** How CDATA that is written well has the end of one in it. */
const SPLIT_END = ']]]]><![CDATA[>';

const START = /\s*<([^\s<>/]+)>(<!\[CDATA\[)?/y;

/**
 * The elements of a push that WeChat has signed. It is authentic, so what is odd in it must not lose the rest: a follower can
 * write `]]>`, or elements that look like WeChat's own.
 *
 * @returns null if it cannot be read at all
 */
export function readPush(text: string): XmlElement | null {
  const strict = strictly(text);
  const written = asWritten(text);
  if (!strict || !written) return strict ?? written;
  const isSame = WRITTEN_BY_PEOPLE.every(
    (name) => optionalText(strict, name) === optionalText(written, name),
  );
  return isSame ? strict : written;
}

/**
 * Whether it is for an account. Its addressee is its first element; so whatever a follower writes, or has in a QR code that is
 * scanned, cannot make an authorization event of it.
 */
export const isMessage = (xml: XmlElement): boolean => Object.keys(xml)[0] === 'ToUserName';

function strictly(text: string): XmlElement | null {
  try {
    return parseXml(text);
  } catch (error) {
    if (!(error instanceof CallbackRefused)) throw error;
    return null;
  }
}

/**
 * Element by element, in WeChat's order. What people write ends at the last end of its element: whatever comes before is
 * theirs. So nothing that they write becomes an element of its own; and of a repeated element the first counts.
 */
function asWritten(text: string): XmlElement | null {
  const begin = /^\s*(?:<\?xml\s[^<>]*\?>\s*)?<xml>/.exec(text)?.[0].length;
  const end = text.lastIndexOf('</xml');
  if (begin === undefined || end < begin) return null;
  const elements = new Map<string, string>();
  for (let at = begin; text.slice(at, end).trim() !== ''; ) {
    START.lastIndex = at;
    const [start, name = '', cdata] = START.exec(text) ?? [];
    if (!start) return null;
    const from = at + start.length;
    const close = `${cdata ? ']]>' : ''}</${name}>`;
    const to = WRITTEN_BY_PEOPLE.includes(name) ? text.lastIndexOf(close, end) : text.indexOf(close, from);
    if (to < from) return null;
    if (!elements.has(name)) elements.set(name, text.slice(from, to).replaceAll(SPLIT_END, ']]>'));
    at = to + close.length;
  }
  return Object.fromEntries(elements);
}
