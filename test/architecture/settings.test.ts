import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLInputObjectType, type GraphQLObjectType, isNonNullType } from 'graphql';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrm } from '../../src/app/database.ts';
import type { AccountRow } from '../../src/modules/accounts/account/account-row.repository.ts';
import { OfficialAccount } from '../../src/modules/accounts/account/official-account.entity.ts';
import { toOfficialAccountType } from '../../src/modules/accounts/account/official-account.type.ts';
import { REQUIREMENTS } from '../../src/modules/accounts/requirements/requirement-catalogue.rules.ts';
import type {
  UpdateFieldMappingsInput,
  UpdateOfficialAccountInput,
} from '../../src/modules/accounts/settings/account-update.input.ts';
import { changesIn } from '../../src/modules/accounts/settings/settings.input.ts';
import {
  SETTING_COLUMNS,
  SETTINGS,
  type Setting,
  type SettingColumn,
  type SettingValues,
} from '../../src/modules/accounts/settings/settings.rules.ts';
import { createDatabase, type TestDatabase, withClient } from '../kit/database.ts';

/** drift.test.ts proves that this is the schema that is served. */
const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const inputsOf = (type: string) => (schema.getType(type) as GraphQLInputObjectType).getFields();
const shown = (schema.getType('OfficialAccount') as GraphQLObjectType).getFields();

const settings: readonly Setting[] = Object.values(SETTINGS);
const editInputs = (mutation: string) =>
  settings.flatMap(({ input, editInputs, editedBy }) => (editedBy === mutation ? (editInputs ?? input) : []));

describe('the schema has what SETTINGS declares:', () => {
  test.each([
    ['AddOfficialAccountInput', [], settings.map(({ input }) => input)],
    ['UpdateOfficialAccountInput', ['accountId', 'expectedVersion'], editInputs('updateOfficialAccount')],
    [
      'UpdateFieldMappingsInput',
      ['accountId', 'expectedVersion', 'impactToken'],
      editInputs('updateFieldMappings'),
    ],
    ['UpdateAccessInput', ['accountId'], editInputs('updateAccess')],
  ])('%s has %j, a field for each setting, and no other', (type, others, declared) => {
    expect(Object.keys(inputsOf(type)).toSorted()).toEqual([...others, ...declared].toSorted());
  });

  test.each(['AddOfficialAccountInput', 'UpdateOfficialAccountInput', 'UpdateFieldMappingsInput'])(
    'every setting of %s may be omitted or null',
    (type) => {
      const fields = Object.values(inputsOf(type)).filter(({ name }) => name !== 'accountId');
      for (const field of fields) {
        expect(isNonNullType(field.type), field.name).toBe(false);
        expect(field.defaultValue, field.name).toBeUndefined();
      }
    },
  );

  test('OfficialAccount has the fields that change with each setting', () => {
    const missing = settings.flatMap(({ paths }) => paths.filter((path) => !(path in shown)));
    expect(missing).toEqual([]);
  });

  test('a requirement names an input of the mutation that cures it', () => {
    const edits = Object.values(REQUIREMENTS).filter(({ mutation }) => editInputs(mutation).length > 0);
    const named = edits.flatMap(({ mutation, path }) => path.map((input) => ({ mutation, input })));
    expect(named.length).toBeGreaterThan(5);
    for (const { mutation, input } of named) expect(editInputs(mutation)).toContain(input);
  });
});

describe('the GraphQL type of an account shows the value of', () => {
  /** Field resolvers show these, in batches. */
  const RESOLVED: readonly SettingColumn[] = ['defaultCampaign', 'accessMode'];
  const accepted = { termsAccepterKind: 'USER', termsAcceptedBy: '17', termsAcceptedAt: new Date() };

  test.each(SETTING_COLUMNS.filter((column) => !RESOLVED.includes(column)))('%s', (column) => {
    const nothing = Object.fromEntries(SETTING_COLUMNS.map((each) => [each, null]));
    // A removed account has no requirements, so the row needs no other facts.
    const row = { id: 'row', status: 'REMOVED', ...nothing, ...accepted, [column]: 'its value' };
    const type = toOfficialAccountType(row as unknown as AccountRow);
    const [path] = SETTINGS[column].paths;
    expect(JSON.stringify(Reflect.get(type, path))).toContain('"its value"');
  });
});

describe('the tenant role may update', () => {
  /** Every edit writes the first four; a removal writes the others. */
  const OTHERS = 'status was_active version updated_at removed_at follower_data retention_basis'.split(' ');
  let database: TestDatabase;
  let declared: string[];
  beforeAll(async () => {
    database = await createDatabase();
    const orm = createOrm(database.url);
    const { properties } = orm.getMetadata().get(OfficialAccount);
    declared = SETTING_COLUMNS.flatMap((column) => properties[column].fieldNames);
    await orm.close();
  });
  afterAll(() => database.drop());

  const updatable = async (client: pg.Client): Promise<string[]> => {
    const { rows } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'official_account'::regclass and attnum > 0
         and not attisdropped and has_column_privilege('qiao_tenant', attrelid, attnum, 'UPDATE')`,
    );
    return rows.map(({ name }) => name).toSorted();
  };

  test('the column of each setting, those that every edit and a removal write, and no other', async () => {
    expect(await withClient(database.url, updatable)).toEqual([...declared, ...OTHERS].toSorted());
  });

  test.each([
    ['a setting that may not be updated', 'revoke update (description) on official_account from qiao_tenant'],
    ['a column that is no setting', 'grant update (app_id) on official_account to qiao_tenant'],
    ['the whole table', 'grant update on official_account to qiao_tenant'],
  ])('and %s would be found', async (_what, change) => {
    const found = await withClient(database.url, async (client) => {
      await client.query('begin');
      await client.query(change);
      const columns = await updatable(client);
      await client.query('rollback');
      return columns;
    });
    expect(found).not.toEqual([...declared, ...OTHERS].toSorted());
  });
});

describe('does not compile:', () => {
  type Edit = Omit<UpdateOfficialAccountInput, 'accountId' | 'expectedVersion'>;
  type Mapping = Omit<UpdateFieldMappingsInput, 'accountId' | 'expectedVersion' | 'impactToken'>;

  test('an input class without a field for each setting', () => {
    changesIn('updateOfficialAccount', {} as Edit);
    // @ts-expect-error: the time zone is missing
    changesIn('updateOfficialAccount', {} as Omit<Edit, 'defaultTimezone'>);
    changesIn('updateFieldMappings', {} as Mapping);
    // @ts-expect-error: the UnionID field is missing
    changesIn('updateFieldMappings', {} as Omit<Mapping, 'unionIdFieldId'>);
  });

  test('an input class with a field that is no setting', () => {
    // @ts-expect-error: nothing declares it
    changesIn('updateOfficialAccount', {} as Edit & { colour?: string | null });
    // @ts-expect-error: another mutation edits it
    changesIn('updateOfficialAccount', {} as Edit & { openIdFieldId?: string | null });
  });

  test('an input class whose field has another type', () => {
    // @ts-expect-error: a description is text
    changesIn('updateOfficialAccount', {} as Omit<Edit, 'description'> & { description?: number });
  });

  test('an entity without a column for each setting', () => {
    const columns = (_entity: SettingValues) => {};
    columns({} as OfficialAccount);
    // @ts-expect-error: the column is missing
    columns({} as Omit<OfficialAccount, 'description'>);
  });
});
