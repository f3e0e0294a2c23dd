import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DestinationStream } from 'pino';
import { type ComposePlatform, compose, type Environment, type Services } from '../../src/app/compose.ts';
import { type Config, loadConfig } from '../../src/app/config.ts';
import { DataFolder } from '../../src/app/data-folder.ts';
import { DevelopmentIssuer } from '../../src/app/development-issuer.ts';
import { resolveEnvironment } from '../../src/app/environment.ts';
import { startServer } from '../../src/app/server.ts';
import { startWorker } from '../../src/app/worker.ts';
import { createLogger, type Logger } from '../../src/kernel/logger.ts';
import { sandboxApp } from '../../src/main/sandbox-app.ts';
import { sandboxComponent } from '../../src/main/sandbox-component.ts';
import { startEloquaSandbox } from '../../src/sandbox/eloqua/server.ts';
import { startWeChatSandbox } from '../../src/sandbox/wechat/server.ts';
import { TestClient } from './client.ts';
import { createDatabase, type TestDatabase } from './database.ts';
import { EloquaControl } from './eloqua.ts';
import { eventually } from './eventually.ts';
import { freePort } from './ports.ts';
import { WeChatControl } from './wechat.ts';

export interface QiaoOptions {
  /** Receives every log line, at the lowest level; default: only errors, to stderr. */
  readonly logTo?: DestinationStream;
  /** Environment variables, over those of a development machine. */
  readonly env?: Record<string, string>;
  /** Default: one of its own, cloned from the template. */
  readonly database?: TestDatabase;
  /** The marketing platform; default: the sandbox's Eloqua. Another one installs Qiao by itself. */
  readonly platform?: ComposePlatform;
  /** `false`: neither server nor worker run in this process; see `startProcesses`. */
  readonly run?: boolean;
  /** Told where the sandbox is before anything calls it. */
  readonly onSandbox?: (url: string) => void;
}

type Who = { site?: string; user?: string; role?: 'admin' | 'marketer' };

/** A whole Qiao: database, sandbox, server and worker, each on a port of its own. Nothing runs in it by the clock. */
export interface Qiao {
  readonly url: string;
  readonly database: TestDatabase;
  readonly services: Services;
  readonly config: Config;
  /** What further processes on the same database share with this one. */
  readonly environment: Environment;
  readonly env: Readonly<Record<string, string>>;
  /** The working directory of a child process; its `.data` holds the key ring and the development issuer. */
  readonly home: string;
  readonly wechat: WeChatControl;
  readonly eloqua: EloquaControl;
  /** A client whose token says so; a site that Qiao is not installed for is installed first. */
  caller(who?: Who): Promise<TestClient>;
  token(who?: Who & { life?: number }): Promise<string>;
  /** A valid token for a site that Qiao is not installed for. */
  strangerToken(site: string, user?: string): Promise<string>;
  /** Ends something of a test's own with the rest. */
  onClose(stop: () => unknown): void;
  close(): Promise<void>;
}

/** A Qiao of a test's own. Where it needs no options, `useQiao` costs less. */
export async function startQiao(options: QiaoOptions = {}): Promise<Qiao> {
  const world = await startWorld(options);
  await world.begin();
  const qiao = lend(world);
  return {
    ...qiao,
    async close() {
      await qiao.close();
      await world.close();
    },
  };
}

type Parts = Pick<Qiao, 'url' | 'database' | 'services' | 'config' | 'environment' | 'env' | 'home'>;

