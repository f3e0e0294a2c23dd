import './prepare.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { isInProduction, loadConfig } from '../app/config.ts';
import { DataFolder, StartError } from '../app/data-folder.ts';
import { startEloquaSandbox } from '../sandbox/eloqua/server.ts';
import { startWeChatSandbox } from '../sandbox/wechat/server.ts';
import { runProcess } from './process.ts';
import { installApp, sandboxApp } from './sandbox-app.ts';
import { sandboxComponent } from './sandbox-component.ts';

/** Interval of the checks whether a server is running. */
const LOOK_MS = 500;

/**
 * Runs only the sandbox, for servers and workers that are started separately. Its state is stored in `.data/`. As soon
 * as a server answers, Qiao is installed for the sandbox's site, unless it already is.
 */
await runProcess(async (onStop, draining) => {
  const isOff = 'The sandbox is off. It is for development only; see the variable SANDBOX.';
  if (isInProduction()) throw new StartError(isOff);
  const config = loadConfig();
  if (!config.sandbox) throw new StartError(isOff);
  const folder = new DataFolder('.data');
  const lock = await folder.lock('sandbox');
  onStop(() => lock.release());
  const log = (line: string): void => console.error(line);
  const wechat = await startWeChatSandbox({
    port: config.port + 1,
    stateFile: folder.file('sandbox-wechat.json'),
    components: [sandboxComponent(config)],
    log,
  });
  onStop(() => wechat.close());
  const eloqua = await startEloquaSandbox({
    port: config.port + 2,
    stateFile: folder.file('sandbox-eloqua.json'),
    apps: [sandboxApp(config)],
    log,
  });
  onStop(() => eloqua.close());
  console.log(JSON.stringify({ ready: true, wechat: wechat.url, eloqua: eloqua.url }));

  await serverAnswers(config.publicUrl, draining.signal);
  if (!draining.isOn) await installApp(eloqua.url);
}, 'PORT=4100 npm run sandbox (it uses the two ports after it)');

async function serverAnswers(publicUrl: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await fetch(`${publicUrl}/readyz`, { signal }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}
