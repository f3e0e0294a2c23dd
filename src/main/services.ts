import { compose, type Services } from '../app/compose.ts';
import { type Config, loadConfig } from '../app/config.ts';
import { DataFolder, StartError } from '../app/data-folder.ts';
import { resolveEnvironment } from '../app/environment.ts';
import { createLogger, type Logger, logConsole } from '../kernel/logger.ts';

export interface Process {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly services: Services;
  readonly log: Logger;
}

/** What server and worker share if each is a process of its own: a database that is already running. */
export async function composeProcess(): Promise<Process> {
  const config = loadConfig();
  const { databaseUrl } = config;
  if (!databaseUrl) throw new StartError('Set DATABASE_URL. (`npm start` has its own database.)');
  const log = createLogger(config.logLevel);
  logConsole(log);
  process.on('uncaughtException', (error) => {
    log.error({ err: error }, 'the process ends, because of a defect');
    process.exit(1);
  });
  const environment = await resolveEnvironment(config, new DataFolder('.data'), databaseUrl);
  return { config, databaseUrl, services: await compose(config, environment, log), log };
}
