import { randomBytes, randomInt } from 'node:crypto';
import { ownId } from '../../kit/stored.ts';
import type { Takes } from './slots.ts';

/** Something that names an object of an installation. */
export interface Value {
  readonly kind: 'global id' | 'raw id' | Exclude<Takes, 'id'> | 'site' | 'app id';
  /** The type of the object; of a cursor, the type of its edge, and the list that it is of. */
  readonly type: string;
  readonly text: string;
}

/** The same in form and order, of an object that never existed. */
export function never({ kind, text }: Value): string {
  const invented = (one: string) =>
    one
      .replaceAll(/(?<=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)[0-9a-f]{12}/g, () =>
        randomBytes(6).toString('hex'),
      )
      // Next to the one that exists, so that both are before and after the same objects.
      .replaceAll(/(?<![\w-])\d{3,8}(?![\w-])/g, (digits) => `${digits}${randomInt(100_000, 999_999)}`);
  if (kind === 'global id' || kind === 'cursor') {
    const plain = Buffer.from(text, 'base64url').toString();
    return Buffer.from(invented(plain)).toString('base64url');
  }
  if (kind === 'app id') return `wx${randomBytes(8).toString('hex')}`;
  if (kind === 'site') return 'nowhere';
  if (kind === 'search') return 'nothing has this name';
  if (kind === 'token') return text.replace(/.{8}$/, 'AAAAAAAA');
  return invented(text);
}

/** Texts that Qiao says itself. */
const SAID = new Set(['__typename', 'message', 'nextStep', 'reason', 'text', 'label', 'qrCodeSvg']);
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Collects what answers contain. */
export class Reading {
  readonly values: Value[] = [];
  readonly texts = new Set<string>();

  walk(value: unknown, key = ''): void {
    if (typeof value === 'string') {
      if (!SAID.has(key) && !TIME.test(value)) this.texts.add(value);
    } else if (Array.isArray(value)) for (const one of value) this.walk(one, key);
    else if (value !== null && typeof value === 'object') {
      this.note(value as Record<string, unknown>);
      for (const [name, one] of Object.entries(value)) this.walk(one, name);
    }
  }

  private note(object: Readonly<Record<string, unknown>>): void {
    const { __typename: type, id, cursor, impactToken, name, site, appId, openId } = object;
    const add = (kind: Value['kind'], text: unknown) => {
      if (typeof type === 'string' && typeof text === 'string') this.values.push({ kind, type, text });
    };
    if (typeof id === 'string') {
      add('global id', id);
      add('raw id', ownId(id) || id);
      if (type === 'Campaign') add('reference', ownId(id));
    }
    if (typeof cursor === 'string')
      this.values.push({ kind: 'cursor', type: `${type} of ${ownList(cursor)}`, text: cursor });
    add('token', impactToken);
    add('search', name);
    add('search', openId);
    add('site', site);
    add('app id', appId);
  }
}

/** `cursor:<list>:…` */
const ownList = (cursor: string) => Buffer.from(cursor, 'base64url').toString().split(':')[1] ?? '';