/** What a Qiao is made of, without those who call it. */
export interface World extends Parts {
  readonly issuer: DevelopmentIssuer;
  readonly sandboxes: { readonly wechat: string; readonly eloqua: string };
  /** Registers Qiao at the sandboxes, which do not know it yet, and waits until it works. */
  begin(): Promise<void>;
  /** The sandboxes end what is under way and know nothing any more. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export async function startWorld(options: QiaoOptions = {}): Promise<World> {
  const stops: (() => unknown)[] = [];
  const database = options.database ?? (await createDatabase());
  stops.push(() => database.drop());
  const home = mkdtempSync(join(tmpdir(), 'qiao-data-'));
  stops.push(() => rmSync(home, { recursive: true, force: true }));
  const folder = new DataFolder(join(home, '.data'));
  const wechat = await startWeChatSandbox({ port: 0 });
  stops.push(() => wechat.close());
  options.onSandbox?.(wechat.url);
  const eloqua = await startEloquaSandbox({ port: 0 });
  stops.push(() => eloqua.close());
  const env = { ...testEnvironment(await freePort(), wechat.url, eloqua.url), ...options.env };
  const config = loadConfig(env);
  const log = options.logTo ? createLogger('debug', options.logTo) : createLogger('error');
  const environment = await resolveEnvironment(config, folder, database.url);
  const services = await compose(config, environment, log, options.platform);
  stops.push(() => services.close());
  const runs = options.run ?? true;
  if (runs) stops.push(...(await startProcess(database, services, config, log)));
  return {
    ...{ url: config.publicUrl, database, services, config, environment, env, home },
    issuer: await DevelopmentIssuer.open(folder, config.auth.audience),
    sandboxes: { wechat: wechat.url, eloqua: eloqua.url },
    async begin() {
      await new WeChatControl(wechat.url).call('POST', '/_sandbox/components', sandboxComponent(config));
      const control = new EloquaControl(eloqua.url);
      await control.call('POST', '/_sandbox/apps', sandboxApp(config));
      // What Eloqua works on has ended when Qiao looks; else Qiao would wait a second before each second look.
      await control.settings({ syncMs: 1 });
      if (runs) await eventually(() => services.component.hasTicket(), 30_000);
    },
    async forget() {
      await wechat.reset();
      eloqua.reset();
    },
    async close() {
      for (const stop of stops.reverse()) await stop();
    },
  };
}

/** Server and worker, as `npm start` runs them, but for the timetable: a test adds its jobs itself. */
async function startProcess(database: TestDatabase, services: Services, config: Config, log: Logger) {
  const worker = await startWorker(database.url, services.jobs, log, [], { metrics: services.metrics });
  const server = await startServer(services, config, log);
  return [() => worker.stop(), () => server.close()];
}

/** Callers and controls for one test file; to be closed with it. */
export function lend(world: World): Qiao {
  const { issuer, sandboxes, begin: _begin, forget: _forget, ...parts } = world;
  const wechat = new WeChatControl(sandboxes.wechat);
  const eloqua = new EloquaControl(sandboxes.eloqua);
  const stops: (() => unknown)[] = [];
  const token: Qiao['token'] = async ({ site = 'acme', user = '17', role = 'admin', life = 3600 } = {}) => {
    const name = siteName(site);
    await eloqua.install(name);
    return issuer.token({ site: name, user, role, life });
  };
  return {
    ...parts,
    wechat,
    eloqua,
    token,
    async caller(who) {
      const client = new TestClient(`${world.url}/graphql`, await token(who));
      stops.push(() => client.close());
      return client;
    },
    strangerToken: (site, user = '17') =>
      issuer.token({ site: siteName(site), user, role: 'admin', life: 3600 }),
    onClose: (stop) => void stops.push(stop),
    async close() {
      for (const stop of stops.reverse()) await stop();
    },
  };
}

/** A test may call a site what it is for; Eloqua's names have at most 50 letters and digits. */
export function siteName(text: string): string {
  const name = text.replaceAll(/[^A-Za-z0-9]/g, '');
  return name.length <= 50
    ? name
    : `${name.slice(0, 40)}${createHash('md5').update(text).digest('hex').slice(0, 10)}`;
}

/** A component and an app of its own for each Qiao, so that a test cannot depend on the keys of the sandbox's default. */
function testEnvironment(port: number, sandboxUrl: string, eloquaUrl: string): Record<string, string> {
  return {
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    WECHAT_COMPONENT_APP_ID: `wx${randomBytes(8).toString('hex')}`,
    WECHAT_COMPONENT_APP_SECRET: randomBytes(16).toString('hex'),
    WECHAT_COMPONENT_TOKEN: randomBytes(12).toString('hex'),
    WECHAT_COMPONENT_AES_KEY: randomBytes(33).toString('base64').replace(/[+/]/g, 'x').slice(0, 43),
    WECHAT_API_URL: sandboxUrl,
    WECHAT_MP_URL: sandboxUrl,
    WECHAT_OPEN_URL: sandboxUrl,
    ELOQUA_APP_ID: randomUUID(),
    ELOQUA_CLIENT_ID: randomBytes(16).toString('hex'),
    ELOQUA_CLIENT_SECRET: randomBytes(24).toString('base64'),
    ELOQUA_LOGIN_URL: eloquaUrl,
  };
}
