import './prepare.ts';
import { loadConfig } from '../app/config.ts';
import { DataFolder, StartError } from '../app/data-folder.ts';
import { startEmbeddedPostgres } from '../app/embedded-postgres/embedded-postgres.ts';
import { type OnStop, runProcess, say } from './process.ts';

/** Everything in one process: API, worker and sandbox, on an embedded PostgreSQL unless `DATABASE_URL` is set. */
await runProcess(async (onStop) => {
  const config = loadConfig();
  if (config.production)
    throw new StartError(
      '`npm start` is for development. In production run `npm run migrate`, `npm run server` and `npm run worker`.',
    );
  const folder = new DataFolder('.data');
  const lock = await folder.lock('start');
  onStop(() => lock.release());

  const { promise: busy, resolve: isBusy } = Promise.withResolvers<void>();
  const database = config.databaseUrl ?? embedded(folder, onStop, isBusy);
  // While another process creates PostgreSQL's data, this one loads the rest, which takes about as long.
  await Promise.race([busy, database]);
  const { startDevelopment } = await import('./development.ts');
  await startDevelopment(config, folder, await database, onStop);
});

async function embedded(folder: DataFolder, onStop: OnStop, isBusy: () => void): Promise<string> {
  say('Starting PostgreSQL');
  const dataDir = folder.file('postgres');
  const onCreating = () => {
    say(`Creating PostgreSQL's data in ${dataDir}`);
    isBusy();
  };
  const postgres = await startEmbeddedPostgres({ dataDir, log: say, onCreating });
  onStop(() => postgres.stop());
  return postgres.url;
}
