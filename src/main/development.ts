import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compose } from '../app/compose.ts';
import type { Config } from '../app/config.ts';
import { SANDBOX_SITE } from '../app/console-session.routes.ts';
import { type DataFolder, StartError } from '../app/data-folder.ts';
import { migrate } from '../app/database.ts';
import { DevelopmentIssuer } from '../app/development-issuer.ts';
import type { Draining } from '../app/draining.ts';
import { resolveEnvironment } from '../app/environment.ts';
import { stopIfAnyFails } from '../app/preflight/finding.ts';
import { keyRingFinding } from '../app/preflight/key-ring.ts';
import { trustedDocumentsFinding } from '../app/preflight/trusted-documents.ts';
import { startServer } from '../app/server.ts';
import { timetable } from '../app/timetable.ts';
import { startTracing } from '../app/watch/tracing.ts';
import { startWorker } from '../app/worker.ts';
import { createLogger } from '../kernel/logger.ts';
import { startEloquaSandbox } from '../sandbox/eloqua/server.ts';
import { startWeChatSandbox } from '../sandbox/wechat/server.ts';
import { ConsoleBuild } from './console-build.ts';
import { type OnStop, say } from './process.ts';
import { readyBox, readyLine } from './ready.ts';
import { installApp, sandboxApp } from './sandbox-app.ts';
import { sandboxComponent } from './sandbox-component.ts';

/** GraphiQL's page contains an administrator's token, so only this machine may open it. */
const LOOPBACK = '127.0.0.1';
const TOKEN_LIFE_SECONDS = 30 * 86_400;
const TICKET_WAIT_MS = 15_000;

/** Everything but the database, in this process: worker, API and sandbox. Resolves when all of them work together. */
export async function startDevelopment(
  config: Config,
  folder: DataFolder,
  databaseUrl: string,
  onStop: OnStop,
  draining: Draining,
): Promise<void> {
  stopIfAnyFails([trustedDocumentsFinding(config)]);
  draining.signal.throwIfAborted();
  say('Migrating the database');
  await migrate(databaseUrl, config.accountsPerOpenPlatform, config.databaseCallerUrl);
  draining.signal.throwIfAborted();
  say(`Starting the API${config.sandbox ? ', the worker and the sandbox' : ' and the worker'}`);
  if (config.host !== LOOPBACK)
    say(
      `HOST is not used: \`npm start\` listens on ${LOOPBACK} only, because its pages contain an administrator's token`,
    );
  const log = createLogger(config.logLevel);
  onStop(await startTracing(config, 'qiao', log));
  const services = await compose(config, await resolveEnvironment(config, folder, databaseUrl), log);
  onStop(() => services.close());
  stopIfAnyFails([await keyRingFinding(services.orm, services.keys)]);
  const issuer = await DevelopmentIssuer.open(folder, config.auth.audience);
  const token = await issuer.token({
    site: SANDBOX_SITE,
    user: '17',
    role: 'admin',
    life: TOKEN_LIFE_SECONDS,
  });
  const consoleBuild = new ConsoleBuild(
    {
      root: process.cwd(),
      folder: resolve(folder.file('console')),
      onBuilt: () => say('The console is built'),
    },
    log,
  );
  const consoleState = () => consoleBuild.state();
  const options = { ...config, host: LOOPBACK, pageToken: token, consoleState, draining };
  const server = await startServer(services, options, log);
  onStop(() => server.close());
  const eloqua = config.sandbox ? await startSandbox(config, folder, onStop) : null;
  // After the sandbox, which its jobs call.
  const worker = await startWorker(databaseUrl, services.jobs, log, timetable, {
    metrics: services.metrics,
    draining,
  });
  onStop(() => worker.stop());
  await services.reseal.enqueueIfRotating();
  if (eloqua) await installApp(eloqua.url);
  const hasTicket = () => services.component.hasTicket();
  // WeChat itself pushes one every ten minutes.
  if (config.sandbox) await until(hasTicket, draining.signal);

  const ready = readyLine(config, token);
  folder.write('ready.json', ready);
  onStop(async () => folder.remove('ready.json'));
  onStop(() => consoleBuild.stop());
  consoleBuild.start();
  console.log(readyBox(config, { console: consoleBuild.state().kind, hasTicket: await hasTicket() }));
  console.log(ready);
}

/** Starts WeChat and the marketing platform. Returns the latter. */
async function startSandbox(config: Config, folder: DataFolder, onStop: OnStop) {
  const wechat = await startWeChatSandbox({
    port: config.port + 1,
    stateFile: folder.file('sandbox-wechat.json'),
    components: [sandboxComponent(config)],
  });
  onStop(() => wechat.close());
  const eloqua = await startEloquaSandbox({
    port: config.port + 2,
    stateFile: folder.file('sandbox-eloqua.json'),
    apps: [sandboxApp(config)],
  });
  onStop(() => eloqua.close());
  return eloqua;
}

async function until(condition: () => Promise<boolean>, stopping: AbortSignal): Promise<void> {
  const deadline = Date.now() + TICKET_WAIT_MS;
  while (!(await condition())) {
    if (Date.now() > deadline)
      throw new StartError('WeChat has not pushed a component ticket. Can it reach PUBLIC_URL?');
    await sleep(25, undefined, { signal: stopping });
  }
}
