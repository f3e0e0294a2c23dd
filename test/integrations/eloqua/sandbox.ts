import { IdentityClient } from '../../../src/integrations/eloqua/identity.client.ts';
import { OAuthClient } from '../../../src/integrations/eloqua/oauth.client.ts';
import type { EloquaSession } from '../../../src/integrations/eloqua/rest.call.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { startEloquaSandbox } from '../../../src/sandbox/eloqua/server.ts';
import { startPeer } from '../../kernel/peer.ts';
import { answer } from './kit.ts';

/** Of our app, as Eloqua's sandbox knows it. */
export const keys = { clientId: 'qiao-client', clientSecret: 'qiao secret!' };
/** What our step wants to know of contacts. */
export const recordDefinition = { ContactId: '{{Contact.Id}}' };
export const options = { timeoutMs: 20_000, retryWaitMs: 1 };

/** An Eloqua where our app is installed, and a peer that plays the app. */
export async function startEloqua() {
  const app = await startPeer();
  const redirectUri = `${app.url}/callback`;
  const sandbox = await startEloquaSandbox({ port: 0, apps: [registration(app.url)] });
  const oauth = new OAuthClient({ ...keys, loginUrl: sandbox.url }, requestText);
  const identity = new IdentityClient({ loginUrl: sandbox.url }, requestText, options);

  /** Calls the sandbox's control API. */
  async function control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  /** What the browser of Mei Lin brings back. */
  async function consent(decision: 'ALLOW' | 'DENY' = 'ALLOW', site = 'acme'): Promise<URLSearchParams> {
    const { redirectUrl } = await control<{ redirectUrl: string }>('POST', 'authorize', {
      authorizeUrl: oauth.authorizeUrl({ redirectUri, state: 'S' }),
      decision,
      follow: false,
      site,
    });
    return new URL(redirectUrl).searchParams;
  }

  const authorize = async (site?: string) =>
    oauth.exchangeCode((await consent('ALLOW', site)).get('code') ?? '', redirectUri);

  async function signIn(): Promise<EloquaSession> {
    const { accessToken } = await authorize();
    return { accessToken, baseUrl: (await identity.identify(accessToken)).baseUrl };
  }

  const defaults = await control<Record<string, unknown>>('GET', 'settings');
  app.replyWith({ status: 200 });
  await control('POST', 'installs', {});

  return {
    url: sandbox.url,
    app,
    oauth,
    identity,
    redirectUri,
    control,
    consent,
    authorize,
    signIn,
    settings: (patch: Record<string, unknown>) => control('POST', 'settings', patch),
    /** Drops our step on a campaign. */
    async drop(campaignId = '1234'): Promise<string> {
      app.replyWith(answer({ recordDefinition, requiresConfiguration: false }));
      const { instanceId } = await control<{ instanceId: string }>('POST', 'message-senders', { campaignId });
      return instanceId;
    },
    /** How often a path was asked since the last reset. */
    async asked(path: string): Promise<number> {
      return (await control<{ requests: unknown[] }>('GET', `requests?path=${path}`)).requests.length;
    },
    async reset(): Promise<void> {
      await control('POST', 'settings', defaults);
      await control('DELETE', 'faults');
      await control('DELETE', 'requests');
    },
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await app[Symbol.asyncDispose]();
    },
  };
}

export type Eloqua = Awaited<ReturnType<typeof startEloqua>>;

function registration(url: string) {
  const action = (name: string) =>
    `${url}/action/${name}?instance={InstanceId}&AssetName={AssetName}&execution={ExecutionId}`;
  return {
    ...keys,
    appId: '7b95fe48-6598-43e8-8fd1-dcb40cf83ef6',
    name: 'Qiao',
    enableUrl: `${url}/enable?install={InstallId}&callback={CallbackUrl}`,
    configureUrl: `${url}/configure?Site={SiteName}&install={InstallId}`,
    statusUrl: `${url}/status`,
    uninstallUrl: `${url}/uninstall`,
    oauthCallbackUrl: `${url}/callback`,
    action: {
      name: 'WeChat Message Sender',
      createUrl: action('create'),
      configureUrl: action('configure'),
      copyUrl: action('copy'),
      deleteUrl: action('delete'),
      notificationUrl: action('notify'),
      recordsPerNotification: 1000,
    },
  };
}
