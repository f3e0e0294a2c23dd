import { describe, expect, test } from 'vitest';
import {
  type MappingChanges,
  type Mappings,
  mapped,
  mappingFaults,
  NOTHING_MAPPED,
  type SharingFacts,
  sharingFaults,
  takenFields,
} from '../../../src/modules/accounts/settings/mapping.rules.ts';

const told = (faults: readonly { code: string; path: readonly string[] }[]) =>
  faults.map(({ code, path }) => `${code} ${path.join('.')}`);
const isNumber = (text: string) => /^\d{1,18}$/.test(text);
const faults = (changes: MappingChanges, current = NOTHING_MAPPED) =>
  told(mappingFaults(current, changes, isNumber));

const MAPPED = { openIdField: '1', unionIdField: '2', subscriptionStatusField: '3', lastActivityField: '4' };

describe('a change', () => {
  test('leaves what is left out, and clears what is null', () => {
    expect(mapped(MAPPED, { unionIdField: null, lastActivityField: '5' })).toEqual({
      openIdField: '1',
      unionIdField: null,
      subscriptionStatusField: '3',
      lastActivityField: '5',
    });
    expect(mapped(MAPPED, { openIdField: undefined })).toEqual(MAPPED);
  });

  test.each([
    ['openIdField', 'openIdFieldId'],
    ['unionIdField', 'unionIdFieldId'],
    ['subscriptionStatusField', 'subscriptionStatusFieldId'],
    ['lastActivityField', 'lastActivityFieldId'],
  ])('of %s is refused if the platform has no such ids', (field, path) => {
    for (const wrong of ['', '   ', 'C_OpenID', '1 2', '-1', '1'.repeat(19)])
      expect(faults({ [field]: wrong })).toEqual([`INVALID ${path}`]);
    expect(faults({ [field]: '1'.repeat(18) })).toEqual([]);
    expect(faults({ [field]: null })).toEqual([]);
  });

  test.each([
    ['openIdField', 'unionIdField', 'unionIdFieldId'],
    ['openIdField', 'subscriptionStatusField', 'subscriptionStatusFieldId'],
    ['openIdField', 'lastActivityField', 'lastActivityFieldId'],
    ['unionIdField', 'subscriptionStatusField', 'subscriptionStatusFieldId'],
    ['unionIdField', 'lastActivityField', 'lastActivityFieldId'],
    ['subscriptionStatusField', 'lastActivityField', 'lastActivityFieldId'],
  ])('to one field for %s and %s: the later one is at fault', (one, other, path) => {
    expect(faults({ [one]: '9', [other]: '9' })).toEqual([`FIELD_ALREADY_MAPPED ${path}`]);
  });

  test('to the field of another purpose that stays is at fault itself, whichever comes first', () => {
    expect(faults({ openIdField: '2' }, MAPPED)).toEqual(['FIELD_ALREADY_MAPPED openIdFieldId']);
    expect(faults({ lastActivityField: '1' }, MAPPED)).toEqual(['FIELD_ALREADY_MAPPED lastActivityFieldId']);
  });

  test('may exchange two fields, or take one that becomes free', () => {
    expect(faults({ openIdField: '2', unionIdField: '1' }, MAPPED)).toEqual([]);
    expect(faults({ openIdField: '2', unionIdField: null }, MAPPED)).toEqual([]);
  });
});

describe('sharing with other accounts', () => {
  const alone: SharingFacts = { connected: true, openAppId: 'wxA', taken: [], unionIdPlatformDiffers: false };
  const sharing = (facts: Partial<SharingFacts>, changes: MappingChanges = { unionIdField: '2' }) =>
    told(sharingFaults(changes, { ...alone, ...facts }));

  test('OpenID and last activity have a field of their own', () => {
    expect(sharing({ taken: ['openIdField', 'lastActivityField'] })).toEqual([
      'FIELD_ALREADY_MAPPED openIdFieldId',
      'FIELD_ALREADY_MAPPED lastActivityFieldId',
    ]);
  });

  const OTHER: Mappings = {
    openIdField: '1',
    unionIdField: '2',
    subscriptionStatusField: '3',
    lastActivityField: '4',
  };

  test.each([
    ['openIdField', ['1', '2', '3', '4']],
    ['unionIdField', ['1', '3', '4']],
    ['subscriptionStatusField', ['1', '2', '4']],
    ['lastActivityField', ['1', '2', '3', '4']],
  ] as const)('for %s, the fields %j of another account are taken', (field, taken) => {
    const isTaken = (key: string) => takenFields({ [field]: key }, [OTHER]).includes(field);
    expect(['1', '2', '3', '4', '5'].filter(isTaken)).toEqual(taken);
  });

  test('nothing is taken where nothing is wanted, or nothing is mapped', () => {
    expect(takenFields({ openIdField: null }, [NOTHING_MAPPED])).toEqual([]);
    expect(takenFields({}, [OTHER])).toEqual([]);
  });

  test('UnionID needs an open platform, once it is known whether there is one', () => {
    expect(sharing({ openAppId: null })).toEqual(['UNION_ID_UNAVAILABLE unionIdFieldId']);
    expect(sharing({ openAppId: null, connected: false })).toEqual([]);
    expect(sharing({ openAppId: null }, { unionIdField: null })).toEqual([]);
    expect(sharing({ openAppId: null }, { openIdField: '1' })).toEqual([]);
  });

  test('a UnionID field is shared within one open platform only', () => {
    expect(sharing({ unionIdPlatformDiffers: false })).toEqual([]);
    expect(sharing({ unionIdPlatformDiffers: true })).toEqual(['UNION_ID_PLATFORM_DIFFERS unionIdFieldId']);
  });
});
