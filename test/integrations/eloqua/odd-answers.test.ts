import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readAnswer } from '../../../src/integrations/answers.ts';
import { readItems } from '../../../src/integrations/eloqua/answer.ts';
import * as answers from '../../../src/integrations/eloqua/eloqua.answers.ts';

interface Sample {
  readonly whole: object;
  /** Paths without which the answer, or the item, cannot be used. */
  readonly decides: readonly string[];
}

/** A whole answer for each schema, and what decides about it. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  contactField: {
    whole: {
      ...{ id: '100457', name: 'WeChat OpenID', internalName: 'C_WeChat_OpenID1', dataType: 'text' },
      ...{ displayType: 'text', isReadOnly: 'false', isRequired: 'true', isStandard: 'false' },
      ...{ createdAt: '1700000000', updatedAt: '1700000060' },
    },
    decides: ['id'],
  },
  user: {
    whole: {
      ...{ id: '17', name: 'Mei Lin', loginName: 'Mei.Lin', emailAddress: 'mei@acme.example' },
      ...{ isDisabled: 'false', isDeleted: 'false' },
    },
    decides: ['id'],
  },
  campaign: {
    whole: {
      ...{ id: '1234', name: 'WeChat default', currentStatus: 'Active' },
      ...{ startAt: '1735689600', endAt: '2051222400', isReadOnly: 'false' },
    },
    decides: ['id'],
  },
  wholeCampaign: { whole: { id: '1234', name: 'WeChat default', elements: [] }, decides: ['id'] },
  page: { whole: { elements: [{ id: '1' }], total: 1 }, decides: [] },
  identity: {
    whole: {
      site: { id: 4242, name: 'AcmeChina' },
      user: { id: 17, username: 'Mei.Lin' },
      urls: { base: 'https://secure.p06.eloqua.com' },
    },
    decides: ['site', 'site.id', 'urls', 'urls.base'],
  },
  firstTokens: {
    whole: { access_token: 'A', refresh_token: 'R', expires_in: 28_800 },
    decides: ['access_token', 'refresh_token'],
  },
  refreshedTokens: {
    whole: { access_token: 'A', refresh_token: 'R', expires_in: 28_800 },
    decides: ['access_token'],
  },
  instance: {
    whole: {
      id: '0b8d1b2e-55a5-4b6a-9c3e-1f2a3b4c5d6e',
      uri: '/actions/instances/0b8d1b2e55a54b6a9c3e1f2a3b4c5d6e',
      statement: 'ActionInstance(0b8d1b2e55a54b6a9c3e1f2a3b4c5d6e)',
      recordDefinition: { ContactId: '{{Contact.Id}}', Email: '{{Contact.Field(C_EmailAddress)}}' },
      ...{ requiresConfiguration: true, dependentAssetType: 'Campaign', dependentAssetId: 7 },
    },
    // Each alone says which step it is.
    decides: [],
  },
  instances: { whole: { items: [{ id: '1' }] }, decides: ['items'] },
  definition: { whole: { uri: '/contacts/syncActions/1' }, decides: ['uri'] },
  startedSync: { whole: { uri: '/syncs/1', status: 'pending' }, decides: ['uri'] },
  sync: { whole: { status: 'success' }, decides: [] },
  syncLogs: { whole: { items: [{ count: 1 }] }, decides: [] },
  syncLog: {
    whole: { statusCode: 'ELQ-00060', severity: 'error', message: 'No.', count: 3 },
    decides: [],
  },
  contact: {
    whole: {
      ...{ id: '501', emailAddress: 'mei@acme.example' },
      fieldValues: [
        { type: 'FieldValue', id: '100191', value: 'oA' },
        { type: 'FieldValue', id: '100192' },
      ],
    },
    decides: ['id'],
  },
  contactList: { whole: { elements: [{ id: '1' }] }, decides: ['elements'] },
  assetType: {
    whole: { id: '31', name: 'WeChat', activityTypes: [{ type: 'ExternalActivityType', name: 'Follow' }] },
    decides: ['id'],
  },
  wholeAssetType: {
    whole: { id: '31', name: 'WeChat', activityTypes: [{ id: '32', name: 'Follow' }] },
    decides: ['id', 'activityTypes'],
  },
  bulkPage: {
    whole: { items: [{ id: '1' }], hasMore: true, offset: 0, totalResults: 2 },
    decides: [],
  },
  listedSync: {
    whole: { uri: '/syncs/1', status: 'active', syncedInstanceUri: '/contacts/imports/1' },
    decides: ['uri'],
  },
  syncReject: { whole: { recordIndex: 1, statusCode: 'ELQ-00085' }, decides: ['recordIndex'] },
  exportedRow: { whole: { id: '501', email: 'mei@acme.example', f100191: '' }, decides: [] },
};

const MISSING = Symbol('missing');
/** No text, number or flag of any answer. */
const BENT = [MISSING, null, [], {}, [null], { x: { y: 1 } }, Number.NaN] as const;

const schemas: Record<string, z.ZodType> = {};
for (const [name, value] of Object.entries(answers))
  if (value instanceof z.ZodType && name !== 'uri') schemas[name] = value;

test('every answer has a sample, and the other way round', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(Object.keys(schemas).sort());
  // No client has schemas of its own.
  const folder = new URL('../../../src/integrations/eloqua/', import.meta.url);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.client.ts')))
    expect(readFileSync(new URL(name, folder), 'utf8'), name).not.toContain('import { z }');
});

