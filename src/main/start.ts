import './prepare.ts';
import { configAt, isInProduction, loadConfig } from '../app/config.ts';
import { DataFolder, StartError } from '../app/data-folder.ts';
import { startEmbeddedPostgres } from '../app/embedded-postgres/embedded-postgres.ts';
import { freePorts } from './free-ports.ts';
import { type OnStop, runProcess, say } from './process.ts';

/** The API's, and those of the sandbox's WeChat and Eloqua. */
const PORTS = 3;

/** Everything in one process: API, worker and sandbox, on an embedded PostgreSQL unless `DATABASE_URL` is set. */
await runProcess(async (onStop, draining) => {
  if (isInProduction())
    throw new StartError(
      '`npm start` is for development. In production run `npm run migrate`, `npm run server` and `npm run worker`.',
    );
  const given = loadConfig();
  draining.times = given.stop;
  const config = given.port === 0 ? configAt(await freePorts(PORTS)) : given;
  const folder = new DataFolder('.data');
  const lock = await folder.lock('start');
  onStop(() => lock.release());

  const { promise: busy, resolve: isBusy } = Promise.withResolvers<void>();
  const database = config.databaseUrl
    ? externalDatabase(config.databaseUrl)
    : embedded(folder, onStop, draining.signal, isBusy);
  // While another process creates PostgreSQL's data, this one loads the rest, which takes about as long.
  await Promise.race([busy, database]);
  const { startDevelopment } = await import('./development.ts');
  await startDevelopment(config, folder, await database, onStop, draining);
});

async function embedded(
  folder: DataFolder,
  onStop: OnStop,
  stopping: AbortSignal,
  isBusy: () => void,
): Promise<string> {
  say('Starting PostgreSQL');
  const dataDir = folder.file('postgres');
  const onCreating = () => {
    say(`Creating PostgreSQL's data in ${dataDir}`);
    isBusy();
  };
  const postgres = await startEmbeddedPostgres({ dataDir, log: say, onCreating, stopping });
  onStop(() => postgres.stop());
  return postgres.url;
}

/** Says which, without its password. */
async function externalDatabase(url: string): Promise<string> {
  const { hostname, port, pathname } = new URL(url);
  say(`Using the database ${pathname.slice(1)} on ${hostname}:${port || 5432} (DATABASE_URL)`);
  return url;
}
