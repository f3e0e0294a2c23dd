import { compose, type Services } from '../app/compose.ts';
import { type Config, loadConfig } from '../app/config.ts';
import { DataFolder, StartError } from '../app/data-folder.ts';
import type { Draining } from '../app/draining.ts';
import { resolveEnvironment } from '../app/environment.ts';
import { checkBeforeStart } from '../app/preflight/database.ts';
import { stopIfAnyFails } from '../app/preflight/finding.ts';
import { keyRingFinding } from '../app/preflight/key-ring.ts';
import { startTracing } from '../app/watch/tracing.ts';
import { createLogger, type Logger, logConsole, type ServiceName } from '../kernel/logger.ts';
import type { OnStop } from './process.ts';

export interface Process {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly services: Services;
  readonly log: Logger;
}

/**
 * What server and worker share if each is a process of its own: a database that is already running. Nothing is changed
 * before it is known to fit.
 */
export async function composeProcess(
  service: ServiceName,
  onStop: OnStop,
  draining: Draining,
): Promise<Process> {
  const config = loadConfig();
  draining.times = config.stop;
  const { databaseUrl } = config;
  if (!databaseUrl) throw new StartError('Set DATABASE_URL. (`npm start` has its own database.)');
  const log = createLogger(config.logLevel, undefined, service);
  logConsole(log);
  process.on('uncaughtException', (error) => {
    log.error({ err: error }, 'the process ends, because of a defect');
    process.exit(1);
  });
  const warnings = await checkBeforeStart(databaseUrl);
  onStop(await startTracing(config, service, log));
  const environment = await resolveEnvironment(config, new DataFolder('.data'), databaseUrl);
  const services = await compose(config, environment, log);
  onStop(() => services.close());
  const keyRing = await keyRingFinding(services.orm, services.keys);
  stopIfAnyFails([keyRing]);
  for (const { result, says, cure } of [...warnings, keyRing])
    if (result === 'WARN') log.warn({ cure }, says);
  return { config, databaseUrl, services, log };
}
