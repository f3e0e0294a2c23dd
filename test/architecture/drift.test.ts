import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrm } from '../../src/app/database.ts';
import { DOCS_TABLES, withTable } from '../../src/app/docs-tables.ts';
import { emitDatabase, emitSdl } from '../../src/app/emit.ts';
import { envExample } from '../../src/app/env-example.ts';
import { createDatabase, type TestDatabase, withClient } from '../kit/database.ts';
import { useQiao } from '../kit/shared-qiao.ts';

const STALE = 'run `npm run schema` and commit what it writes';
const run = promisify(execFile);

const qiao = useQiao();
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(async () => {
  await database.drop();
});

describe('the committed', () => {
  test('schema/schema.graphql is the schema that is served', async () => {
    expect(await emitSdl(qiao.services), STALE).toBe(readFileSync('schema/schema.graphql', 'utf8'));
  });

  test('schema/database.sql is the database that the migrations make', async () => {
    const emitted = await withClient(database.url, emitDatabase);
    expect(emitted, STALE).toBe(readFileSync('schema/database.sql', 'utf8'));
  });

  test.each(DOCS_TABLES)('table in $file is what the code says', (table) => {
    const text = readFileSync(table.file, 'utf8');
    expect(withTable(text, table, qiao.services.orm), STALE).toBe(text);
  });

  test('.env.example has every variable', () => {
    expect(envExample(), STALE).toBe(readFileSync('.env.example', 'utf8'));
  });

  test('types of operations are what codegen makes of them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qiao-codegen-'));
    try {
      await codegen(folder);
      for (const file of ['test/kit/generated/operations.ts', 'examples/generated/operations.ts'])
        expect(readFileSync(join(folder, file), 'utf8'), STALE).toBe(readFileSync(file, 'utf8'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Codegen's own check reads and writes in place; here it writes the same files below another folder. */
async function codegen(folder: string): Promise<void> {
  const root = process.cwd();
  const config = readFileSync('codegen.yml', 'utf8')
    .replaceAll(/(schema|documents): (\S+)/g, (_all, key, path) => `${key}: ${join(root, path)}`)
    .replaceAll(/^ {2}(\S+\.ts):$/gm, (_all, output) => `  ${join(folder, output)}:`);
  writeFileSync(join(folder, 'codegen.yml'), config);
  const cli = 'node_modules/@graphql-codegen/cli/esm/bin.js';
  await run(process.execPath, [cli, '--config', join(folder, 'codegen.yml'), '--silent']).catch((error) => {
    throw new Error(`codegen failed: ${error.stdout}${error.stderr}`);
  });
}

describe('the entities say what the migrations made', () => {
  const difference = async (): Promise<string> => {
    const orm = createOrm(database.url);
    try {
      return (await orm.schema.getUpdateSchemaSQL({ wrap: false })).trim();
    } finally {
      await orm.close();
    }
  };

  test('so that nothing is left to migrate', async () => {
    expect(await difference(), 'change migrations/ or the entities until both agree').toBe('');
  });

  test.each([
    [
      'a column',
      'alter table slot_group add column note text',
      'alter table slot_group drop column note',
      'drop column "note"',
    ],
    [
      'a check',
      'alter table authorizer drop constraint authorizer_slot_in_group',
      'alter table authorizer add constraint authorizer_slot_in_group check ((slot_group is null) = (slot is null))',
      'authorizer_slot_in_group',
    ],
    [
      'row-level security',
      'alter table audit_entry no force row level security',
      'alter table audit_entry force row level security',
      'force row level security',
    ],
    [
      'a partial index',
      'drop index official_account_open_id_field_unique',
      `create unique index official_account_open_id_field_unique on official_account (installation_id, open_id_field) where status <> 'REMOVED'`,
      'official_account_open_id_field_unique',
    ],
  ])('and a difference in %s would be found', async (_what, spoil, mend, found) => {
    await withClient(database.url, (client) => client.query(spoil));
    expect(await difference()).toContain(found);
    await withClient(database.url, (client) => client.query(mend));
    expect(await difference()).toBe('');
  });
});

describe('emitDatabase shows a change of', () => {
  test.each([
    ['a column', 'alter table slot_group add column note text'],
    ['a default', `alter table slot_group alter column name set default 'x'`],
    ['a constraint', 'alter table authorizer drop constraint authorizer_one_owner'],
    ['an index', 'drop index callback_receipt_processed_index'],
    ['a policy', 'alter policy tenant on audit_entry using (true)'],
    ['the roles of a policy', 'alter policy tenant on audit_entry to qiao_tenant'],
    ['row-level security', 'alter table audit_entry no force row level security'],
    ['what a tenant may do', 'grant select on credential to qiao_tenant'],
    ['what a tenant may run', 'create function reading() returns int language sql as $$ select 1 $$'],
    [
      'a function',
      `create or replace function slots_taken(platforms text[] default null) returns table (slot_group text, taken int) language sql as $$ select 'x', 1 $$`,
    ],
    [
      'a trigger',
      'create trigger t before insert on slot_group for each row execute function suppress_redundant_updates_trigger()',
    ],
    ['a view', 'create view everybody as select * from installation'],
  ])('%s', async (_what, change) => {
    const shown = await withClient(database.url, async (client) => {
      await client.query('begin');
      const before = await emitDatabase(client);
      await client.query(change);
      const after = await emitDatabase(client);
      await client.query('rollback');
      return before !== after;
    });
    expect(shown).toBe(true);
  });
});
