import './prepare.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { compose } from '../app/compose.ts';
import { loadConfig } from '../app/config.ts';
import { DataFolder } from '../app/data-folder.ts';
import { migrate } from '../app/database.ts';
import { DOCS_TABLES, withTable } from '../app/docs-tables.ts';
import { startEmbeddedPostgres } from '../app/embedded-postgres/embedded-postgres.ts';
import { emitDatabase, emitSdl } from '../app/emit.ts';
import { envExample } from '../app/env-example.ts';
import { resolveEnvironment } from '../app/environment.ts';
import { createLogger } from '../kernel/logger.ts';
import { runProcess } from './process.ts';

/** Writes `schema/`, `.env.example` and the tables in `docs/` from the code, using a temporary database. */
await runProcess(async (onStop) => {
  const path = mkdtempSync(join(tmpdir(), 'qiao-schema-'));
  onStop(async () => rmSync(path, { recursive: true, force: true }));
  const folder = new DataFolder(path);
  const postgres = await startEmbeddedPostgres({ dataDir: folder.file('postgres'), durable: false });
  onStop(() => postgres.stop());
  const config = loadConfig({});
  await migrate(postgres.url, config.accountsPerOpenPlatform);
  const services = await compose(
    config,
    await resolveEnvironment(config, folder, postgres.url),
    createLogger('warn'),
  );
  onStop(() => services.close());
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  onStop(() => client.end());
  writeFileSync('schema/schema.graphql', await emitSdl(services));
  writeFileSync('schema/database.sql', await emitDatabase(client));
  for (const table of DOCS_TABLES)
    writeFileSync(table.file, withTable(readFileSync(table.file, 'utf8'), table, services.orm));
  writeFileSync('.env.example', envExample());
  console.log('schema/schema.graphql, schema/database.sql, .env.example and the tables in docs/ are written');
  process.kill(process.pid, 'SIGTERM');
});
