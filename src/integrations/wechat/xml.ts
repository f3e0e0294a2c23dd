import { XMLParser, XMLValidator } from 'fast-xml-parser';
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
/** Opening and closing tags; the longest known push has about a hundred. Parsing takes about 4 µs each. */
const MAX_TAGS = 2_000;

/**
 * WeChat's XML contains only elements, text and CDATA. So outside CDATA each `<` must begin a plain tag, which excludes
 * DOCTYPE, entity declarations, comments, processing instructions and attributes, and each `&` must be one of the five
 * entities of XML. (Tencent's own sample once resolved external entities.)
 */
const FOREIGN = /<(?!\/?[A-Za-z_][\w.-]*\s*\/?>)|&(?!(?:amp|lt|gt|quot|apos);)/;

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  maxNestedTags: MAX_DEPTH,
  isArray: (name) => name === 'item',
});

/**
 * Returns the children of the only root element, `<xml>`. Unknown elements are kept.
 *
 * @throws {CallbackRefused} `TOO_LARGE` or `MALFORMED`; text mixed with elements is malformed too
 */
export function parseXml(text: string): XmlElement {
  if (text.length > MAX_CHARACTERS) throw new CallbackRefused('TOO_LARGE');
  const document = text.trim();
  const markup = outsideCdata(document);
  if (markup.split('<', MAX_TAGS + 2).length > MAX_TAGS + 1) throw new CallbackRefused('TOO_LARGE');
  const framed = document.startsWith('<xml>') && document.endsWith('</xml>');
  if (!framed || FOREIGN.test(markup) || XMLValidator.validate(document) !== true) {
    throw new CallbackRefused('MALFORMED');
  }
  const { xml } = parse(document);
  if (typeof xml === 'string' && xml.trim() === '') return {};
  if (!isElement(xml)) throw new CallbackRefused('MALFORMED');
  return xml;
}

/** The text of a required element, which must occur once and not be empty. */
export function requiredText(xml: XmlElement, name: string): string {
  const text = optionalText(xml, name);
  if (text === null) throw new CallbackRefused('MALFORMED');
  return text;
}

/** Null if missing or empty: WeChat does either. */
export function optionalText(xml: XmlElement, name: string): string | null {
  const value = Object.hasOwn(xml, name) ? xml[name] : undefined;
  if (value === undefined || value === '') return null;
  if (typeof value !== 'string') throw new CallbackRefused('MALFORMED');
  return value;
}

/** The time of an element in Unix seconds, such as `CreateTime`. */
export function requiredTime(xml: XmlElement, name: string): Date {
  const seconds = requiredText(xml, name).trim();
  if (!/^\d{1,11}$/.test(seconds)) throw new CallbackRefused('MALFORMED');
  return new Date(Number(seconds) * 1000);
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

/** In one pass: a regular expression would take quadratic time for sections that are never closed. */
function outsideCdata(document: string): string {
  let outside = '';
  let from = 0;
  for (;;) {
    const open = document.indexOf('<![CDATA[', from);
    if (open < 0) return outside + document.slice(from);
    const close = document.indexOf(']]>', open);
    if (close < 0) throw new CallbackRefused('MALFORMED');
    outside += document.slice(from, open);
    from = close + ']]>'.length;
  }
}

function parse(document: string): XmlElement {
  try {
    return { xml: tidy(parser.parse(document).xml) };
  } catch {
    // Too deep, or a name with a special meaning in JavaScript.
    throw new CallbackRefused('MALFORMED');
  }
}

/** Drops the white space between elements, which the parser keeps as `#text`. */
function tidy(node: unknown): XmlNode {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(tidy);
  if (typeof node !== 'object' || node === null) throw new CallbackRefused('MALFORMED');
  const { '#text': between = '', ...children } = node as Record<string, unknown>;
  if (typeof between !== 'string' || between.trim() !== '') throw new CallbackRefused('MALFORMED');
  return Object.fromEntries(Object.entries(children).map(([name, child]) => [name, tidy(child)]));
}

function isElement(node: XmlNode | undefined): node is XmlElement {
  return typeof node === 'object' && !Array.isArray(node);
}
