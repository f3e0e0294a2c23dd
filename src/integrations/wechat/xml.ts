import { CallbackRefused } from './callback.errors.ts';

/** Text, children, or a list if a name is repeated (always for `item`). Numbers stay text. */
export type XmlNode = string | XmlElement | readonly XmlNode[];
export interface XmlElement {
  readonly [name: string]: XmlNode;
}

/** The input of {@link writeXml}: text becomes CDATA, numbers stay plain, a list repeats its name. */
export type XmlInput = string | number | { readonly [name: string]: XmlInput } | readonly XmlInput[];

const MAX_CHARACTERS = 256 * 1024;
const MAX_DEPTH = 20;
/** Opening and closing tags; the longest known push has about a hundred. */
const MAX_TAGS = 2_000;

/** Between two tags; outside CDATA each `&` must be a reference. */
const TEXT = /[^<]*/y;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;
/** `</name>`, `<name>` or `<name/>`. Attributes are skipped: WeChat has none that mean anything. */
const TAG = /<(\/?)([^\s<>/!?"'=&]+)(?:\s+[^\s<>/"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/y;
const DECLARATION = /^<\?xml\s[^<>]*\?>/;
const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const;

/** An element whose end has not been read yet. */
interface Open {
  readonly name: string;
  readonly children: Map<string, XmlNode[]>;
  text: string;
  /** Whether it has text that is not white space. */
  hasText: boolean;
}

/**
 * Returns the children of the only root element, `<xml>`. Unknown elements are kept. Nothing is ever looked up or expanded: a
 * document type, a processing instruction and an unknown entity are malformed. (Tencent's own sample once resolved external
 * entities.)
 *
 * @throws {CallbackRefused} `TOO_LARGE` or `MALFORMED`; text mixed with elements is malformed too
 */
export function parseXml(text: string): XmlElement {
  if (text.length > MAX_CHARACTERS) throw new CallbackRefused('TOO_LARGE');
  const document = text.trim().replace(DECLARATION, '').trim();
  const root: Open = open('');
  const path: Open[] = [root];
  let tags = 0;
  for (let at = 0; at < document.length; ) {
    const element = path.at(-1) ?? root;
    const skipped = SKIPPED.find(([begin]) => document.startsWith(begin, at));
    if (skipped) {
      const [begin, end] = skipped;
      const close = document.indexOf(end, at + begin.length);
      if (close < 0) throw malformed();
      if (begin !== '<!--') addText(element, document.slice(at + begin.length, close));
      at = close + end.length;
      continue;
    }
    if (document[at] !== '<') {
      TEXT.lastIndex = at;
      const [plain = ''] = TEXT.exec(document) ?? [];
      addText(element, resolved(plain));
      at += plain.length;
      continue;
    }
    TAG.lastIndex = at;
    const [tag, closing, name = '', empty] = TAG.exec(document) ?? [];
    tags += 1;
    if (tags > MAX_TAGS) throw new CallbackRefused('TOO_LARGE');
    if (!tag || path.length > MAX_DEPTH + 1) throw malformed();
    at += tag.length;
    if (!closing) path.push(open(name));
    if (closing || empty) close(path, name);
  }
  if (path.length > 1) throw malformed();
  const { xml } = childrenOf(root);
  if (root.hasText || root.children.size > 1 || xml === undefined || Array.isArray(xml)) throw malformed();
  if (typeof xml !== 'string') return xml as XmlElement;
  if (xml.trim() !== '') throw malformed();
  return {};
}

const malformed = () => new CallbackRefused('MALFORMED');

const open = (name: string): Open => ({ name, children: new Map(), text: '', hasText: false });

function addText(element: Open, text: string): void {
  element.text += text;
  element.hasText ||= text.trim() !== '';
}

/** The end of the innermost element, which must have that name. */
function close(path: Open[], name: string): void {
  const element = path.pop();
  const parent = path.at(-1);
  if (!element || !parent || element.name !== name) throw malformed();
  const { children, text, hasText } = element;
  if (children.size > 0 && hasText) throw malformed();
  const same = parent.children.get(name) ?? [];
  same.push(children.size > 0 ? childrenOf(element) : text);
  parent.children.set(name, same);
}

const childrenOf = ({ children }: Open): XmlElement =>
  Object.fromEntries(
    [...children].map(([name, nodes]) => [
      name,
      nodes.length === 1 && name !== 'item' ? (nodes[0] ?? '') : nodes,
    ]),
  );

function resolved(text: string): string {
  if (!text.includes('&')) return text;
  if (text.replace(REFERENCE, '').includes('&')) throw malformed();
  return text.replace(REFERENCE, (_all, name: keyof typeof NAMED, decimal, hex) =>
    name ? NAMED[name] : character(Number.parseInt(decimal ?? hex, decimal ? 10 : 16)),
  );
}

function character(code: number): string {
  if (code === 0 || code > 0x10ffff) throw malformed();
  return String.fromCodePoint(code).toWellFormed();
}

/** Null if missing or empty: WeChat does either. Of a repeated element the first counts. */
export function optionalText(xml: XmlElement, name: string): string | null {
  const value = Object.hasOwn(xml, name) ? xml[name] : undefined;
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : null;
}

/** The time of an element in Unix seconds, such as `CreateTime`; null if it is no time. */
export function optionalTime(xml: XmlElement, name: string): Date | null {
  const seconds = optionalText(xml, name)?.trim() ?? '';
  return /^\d{1,11}$/.test(seconds) ? new Date(Number(seconds) * 1000) : null;
}

/** `<xml>…</xml>` as WeChat writes it. */
export function writeXml(children: { readonly [name: string]: XmlInput }): string {
  return write('xml', children);
}

function write(name: string, value: XmlInput): string {
  if (Array.isArray(value)) return value.map((each) => write(name, each)).join('');
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: XmlInput): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return Object.entries(value)
    .map(([name, child]) => write(name, child))
    .join('');
}
