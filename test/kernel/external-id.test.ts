import 'reflect-metadata';
import { describe, expect, test } from 'vitest';
import { BY_NAME, orderedConnectionOf, orderedPageOf } from '../../src/graphql/connection.ts';
import { externalId, globalId, localId, parseGlobalId } from '../../src/graphql/global-id.ts';
import { arrayLiteral } from '../../src/kernel/array-literal.ts';
import { isExternalId } from '../../src/kernel/external-id.rules.ts';
import { NO_ID } from '../../src/kernel/ids.ts';

const ODD = ['fld-äÖ/1', '1', 'a:b', ':', '{"a"}', 'a,b', '\\', ' ', '%41', '收', '😀', 'x'.repeat(100)];

describe('the id of a thing in a marketing platform', () => {
  test.each(ODD)('may be “%s”', (id) => {
    expect(isExternalId(id)).toBe(true);
  });

  test.each([
    ['empty', ''],
    ['longer than 100 characters', 'x'.repeat(101)],
    ['with NUL', 'a\0b'],
    ['with a line break', 'a\nb'],
    ['with DEL', 'a\x7Fb'],
    ['with a control character of Latin-1', 'a\x85b'],
    ['half of a surrogate pair', '\uD83D'],
  ])('is never %s', (_what, id) => {
    expect(isExternalId(id)).toBe(false);
    expect(parseGlobalId(globalId('Campaign', id))?.id).not.toBe(id);
  });

  test.each(ODD)('“%s” survives a global id', (id) => {
    const global = globalId('Campaign', id);

    expect(parseGlobalId(global)).toEqual({ type: 'Campaign', id });
    expect(externalId('Campaign', global)).toBe(id);
    expect(externalId('ContactField', global)).toBe(global);
    expect(localId('Campaign', global)).toBe(NO_ID);
  });

  test('is taken as it is, without blanks around it', () => {
    expect(externalId('Campaign', ' fld-äÖ/1 ')).toBe('fld-äÖ/1');
  });

  test.each(ODD)('“%s” survives the cursor of a list by name', (id) => {
    const row = { id, name: 'A name: with everything %41' };
    const { edges } = orderedConnectionOf('things', orderedPageOf('things', {}, BY_NAME), BY_NAME, {
      rows: [row],
      node: (it) => it,
      totalCount: async () => 1,
    });
    const { after } = orderedPageOf('things', { after: edges[0]?.cursor ?? '' }, BY_NAME);

    expect(after).toEqual([row.name, id]);
  });

  test.each([
    '',
    'nonsense',
    '1:name',
    '{}',
    '[]',
    '["name"]',
    '["name",1]',
    '["name",""]',
    '["name","1",2]',
    '["name","a\\nb"]',
    '["a\\u0000","1"]',
  ])('no cursor is made of “%s”', (text) => {
    const after = Buffer.from(`cursor:things:${text}`).toString('base64url');

    expect(() => orderedPageOf('things', { after }, BY_NAME)).toThrow('This is not a cursor of this list.');
  });
});

test('an array is written for PostgreSQL', () => {
  expect(arrayLiteral([])).toBe('{}');
  expect(arrayLiteral(['1', 'a,b', 'c"d', 'e\\f', '{g}', '', 'null'])).toBe(
    '{"1","a,b","c\\"d","e\\\\f","{g}","","null"}',
  );
});
