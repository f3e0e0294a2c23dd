import fastify, { type FastifyInstance } from 'fastify';
import { ControlError } from '../shared/control-error.ts';
import { Faults } from '../shared/faults.ts';
import { interfere } from '../shared/interference.ts';
import { Journal } from '../shared/journal.ts';
import { checked, pathOf, refuseOtherSites, sendControlError } from '../shared/requests.ts';
import { Store } from '../shared/store.ts';
import { AppCalls } from './app-calls.ts';
import { type AppRegistration, appRegistrationSchema } from './apps.ts';
import { bulkApi } from './bulk-api.ts';
import { cloudApi } from './cloud-api.ts';
import type { Sandbox } from './context.ts';
import { serveInstallControl } from './control-installs.ts';
import { serveRecordControl } from './control-records.ts';
import { registerApp, serveSandboxControl } from './control-sandbox.ts';
import { serveSenderControl } from './control-senders.ts';
import { EloquaError } from './errors.ts';
import type { Fault } from './faults.ts';
import { sendAnswer, serveApi } from './gate.ts';
import { eloquaInterference } from './interference.ts';
import { serveLogin } from './login.ts';
import { campaignsApi } from './rest-campaigns.ts';
import { contactsApi } from './rest-contacts.ts';
import { externalsApi } from './rest-externals.ts';
import { fieldsApi } from './rest-fields.ts';
import { usersApi } from './rest-users.ts';
import { type SandboxState, STATE_SHAPE } from './state.ts';
import { resumeSyncs } from './syncs.ts';
import { Throttle } from './throttle.ts';
import { Timers } from './timers.ts';

export type { AppRegistration } from './apps.ts';

/** More than Bulk takes, so that Bulk itself refuses what is too large. */
const BODY_LIMIT_BYTES = 67_108_864;

export interface EloquaSandboxOptions {
  /** 0 = any free one. */
  port: number;
  /** Default 127.0.0.1; the url says localhost. */
  host?: string;
  /** Everything but journals survives a restart in it; absent = memory only. */
  stateFile?: string;
  /** Registered before the sandbox answers. */
  apps?: AppRegistration[];
  log?: (line: string) => void;
}

export interface RunningSandbox {
  readonly url: string;
  /** Ends what is under way and forgets everything: apps, sites, installs, settings, faults and journals. */
  reset(): void;
  /** Ends timers, calls and connections and writes the state file. */
  close(): Promise<void>;
}

/** Starts an Eloqua. */
export async function startEloquaSandbox(options: EloquaSandboxOptions): Promise<RunningSandbox> {
  const sandbox = createSandbox(options);
  for (const registration of options.apps ?? [])
    registerApp(sandbox, checked(appRegistrationSchema, registration));
  const app = createApp(sandbox);
  await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  sandbox.url = `http://localhost:${port}`;
  resumeSyncs(sandbox);
  sandbox.log(`Eloqua sandbox on ${sandbox.url}`);
  const stop = (): void => {
    sandbox.timers.close();
    sandbox.calls.close();
  };
  return {
    url: sandbox.url,
    reset: () => {
      stop();
      sandbox.store.clear();
      Object.assign(sandbox, memoryOf(sandbox.store));
    },
    close: async () => {
      stop();
      await app.close();
      await sandbox.store.flush();
    },
  };
}

function createSandbox(options: EloquaSandboxOptions): Sandbox {
  const store = new Store(options.stateFile, STATE_SHAPE);
  return {
    store,
    get state() {
      return store.state;
    },
    get settings() {
      return store.state.settings;
    },
    ...memoryOf(store),
    url: '',
    log: options.log ?? (() => undefined),
    now: () => Date.now() + store.state.settings.clockAheadSeconds * 1000,
  };
}

/** What lasts as long as the sandbox runs. */
function memoryOf(store: Store<SandboxState>) {
  return {
    journal: new Journal(),
    faults: new Faults<Fault>(),
    calls: new AppCalls(() => store.state.settings),
    throttle: new Throttle(),
    timers: new Timers(),
  };
}

function createApp(sandbox: Sandbox): FastifyInstance {
  const app = fastify({
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 500, caseSensitive: false },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  handleErrors(app, sandbox);
  refuseOtherSites(app);
  interfere(app, eloquaInterference(sandbox));
  serveLogin(app, sandbox);
  for (const api of [fieldsApi, usersApi, campaignsApi, contactsApi, externalsApi, cloudApi, bulkApi]) {
    serveApi(app, sandbox, api);
  }
  serveSandboxControl(app, sandbox);
  serveInstallControl(app, sandbox);
  serveRecordControl(app, sandbox);
  serveSenderControl(app, sandbox);
  return app;
}

function handleErrors(app: FastifyInstance, sandbox: Sandbox): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof ControlError) return sendControlError(reply, error);
    if (error instanceof EloquaError)
      return sendAnswer(reply.headers(error.headers), error.status, error.body);
    if ((error as { statusCode?: number }).statusCode === 413) return sendAnswer(reply, 413, undefined);
    sandbox.log(
      `fault in the sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    if (!isControl(pathOf(request))) return sendAnswer(reply, 500, undefined);
    return reply.code(500).send({ error: { code: 'INTERNAL', message: 'the sandbox failed', path: [] } });
  });
  app.setNotFoundHandler((request, reply) => {
    if (!isControl(pathOf(request))) return sendAnswer(reply, 404, undefined);
    const message = `${request.method} ${request.url} does not exist`;
    return sendControlError(reply, new ControlError(404, 'NOT_FOUND', message));
  });
}

const isControl = (path: string): boolean => path.startsWith('/_sandbox');
