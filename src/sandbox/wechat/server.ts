import fastify, { type FastifyInstance } from 'fastify';
import { ControlError } from '../shared/control-error.ts';
import { Faults } from '../shared/faults.ts';
import { interfere } from '../shared/interference.ts';
import { Journal } from '../shared/journal.ts';
import { checked, pathOf, refuseOtherSites, sendControlError } from '../shared/requests.ts';
import { Store } from '../shared/store.ts';
import { accountApi } from './account-api.ts';
import { componentApi } from './component-api.ts';
import { registerComponent } from './components.ts';
import type { Sandbox } from './context.ts';
import { serveAccountControl } from './control-accounts.ts';
import { serveFollowerControl } from './control-followers.ts';
import { serveSandboxControl } from './control-sandbox.ts';
import { serveScanControl } from './control-scan.ts';
import { Conversations } from './conversations.ts';
import type { Fault } from './faults.ts';
import { Followers } from './followers.ts';
import { isOwnPath, wechatInterference } from './interference.ts';
import { messageApi } from './message-api.ts';
import { optionApi } from './option-api.ts';
import { servePages } from './pages.ts';
import { PushEngine } from './pushes.ts';
import { qrApi } from './qr-api.ts';
import { serveQrCodes } from './qr-codes.ts';
import { Quota } from './quota.ts';
import { quotaApi } from './quota-api.ts';
import { serveReleaseTest } from './release-test.ts';
import {
  type ComponentRegistration,
  componentRegistrationSchema,
  type SandboxState,
  STATE_SHAPE,
} from './state.ts';
import { TicketPusher } from './tickets.ts';
import { userApi } from './user-api.ts';
import { webApi } from './web-api.ts';
import { serveWebAuthorization } from './web-authorization.ts';
import { refuseUnknownPath, serveApi } from './wechat-api.ts';

export type { ComponentRegistration } from './state.ts';

const BODY_LIMIT_BYTES = 1_048_576;
const TOO_LARGE = { error: { code: 'TOO_LARGE', message: 'the body has more than 1 MiB', path: [] } };

export interface WeChatSandboxOptions {
  /** 0 = any free one. */
  port: number;
  /** Default 127.0.0.1; the url says localhost. */
  host?: string;
  /** Everything but journals survives a restart in it; absent = memory only. */
  stateFile?: string;
  /** Registered before the sandbox answers; each gets its first ticket at once. */
  components?: ComponentRegistration[];
  log?: (line: string) => void;
}

export interface RunningSandbox {
  readonly url: string;
  /** Ends what is under way and forgets everything: components, accounts, settings, faults and journals. */
  reset(): Promise<void>;
  /** Ends timers, pushes and connections and writes the state file. */
  close(): Promise<void>;
}

/** Starts a WeChat. */
export async function startWeChatSandbox(options: WeChatSandboxOptions): Promise<RunningSandbox> {
  const sandbox = createSandbox(options);
  const tickets = new TicketPusher(sandbox);
  const app = createApp(sandbox, tickets);
  await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  sandbox.url = `http://localhost:${port}`;
  const reset = async (): Promise<void> => {
    tickets.close();
    await sandbox.pushes.close();
    sandbox.store.clear();
    Object.assign(sandbox, memoryOf(sandbox.store));
  };
  const close = async (): Promise<void> => {
    tickets.close();
    await sandbox.pushes.close();
    await app.close();
    tickets.close();
    await sandbox.store.flush();
  };
  try {
    await startComponents(sandbox, tickets, options.components ?? []);
  } catch (error) {
    await close();
    throw error;
  }
  sandbox.log(`WeChat sandbox on ${sandbox.url}, phone on ${sandbox.url}/phone`);
  return { url: sandbox.url, reset, close };
}

function createSandbox(options: WeChatSandboxOptions): Sandbox {
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
    now: () => clockOf(store),
  };
}

const clockOf = ({ state }: Store<SandboxState>): number =>
  Date.now() + state.settings.clockAheadSeconds * 1000;

/** What lasts as long as the sandbox runs. */
function memoryOf(store: Store<SandboxState>) {
  return {
    pushes: new PushEngine(() => store.state.settings),
    journal: new Journal(),
    faults: new Faults<Fault>(),
    followers: new Followers(store.state),
    conversations: new Conversations(),
    quota: new Quota(() => clockOf(store)),
  };
}

function createApp(sandbox: Sandbox, tickets: TicketPusher): FastifyInstance {
  const app = fastify({
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 500 },
    // An address that cannot be decoded.
    frameworkErrors: (_error, request, reply) => void refuseUnknownPath(sandbox, request, reply),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ControlError) return sendControlError(reply, error);
    if ((error as { statusCode?: number }).statusCode === 413) return reply.code(413).send(TOO_LARGE);
    sandbox.log(
      `fault in the sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return reply.code(500).send({ error: { code: 'INTERNAL', message: 'the sandbox failed', path: [] } });
  });
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    if (!isOwnPath(path)) return refuseUnknownPath(sandbox, request, reply);
    return sendControlError(
      reply,
      new ControlError(404, 'NOT_FOUND', `${request.method} ${path} does not exist`),
    );
  });
  refuseOtherSites(app);
  interfere(app, wechatInterference(sandbox));
  serveApi(app, sandbox, componentApi(sandbox, tickets));
  serveApi(app, sandbox, accountApi(sandbox));
  serveApi(app, sandbox, messageApi(sandbox));
  serveApi(app, sandbox, userApi(sandbox));
  serveApi(app, sandbox, optionApi(sandbox));
  serveApi(app, sandbox, qrApi(sandbox));
  serveApi(app, sandbox, quotaApi(sandbox));
  serveApi(app, sandbox, webApi(sandbox));
  servePages(app, sandbox);
  serveQrCodes(app, sandbox);
  serveWebAuthorization(app, sandbox);
  serveAccountControl(app, sandbox);
  serveFollowerControl(app, sandbox);
  serveScanControl(app, sandbox);
  serveSandboxControl(app, sandbox, tickets);
  serveReleaseTest(app, sandbox, tickets);
  return app;
}

/** Registers what was given, and goes on serving what the state file knows. */
async function startComponents(
  sandbox: Sandbox,
  tickets: TicketPusher,
  given: readonly ComponentRegistration[],
): Promise<void> {
  for (const registration of given) {
    await registerComponent(sandbox, tickets, checked(componentRegistrationSchema, registration));
  }
  for (const component of Object.values(sandbox.state.components)) {
    const isGiven = given.some(({ appId }) => appId === component.appId);
    if (!isGiven && !component.ticketStopped) tickets.start(component.appId);
  }
}
