import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readAnswer } from '../../src/integrations/answers.ts';

const schema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  kind: z.object({ id: z.number() }).nullish(),
  items: z.array(z.object({ id: z.string(), tags: z.array(z.string()).nullish() })).nullish(),
});
const whole = { id: '1', name: 'A', kind: { id: 2 }, items: [{ id: 'a', tags: ['x', 'y'] }, { id: 'b' }] };

describe('an answer of a vendor', () => {
  test('that fits is read as it is', () => {
    expect(readAnswer(schema, whole)).toEqual({ answer: whole, odd: [] });
  });

  test.each([
    ['a field that may be missing', { ...whole, name: 7 }, { ...whole, name: undefined }, ['name']],
    ['an object that lacks what it needs', { ...whole, kind: {} }, { ...whole, kind: undefined }, ['kind']],
    [
      'an object whose field is of another type',
      { ...whole, kind: { id: 'two' } },
      { ...whole, kind: undefined },
      ['kind.id', 'kind'],
    ],
    ['text where an object is expected', { ...whole, kind: 'two' }, { ...whole, kind: undefined }, ['kind']],
    [
      'items of a list, each once and the right ones',
      { ...whole, items: [null, { id: 'a' }, {}, { id: 'b', tags: [1, 'x', null, 'y'] }, 5] },
      { ...whole, items: [{ id: 'a' }, { id: 'b', tags: ['x', 'y'] }] },
      ['items[4]', 'items[3].tags[2]', 'items[3].tags[0]', 'items[2]', 'items[0]'],
    ],
  ])('%s is dropped, the rest counts', (_what, json, answer, odd) => {
    const before = structuredClone(json);
    expect(readAnswer(schema, json)).toEqual({ answer, odd });
    expect(json).toEqual(before);
  });

  test.each([
    ['null', { ...whole, id: null }, 'id'],
    ['missing', { name: 'A' }, 'id'],
    ['of another type', { ...whole, id: {} }, 'id'],
    ['the answer itself', 'maintenance', ''],
  ])('that lacks what decides, %s, names the field', (_what, json, field) => {
    expect(readAnswer(schema, json)).toEqual({ answer: undefined, field });
  });
});
