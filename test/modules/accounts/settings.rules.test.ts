import { expect, test } from 'vitest';
import {
  type SettingChanges,
  type SettingColumn,
  settingsFaults,
} from '../../../src/modules/accounts/settings/settings.rules.ts';
import { CURRENT_TERMS } from '../../../src/modules/accounts/terms/terms.rules.ts';

const faults = (changes: SettingChanges<SettingColumn>) =>
  settingsFaults(changes).map(({ code, path }) => `${code} ${path.join('.')}`);

test('everything may be left out, and everything may be cleared', () => {
  expect(faults({})).toEqual([]);
  const cleared = {
    description: null,
    note: null,
    defaultTimezone: null,
    defaultCampaign: null,
    termsVersion: null,
  };
  expect(faults(cleared)).toEqual([]);
});

test('everything may be given at once', () => {
  const all = {
    defaultCampaign: 'https://secure.p01.eloqua.com/Main.aspx#campaigns&id=7',
    description: '北京门店',
    note: 'Ask 王芳 first.\nShe has the phone.',
    defaultTimezone: 'Asia/Shanghai',
    termsVersion: CURRENT_TERMS.version,
  };
  expect(faults(all)).toEqual([]);
});

test('a default campaign is an id or a URL of 1 to 500 characters', () => {
  expect(faults({ defaultCampaign: '' })).toEqual(['INVALID defaultCampaign']);
  expect(faults({ defaultCampaign: ' ' })).toEqual(['INVALID defaultCampaign']);
  expect(faults({ defaultCampaign: 'x'.repeat(501) })).toEqual(['INVALID defaultCampaign']);
  expect(faults({ defaultCampaign: 'x'.repeat(500) })).toEqual([]);
});

test('a description has at most 200 code points, all of them text on one line', () => {
  expect(faults({ description: '店'.repeat(200) })).toEqual([]);
  expect(faults({ description: '店'.repeat(201) })).toEqual(['INVALID description']);
  expect(faults({ description: '🏪'.repeat(200) })).toEqual([]);
  expect(faults({ description: '🏪'.repeat(201) })).toEqual(['INVALID description']);
  for (const character of ['\t', '\n', '\u001f', '\u007f', '\u061c', '\u200f', '\u202e', '\u2066'])
    expect(faults({ description: `a${character}b` })).toEqual(['INVALID description']);
  expect(faults({ description: 'a\0b' })).toEqual(['INVALID description']);
  expect(faults({ description: '\ud83d' })).toEqual(['INVALID description']);
});

test('a note has at most 500 code points, on any number of lines', () => {
  expect(faults({ note: `${'店'.repeat(249)}\n${'🏪'.repeat(250)}` })).toEqual([]);
  expect(faults({ note: '🏪'.repeat(501) })).toEqual(['INVALID note']);
  for (const character of [
    '\0',
    '\t',
    '\r',
    '\u001f',
    '\u007f',
    '\u061c',
    '\u200f',
    '\u202e',
    '\u2066',
    '\ud83d',
  ])
    expect(faults({ note: `a${character}b` })).toEqual(['INVALID note']);
});

test('a value that is stored already is not judged again, even if the rule is newer', () => {
  const current = { description: 'two\nlines', termsVersion: '1999-01' };
  expect(settingsFaults({ ...current }, current)).toEqual([]);
  expect(settingsFaults({ description: 'three\n\nlines' }, current)).toHaveLength(1);
});

test('a time zone is a name, not an offset', () => {
  expect(faults({ defaultTimezone: '+08:00' })).toEqual(['INVALID defaultTimezone']);
});

test.each([
  [CURRENT_TERMS.version, []],
  ['1999-01', ['TERMS_NOT_ACCEPTED acceptedTermsVersion']],
  ['', ['TERMS_NOT_ACCEPTED acceptedTermsVersion']],
])('the terms %j can be accepted: faults %j', (termsVersion, expected) => {
  expect(faults({ termsVersion })).toEqual(expected);
});

test('the terms say that the account is registered in mainland China, which cannot be read from WeChat', () => {
  expect(CURRENT_TERMS.text).toContain('registered in mainland China, which WeChat offers no way to read');
});

test('every fault is told at once, in the order of the input', () => {
  const wrong = {
    defaultCampaign: '',
    description: 'x'.repeat(201),
    note: 'x'.repeat(501),
    defaultTimezone: '-01:00',
    termsVersion: '1',
  };
  expect(faults(wrong)).toEqual([
    'INVALID defaultCampaign',
    'INVALID description',
    'INVALID note',
    'INVALID defaultTimezone',
    'TERMS_NOT_ACCEPTED acceptedTermsVersion',
  ]);
});
