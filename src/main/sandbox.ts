import './node-version.ts';
import { loadConfig } from '../app/config.ts';
import { DataFolder, StartError } from '../app/data-folder.ts';
import { startWeChatSandbox } from '../sandbox/wechat/server.ts';
import { runProcess } from './process.ts';
import { sandboxComponent } from './sandbox-component.ts';

/** The sandbox alone, for servers and workers that are started one by one. Its state stays in `.data/`. */
await runProcess(async (onStop) => {
  const config = loadConfig();
  if (!config.sandbox) throw new StartError('The sandbox is off: it is for development, see SANDBOX.');
  const folder = new DataFolder('.data');
  const lock = await folder.lock('sandbox');
  onStop(() => lock.release());
  const sandbox = await startWeChatSandbox({
    port: config.port + 1,
    stateFile: folder.file('sandbox-wechat.json'),
    components: [sandboxComponent(config)],
    log: (line) => console.error(line),
  });
  onStop(() => sandbox.close());
  console.log(JSON.stringify({ ready: true, wechat: sandbox.url }));
});
