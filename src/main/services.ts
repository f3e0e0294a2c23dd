import { compose, type Services } from '../app/compose.ts';
import { type Config, loadConfig } from '../app/config.ts';
import { DataFolder, StartError } from '../app/data-folder.ts';
import { resolveEnvironment } from '../app/environment.ts';
import { createLogger, type Logger } from '../kernel/logger.ts';

export interface Process {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly services: Services;
  readonly log: Logger;
}

/** What server and worker have in common when each is a process of its own: a database that somebody else has started. */
export async function composeProcess(): Promise<Process> {
  const config = loadConfig();
  const { databaseUrl } = config;
  if (!databaseUrl) throw new StartError('Set DATABASE_URL. (`npm start` brings a database of its own.)');
  const log = createLogger(config.logLevel);
  const environment = await resolveEnvironment(config, new DataFolder('.data'), databaseUrl);
  return { config, databaseUrl, services: await compose(config, environment, log), log };
}
