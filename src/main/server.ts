import './prepare.ts';
import { startServer } from '../app/server.ts';
import { runProcess } from './process.ts';
import { composeProcess } from './services.ts';

/**
 * Runs only the API: GraphQL and the callbacks, on `PORT`. Needs a migrated database, and a worker in another process.
 */
await runProcess(async (onStop) => {
  const { config, services, log } = await composeProcess();
  onStop(() => services.close());
  const server = await startServer(services, config, log);
  onStop(() => server.close());
  console.log(`The server is listening on port ${server.port}.`);
});