describe.each(Object.entries(schemas))('of %s', (name, schema) => {
  const { whole, decides }: Sample = SAMPLES[name] ?? { whole: {}, decides: [] };
  const all = readAnswer(schema, whole);

  test('a whole answer is read, and nothing of it is odd', () => {
    expect(all).toMatchObject({ odd: [] });
    expect('field' in all).toBe(false);
  });

  test.each(pathsOf(whole))(
    '%s missing, null or of another type: what does not decide stays unsaid',
    (path) => {
      for (const value of BENT) {
        const bent = bend(whole, path.split('.'), value);
        const reading = readAnswer(schema, bent);
        const about = `${path} = ${String(JSON.stringify(value))}`;
        const isList = Array.isArray(value) && Array.isArray(valueAt(whole, path));
        if (decides.includes(path) && !isList) {
          expect(reading, about).toMatchObject({ answer: undefined });
          expect('field' in reading && reading.field, about).toMatch(
            new RegExp(`^(${path.replaceAll('.', '\\.')}.*|)$`),
          );
        } else {
          const top = path.split('.')[0] ?? '';
          expect(without(reading.answer, top), about).toEqual(without(all.answer, top));
        }
      }
    },
  );

  test('in a list costs no other where it is odd', () => {
    for (const value of [null, 7, 'x', true, []]) {
      const { items, odd } = readItems(schema, [whole, value, whole], 'elements');
      // A plain list is an answer too where the envelope is not documented.
      const isRead = !('field' in readAnswer(schema, value));
      expect(items.length).toBe(isRead ? 3 : 2);
      if (!isRead) expect(odd).toEqual(['elements[1]']);
      expect(items.at(-1)).toEqual(all.answer);
    }
  });
});

describe('a value in another form is read', () => {
  const field = (values: object) => readAnswer(answers.contactField, { id: '1', ...values });
  const said = (values: object, key: string) => {
    const reading = field(values);
    return 'field' in reading ? undefined : [Reflect.get(reading.answer, key), ...reading.odd];
  };

  test.each([
    [1, true],
    ['1', true],
    ['yes', true],
    ['True', true],
    [true, true],
    [0, false],
    ['0', false],
    ['no', false],
    ['', false],
    [false, false],
  ])('the flag %j', (flag, read) => {
    expect(said({ isReadOnly: flag }, 'isReadOnly')).toEqual([read]);
  });

  test.each(['maybe', 2, -1, 'null'])('but the flag %j is unsaid, and odd', (flag) => {
    expect(said({ isReadOnly: flag }, 'isReadOnly')).toEqual([null, 'isReadOnly']);
  });

  test.each([
    ['1700000000', '2023-11-14T22:13:20.000Z'],
    [1_700_000_000, '2023-11-14T22:13:20.000Z'],
    ['-2208970800', '1900-01-01T05:00:00.000Z'],
    ['99999999999999999', '9999-12-31T23:59:59.999Z'],
    ['-99999999999999999', '0001-01-01T00:00:00.000Z'],
    ['+012026-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
    ['-000044-03-15T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['2026-11-30T08:00:00+08:00', '2026-11-30T00:00:00.000Z'],
  ])('the time %j, inside of what PostgreSQL can store', (time, read) => {
    expect(said({ createdAt: time }, 'createdAt')).toEqual([new Date(read)]);
  });

  test('the time that is none is unsaid, and odd', () => {
    expect(said({ createdAt: 'soon' }, 'createdAt')).toEqual([null, 'createdAt']);
  });

  test('a name that is a number, or too long for an index', () => {
    expect(said({ name: 7 }, 'name')).toEqual(['7']);
    expect(said({ name: '收'.repeat(9_000) }, 'name')).toEqual(['收'.repeat(500)]);
    expect(said({ name: '  ' }, 'name')).toEqual([null]);
  });

  test.each([
    ['SUCCESS', 'success'],
    [' Warning ', 'warning'],
    ['done', 'pending'],
    [null, 'pending'],
  ])('the status %j of a synchronization', (status, read) => {
    expect(readAnswer(answers.sync, { status })).toEqual({ answer: { status: read }, odd: [] });
  });

  test.each([
    ['3600', 3600],
    [0, 28_800],
    [-5, 28_800],
    ['soon', 28_800],
    [1e15, 366 * 86_400],
  ])('the life %j of a token', (expires_in, seconds) => {
    const { answer } = readAnswer(answers.refreshedTokens, { access_token: 'A', expires_in });
    expect(answer?.expires_in).toBe(seconds);
  });
});

/** Of every property, at every depth, but not inside of lists, whose items have schemas of their own. */
function pathsOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    `${prefix}${key}`,
    ...pathsOf(inner, `${prefix}${key}.`),
  ]);
}

function bend(whole: unknown, [key = '', ...rest]: string[], value: unknown): unknown {
  const copy: Record<string, unknown> = { ...(whole as object) };
  if (rest.length > 0) copy[key] = bend(copy[key], rest, value);
  else if (value === MISSING) delete copy[key];
  else copy[key] = value;
  return copy;
}

const valueAt = (whole: unknown, path: string): unknown =>
  path.split('.').reduce((value, key) => Reflect.get(Object(value), key), whole);

/** The rest of what was read; of a list, that it is one. */
function without(answer: unknown, key: string): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  if (Array.isArray(answer)) return 'a list';
  const { [key]: _bent, guid: _guid, ...rest } = answer as Record<string, unknown>;
  return rest;
}
