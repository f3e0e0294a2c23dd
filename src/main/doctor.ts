import './prepare.ts';
import { parseArgs } from 'node:util';
import type { Config } from '../app/config.ts';
import { DataFolder, StartError } from '../app/data-folder.ts';
import { runDoctor } from '../app/preflight/doctor/doctor.ts';
import { printed } from '../app/preflight/doctor/print.ts';
import { runProcess } from './process.ts';
import { sandboxApp } from './sandbox-app.ts';

const USAGE = 'npm run doctor [-- --json]';

/** Checks everything that a deployment needs. Exit code 1 if something that it cannot do without is missing. */
await runProcess(async () => {
  const json = wantsJson();
  const checks = await runDoctor(process.env, new DataFolder('.data'), eloquaAddresses);
  const works = checks.every(({ result }) => result !== 'FAIL');
  console.log(json ? JSON.stringify({ ok: works, checks }, null, 2) : printed(checks));
  process.exitCode = works ? 0 : 1;
});

function wantsJson(): boolean {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values.json;
  } catch {
    throw new StartError(`Usage: ${USAGE}`);
  }
}

/** The fields of an app in AppCloud Developer, as the sandbox has them. */
function eloquaAddresses(config: Config): Record<string, string> {
  const { enableUrl, configureUrl, statusUrl, uninstallUrl, oauthCallbackUrl, action } = sandboxApp(config);
  return {
    'Enable URL': enableUrl,
    'Configure URL': configureUrl,
    'Status URL': statusUrl,
    'Uninstall URL': uninstallUrl,
    'OAuth Callback URL': oauthCallbackUrl,
    ...(action && {
      'Action service, Create URL': action.createUrl,
      'Action service, Configure URL': action.configureUrl,
      'Action service, Copy URL': action.copyUrl,
      'Action service, Delete URL': action.deleteUrl,
      'Action service, Notification URL': action.notificationUrl,
    }),
  };
}
