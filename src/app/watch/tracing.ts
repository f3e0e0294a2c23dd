import type { Logger, ServiceName } from '../../kernel/logger.ts';
import type { Config } from '../config.ts';

/**
 * Traces, if the configuration says where to. Else nothing of it is loaded.
 *
 * @returns a function that sends what is left, and ends it
 */
export async function startTracing(
  { traces }: Pick<Config, 'traces'>,
  service: ServiceName,
  log: Logger,
): Promise<() => Promise<void>> {
  if (!traces) return async () => {};
  const { startExport } = await import('./trace-export.ts');
  return startExport(traces, service, log);
}
