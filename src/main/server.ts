import './prepare.ts';
import { fileURLToPath } from 'node:url';
import { builtConsole } from '../app/console.state.ts';
import { stopIfAnyFails } from '../app/preflight/finding.ts';
import { trustedDocumentsFinding } from '../app/preflight/trusted-documents.ts';
import { startServer } from '../app/server.ts';
import { runProcess } from './process.ts';
import { composeProcess } from './services.ts';

/** In `dist/`. */
const CONSOLE = fileURLToPath(new URL('../../console', import.meta.url));

/**
 * Runs only the API: GraphQL and the callbacks, on `PORT`. Needs a migrated database, and a worker in another process.
 */
await runProcess(async (onStop, draining) => {
  const { config, services, log } = await composeProcess('qiao-server', onStop, draining);
  stopIfAnyFails([trustedDocumentsFinding(config)]);
  const consoleState = builtConsole(CONSOLE);
  const server = await startServer(services, { ...config, consoleState: () => consoleState, draining }, log);
  onStop(() => server.close());
  console.log(`The server is listening on port ${server.port}.`);
}, 'PORT=4100 npm run server');
