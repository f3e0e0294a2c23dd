import type { Config } from '../app/config.ts';
import { SANDBOX_SITE } from '../app/console-session.routes.ts';
import { StartError } from '../app/data-folder.ts';
import type { AppRegistration } from '../sandbox/eloqua/server.ts';

/**
 * Our app as registered in the sandbox, like a developer would enter it in AppCloud Developer. Parameter names are in
 * lower case, so that every sorting order signs them in the same order.
 */
export function sandboxApp({ publicUrl, eloqua }: Pick<Config, 'publicUrl' | 'eloqua'>): AppRegistration {
  const who =
    'app_id={AppId}&install_id={InstallId}&site_id={SiteId}&site_name={SiteName}&user_id={UserId}&user_name={UserName}';
  const step = `${who}&instance_id={InstanceId}&asset_id={AssetId}&asset_name={AssetName}&asset_type={AssetType}`;
  const app = `${publicUrl}/eloqua/app`;
  const sender = `${publicUrl}/eloqua/message-sender`;
  return {
    appId: eloqua.appId,
    name: 'Qiao',
    clientId: eloqua.clientId,
    clientSecret: eloqua.clientSecret,
    enableUrl: `${app}/enable?${who}&callback_url={CallbackUrl}`,
    configureUrl: `${app}/configure?${who}`,
    statusUrl: `${app}/status?${who}`,
    uninstallUrl: `${app}/uninstall?${who}`,
    oauthCallbackUrl: `${app}/oauth/callback`,
    action: {
      name: 'WeChat Message Sender',
      createUrl: `${sender}/create?${step}`,
      configureUrl: `${sender}/configure?${step}`,
      copyUrl: `${sender}/copy?${step}&original_instance_id={OriginalInstanceId}`,
      deleteUrl: `${sender}/delete?${step}`,
      notificationUrl: `${sender}/notify?${step}&execution_id={ExecutionId}`,
      recordsPerNotification: 1000,
    },
  };
}

/**
 * Installs Qiao as the sandbox's administrator, as a person would from the app catalogue, unless it already works:
 * after a first start, and if one side has lost its state. Qiao must be running.
 */
export async function installApp(sandboxUrl: string, site: string = SANDBOX_SITE): Promise<void> {
  const { installs } = await control<{ installs: { installId: string; site: string }[] }>(
    `${sandboxUrl}/_sandbox/installs`,
    'GET',
  );
  const known = installs.find((install) => install.site === site);
  if (known) {
    const status = `${sandboxUrl}/_sandbox/installs/${known.installId}/status`;
    const { working } = await control<{ working: boolean }>(status, 'POST', {});
    if (working) return;
  }
  const made = await control<{ status: string }>(`${sandboxUrl}/_sandbox/installs`, 'POST', { site });
  if (made.status !== 'READY')
    throw new StartError(`The sandbox could not install Qiao for ${site}. Can it reach PUBLIC_URL?`);
}

async function control<T>(url: string, method: 'GET' | 'POST', body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new StartError(`The sandbox answers ${response.status} to ${method} ${url}.`);
  return (await response.json()) as T;
}
