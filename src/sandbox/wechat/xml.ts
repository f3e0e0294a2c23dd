import { XMLParser } from 'fast-xml-parser';

/** A string is written as CDATA, a number bare, as WeChat does; a list holds further elements. */
export type XmlField = readonly [name: string, value: string | number | bigint | readonly XmlField[]];

function element([name, value]: XmlField): string {
  if (typeof value === 'object') return `<${name}>${value.map(element).join('')}</${name}>`;
  const text =
    typeof value === 'string' ? `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : String(value);
  return `<${name}>${text}</${name}>`;
}

/** A decrypted message: `<xml>` and its fields, one a line. */
export function messageXml(fields: readonly XmlField[]): string {
  return `<xml>${fields.map((field) => `${element(field)}\n`).join('')}</xml>`;
}

/** The body of a push: who it is for, in clear, and the ciphertext. */
export function envelopeXml(addressee: XmlField, encrypted: string): string {
  return `<xml>\n    ${element(addressee)}\n    ${element(['Encrypt', encrypted])}\n</xml>`;
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false });

/** The children of `<xml>` as text (nested ones as JSON); null where there is no such element. */
export function readXml(text: string): Record<string, string> | null {
  if (text.includes('<!DOCTYPE')) return null;
  try {
    const root: unknown = (parser.parse(text) as Record<string, unknown>).xml;
    if (typeof root !== 'object' || root === null) return null;
    return Object.fromEntries(
      Object.entries(root).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
  } catch {
    return null;
  }
}
