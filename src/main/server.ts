import './node-version.ts';
import 'reflect-metadata';
import { startServer } from '../app/server.ts';
import { runProcess } from './process.ts';
import { composeProcess } from './services.ts';

/** The API alone: GraphQL and the callbacks, on `PORT`. Needs a migrated database, and a worker somewhere. */
await runProcess(async (onStop) => {
  const { config, services, log } = await composeProcess();
  onStop(() => services.close());
  const server = await startServer(services, config, log);
  onStop(() => server.close());
  console.log(`The server listens on port ${server.port}.`);
});
