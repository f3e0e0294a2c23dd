import { describe, expect, test } from 'vitest';
import { farAway, isActive, isEndingSoon } from '../../../src/modules/marketing/campaigns/campaign.rules.ts';
import { isDue, LIFE_MS, viewOf } from '../../../src/modules/marketing/catalogue/catalogue.rules.ts';
import { changesOf } from '../../../src/modules/marketing/catalogue/catalogue-changes.rules.ts';
import { freeName } from '../../../src/modules/marketing/catalogue/names.rules.ts';
import { fitOf, purposesOf, unsuitable } from '../../../src/modules/marketing/fields/contact-field.rules.ts';
import { isSafeCallback } from '../../../src/platforms/eloqua/app-installation.rules.ts';

const NOW = new Date('2026-11-25T12:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
const DAY = 86_400;

describe('a contact field', () => {
  const text = { type: 'TEXT', plain: true, readOnly: false, standard: false } as const;
  test.each([
    [text, 'TEXT'],
    [{ ...text, plain: false }, null],
    [{ ...text, readOnly: true }, null],
    [{ ...text, standard: true }, null],
    [{ ...text, type: 'LARGE_TEXT' }, null],
    [{ ...text, type: 'NUMBER' }, null],
    [{ ...text, type: 'DATE' }, 'DATE'],
    [{ ...text, type: 'DATE', readOnly: true }, null],
  ] as const)('%j is fit for %s', (field, fit) => {
    expect(fitOf(field)).toBe(fit);
  });

  test('that is fit can be mapped to what needs that, and to nothing else', () => {
    expect(purposesOf('TEXT')).toEqual(['OPEN_ID', 'UNION_ID', 'SUBSCRIPTION_STATUS']);
    expect(purposesOf('DATE')).toEqual(['LAST_ACTIVITY']);
    expect(purposesOf(null)).toEqual([]);
  });

  test.each([
    [{ readOnly: true, standard: false, fit: null }, 'It is read-only, so nothing can be written to it.'],
    [
      { readOnly: false, standard: true, fit: null },
      'It is a standard field, whose meaning is fixed: choose a custom one.',
    ],
    [
      { readOnly: false, standard: false, fit: 'DATE' },
      'It must be of the type Text and shown as a text box.',
    ],
    [{ readOnly: false, standard: false, fit: 'TEXT' }, null],
  ] as const)('%j as OpenID field: %s', (field, reason) => {
    expect(unsuitable('OPEN_ID', field)).toBe(reason);
  });
});

describe('a campaign', () => {
  test.each([
    ['ACTIVE', null, true, false],
    ['ACTIVE', ago(1), false, false],
    ['ACTIVE', ago(-1), true, true],
    ['ACTIVE', ago(-60 * DAY), true, true],
    ['ACTIVE', ago(-60 * DAY - 1), true, false],
    ['DRAFT', null, false, false],
    ['SCHEDULED', ago(-1), false, false],
    ['COMPLETED', ago(-1), false, false],
  ] as const)('%s until %s: active %s, ending soon %s', (status, endAt, active, soon) => {
    expect([isActive({ status, endAt }, NOW), isEndingSoon({ status, endAt }, NOW)]).toEqual([active, soon]);
  });

  test('that is to last ends in ten years', () => {
    expect(farAway(NOW)).toEqual(new Date('2036-11-25T12:00:00Z'));
  });
});

describe('a catalogue', () => {
  test.each([
    [null, null, true],
    [ago(59), null, false],
    [ago(61), null, true],
    [ago(61), ago(29), false],
    [ago(61), ago(31), true],
    [null, ago(29), false],
  ] as const)('read at %s, failed at %s: due for who asks: %s', (readAt, failedAt, due) => {
    const never = { partlyReadAt: null, doubtedAt: null };
    expect(isDue({ ...never, readAt, failedAt }, LIFE_MS.ASKED, NOW)).toBe(due);
    expect(isDue({ ...never, readAt: null, partlyReadAt: readAt, failedAt }, LIFE_MS.ASKED, NOW)).toBe(due);
  });

  const row = { id: '1', asOf: ago(3600), goneAt: null };
  test.each([
    [row, { readAt: ago(10), failedAt: null }, 'AVAILABLE', ago(10)],
    [row, { readAt: ago(290), failedAt: ago(5) }, 'AVAILABLE', ago(290)],
    [row, { readAt: ago(310), failedAt: ago(5) }, 'STALE', ago(310)],
    [row, { readAt: ago(310), failedAt: null }, 'AVAILABLE', ago(310)],
    [{ ...row, asOf: ago(5) }, { readAt: ago(310), failedAt: ago(1) }, 'AVAILABLE', ago(5)],
    [{ ...row, goneAt: ago(60) }, { readAt: ago(60), failedAt: null }, 'GONE', ago(3600)],
  ] as const)('%j of one that is %j is %s', (known, freshness, availability, asOf) => {
    expect(viewOf(known, freshness, NOW)).toMatchObject({ availability, asOf });
  });

  const kept = (id: string, name: string, rest: object = {}) => ({
    id,
    name,
    asOf: ago(100),
    goneAt: null,
    ...rest,
  });
  const changes = (known: ReturnType<typeof kept>[], items: { id: string; name: string }[]) =>
    changesOf(known, items, ago(10), ago(50)).map(({ id, name, asOf, goneAt }) => [id, name, asOf, goneAt]);

  test('writes what is new, other, gone or back, and nothing else', () => {
    const known = [
      kept('1', 'same'),
      kept('2', 'old'),
      kept('3', 'leaves'),
      kept('4', 'was gone', { goneAt: ago(80) }),
    ];
    const items = [
      { id: '1', name: 'same' },
      { id: '2', name: 'new' },
      { id: '4', name: 'was gone' },
      { id: '5', name: 'first' },
      { id: '5', name: 'first' },
    ];

    expect(changes(known, items)).toEqual([
      ['2', 'new', ago(10), null],
      ['4', 'was gone', ago(10), null],
      ['5', 'first', ago(10), null],
      ['3', 'leaves', ago(50), ago(10)],
    ]);
  });

  test('does not overwrite what was read by itself meanwhile', () => {
    const known = [kept('1', 'newer', { asOf: ago(5) }), kept('2', 'made meanwhile', { asOf: ago(5) })];

    expect(changes(known, [{ id: '1', name: 'older' }])).toEqual([]);
  });

  test('leaves what is gone as it is', () => {
    expect(changes([kept('1', 'gone', { goneAt: ago(80) })], [])).toEqual([]);
  });
});

test.each([
  ['a', [], 'a'],
  ['a', ['A'], 'a 2'],
  ['a', ['a', 'a 2', 'a 4'], 'a 3'],
  ['x'.repeat(100), ['x'.repeat(100)], `${'x'.repeat(98)} 2`],
])('the first free name for “%s” beside %j', (wanted, taken, name) => {
  expect(freeName(wanted, taken)).toBe(name);
});

test.each([
  ['https://secure.eloqua.com/Apps/Cloud/Admin/Install/Callback/1?guid=2', true],
  ['https://login.example/x', true],
  ['http://localhost:4002/x', true],
  ['http://localhost:4003/x', false],
  ['http://evil.example/', false],
  ['https://a:b@secure.eloqua.com/', false],
  ['javascript:alert(1)', false],
  ['/relative', false],
])('a browser is sent on to %s: %s', (url, safe) => {
  expect(isSafeCallback(url, 'http://localhost:4002')).toBe(safe);
});
