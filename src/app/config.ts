import type { z } from 'zod';
import { Variables } from './variables.ts';

/** Keys for the sandbox only. They protect nothing and are refused in production. */
const SANDBOX_COMPONENT = {
  appId: 'wx5a9db0c0ffee0001',
  appSecret: '5a9db0c0ffee5a9db0c0ffee5a9db0c0',
  token: 'qiaosandboxtoken',
  aesKey: 'qiaosandboxqiaosandboxqiaosandboxqiaosandbA',
} as const;

/** The same for the app in the marketing platform. */
const SANDBOX_APP = {
  appId: '5a9db0c0-ffee-4a11-b0a7-5a9db0c0ffee',
  clientId: '5a9db0c0ffee4a11b0a75a9db0c0ffee',
  clientSecret: 'qiao-sandbox-client-secret',
} as const;

/** "Bad ports" of the Fetch standard: browsers and `fetch` never call them. */
const REFUSED_PORTS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

export type Config = ReturnType<typeof toConfig>;

/** Contains all faults of the environment. Names variables, never values. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration is not valid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nThe variables are in docs/operations.md, under Settings.`,
    );
    this.name = 'ConfigError';
  }
}

/** Reads the environment. An empty variable counts as unset. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const present = presentIn(env);
  const parsed = Variables.safeParse(present);
  const faults = [...wrongIn(parsed.error), ...missing(present)];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(toConfig(parsed.data));
}

/** Known even where other variables are wrong or missing. */
export const isInProduction = (env: NodeJS.ProcessEnv = process.env): boolean => isProduction(env);

/** The same, but on another port than the environment says. */
export const configAt = (port: number): Config => loadConfig({ ...process.env, PORT: String(port) });

const OfMigrate = Variables.pick({
  DATABASE_URL: true,
  DATABASE_CALLER_URL: true,
  ACCOUNTS_PER_OPEN_PLATFORM: true,
});

/** What migrations need, which may run where no secret of servers is. */
export function loadMigrateConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = OfMigrate.safeParse(presentIn(env));
  if (!parsed.success) throw new ConfigError(wrongIn(parsed.error));
  const { DATABASE_URL, DATABASE_CALLER_URL, ACCOUNTS_PER_OPEN_PLATFORM } = parsed.data;
  return {
    databaseUrl: DATABASE_URL,
    databaseCallerUrl: DATABASE_CALLER_URL,
    accountsPerOpenPlatform: ACCOUNTS_PER_OPEN_PLATFORM,
  };
}

const presentIn = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
const wrongIn = (error: z.ZodError | undefined): string[] =>
  error?.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`) ?? [];

type Env = z.infer<typeof Variables>;
/** The variables as given, before validation. */
type Given = Readonly<Partial<Record<keyof Env, unknown>>>;

const isProduction = (env: Given) => env.NODE_ENV === 'production';
const isOn = (value: unknown) => value === true || value === 'true' || value === '1';
const sandboxOn = (env: Given) => (env.SANDBOX === undefined ? !isProduction(env) : isOn(env.SANDBOX));

/** Variables by which WeChat and Eloqua identify Qiao. */
const IDENTITY_VARIABLES: readonly (keyof Env)[] = [
  'WECHAT_COMPONENT_APP_ID',
  'WECHAT_COMPONENT_APP_SECRET',
  'WECHAT_COMPONENT_TOKEN',
  'WECHAT_COMPONENT_AES_KEY',
  'ELOQUA_APP_ID',
  'ELOQUA_CLIENT_ID',
  'ELOQUA_CLIENT_SECRET',
];

/** Secrets have no default in production. Elsewhere, related variables must be set together. */
function missing(env: Given): string[] {
  const need = (names: readonly (keyof Env)[], why: string) =>
    names.filter((name) => env[name] === undefined).map((name) => `${name}: ${why}`);
  const faults: string[] = [];
  if (isProduction(env)) {
    if (isOn(env.SANDBOX)) faults.push('SANDBOX: is refused in production');
    const names = ['DATABASE_URL', 'PUBLIC_URL', 'SECRET_KEYS', 'AUTH_JWT_ISSUER', 'AUTH_JWKS_URL'] as const;
    faults.push(...need(names, 'is required in production'));
  } else if ((env.AUTH_JWT_ISSUER === undefined) !== (env.AUTH_JWKS_URL === undefined)) {
    faults.push('AUTH_JWT_ISSUER, AUTH_JWKS_URL: give both, or neither for the development issuer');
  }
  faults.push(...oidcFaults(env));
  if (env.MAIL_URL !== undefined) faults.push(...need(['MAIL_FROM'], 'is required with MAIL_URL'));
  const port = Number(env.PORT);
  const used = port > 0 && sandboxOn(env) ? [port, port + 1, port + 2] : [port];
  for (const refused of used.filter((one) => REFUSED_PORTS.has(one)))
    faults.push(`PORT: browsers refuse to call port ${refused}${refused > port ? ', of the sandbox' : ''}`);
  if (isOn(env.TRUSTED_DOCUMENTS_ONLY) && env.TRUSTED_DOCUMENTS === undefined)
    faults.push('TRUSTED_DOCUMENTS: is required with TRUSTED_DOCUMENTS_ONLY');
  if (!sandboxOn(env)) {
    faults.push(...need(IDENTITY_VARIABLES, 'is required without the sandbox'));
  }
  return faults;
}

/** The console calls the API with the tokens of this provider, so the API must accept them. */
function oidcFaults({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, AUTH_JWT_ISSUER: accepted }: Given) {
  if ((issuer === undefined) !== (clientId === undefined))
    return ['OIDC_ISSUER, OIDC_CLIENT_ID: give both, or neither'];
  return issuer === undefined || issuer === accepted
    ? []
    : ['OIDC_ISSUER: is not AUTH_JWT_ISSUER, so the API would refuse the tokens that the console gets'];
}

function toConfig(env: Env) {
  const sandbox = sandboxOn(env);
  // In the sandbox nobody shall wait, if the environment does not say otherwise.
  const times = sandbox ? 1000 : 1;
  const wechatSandbox = `http://localhost:${env.PORT + 1}`;
  const eloquaSandbox = `http://localhost:${env.PORT + 2}`;
  const eloquaLogin = env.ELOQUA_LOGIN_URL ?? (sandbox ? eloquaSandbox : 'https://login.eloqua.com');
  const wechatOpen = env.WECHAT_OPEN_URL ?? (sandbox ? wechatSandbox : 'https://open.weixin.qq.com');
  return {
    production: isProduction(env),
    sandbox,
    /** Whether a browser that opens `/graphql` gets GraphiQL, which is large, also without a token. */
    graphiql: env.GRAPHIQL ?? !isProduction(env),
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    /** Unset: an embedded PostgreSQL in the data folder. */
    databaseUrl: env.DATABASE_URL,
    /** The same database with a login for callers' transactions. Unset: the one that `migrate` makes. */
    databaseCallerUrl: env.DATABASE_CALLER_URL,
    /** Unset: a key ring is created and stored in the data folder. */
    secretKeys: env.SECRET_KEYS,
    auth: {
      /** Unset: the development issuer, whose key is in the data folder. */
      external:
        env.AUTH_JWT_ISSUER && env.AUTH_JWKS_URL
          ? { issuer: env.AUTH_JWT_ISSUER, jwksUrl: env.AUTH_JWKS_URL }
          : null,
      audience: env.AUTH_JWT_AUDIENCE,
    },
    wechat: {
      appId: env.WECHAT_COMPONENT_APP_ID ?? SANDBOX_COMPONENT.appId,
      appSecret: env.WECHAT_COMPONENT_APP_SECRET ?? SANDBOX_COMPONENT.appSecret,
      token: env.WECHAT_COMPONENT_TOKEN ?? SANDBOX_COMPONENT.token,
      aesKey: env.WECHAT_COMPONENT_AES_KEY ?? SANDBOX_COMPONENT.aesKey,
      previousAesKey: env.WECHAT_COMPONENT_AES_KEY_PREVIOUS,
      apiUrl: env.WECHAT_API_URL ?? (sandbox ? wechatSandbox : 'https://api.weixin.qq.com'),
      mpUrl: env.WECHAT_MP_URL ?? (sandbox ? wechatSandbox : 'https://mp.weixin.qq.com'),
      openUrl: wechatOpen,
    },
    eloqua: {
      appId: env.ELOQUA_APP_ID ?? SANDBOX_APP.appId,
      clientId: env.ELOQUA_CLIENT_ID ?? SANDBOX_APP.clientId,
      clientSecret: env.ELOQUA_CLIENT_SECRET ?? SANDBOX_APP.clientSecret,
      loginUrl: eloquaLogin,
    },
    /** How people are told by mail what needs them; null: they are not. */
    mail:
      env.MAIL_URL && env.MAIL_FROM
        ? { url: env.MAIL_URL, from: env.MAIL_FROM, operator: env.MAIL_OPERATOR ?? null }
        : null,
    console: {
      /** The provider with which a person signs in who opens the console directly. Null: they come from Eloqua. */
      oidc:
        env.OIDC_ISSUER && env.OIDC_CLIENT_ID
          ? { issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID, scope: env.OIDC_SCOPE }
          : null,
      /** Where the sandbox's phone and its Eloqua are; null where the sandbox is off. */
      sandboxes: sandbox ? { wechat: new URL(wechatOpen).origin, eloqua: new URL(eloquaLogin).origin } : null,
    },
    /** Sources for `frame-ancestors`: whose pages may show the console, and the pages for Eloqua, in a frame. */
    frameAncestors: env.FRAME_ANCESTORS ?? [
      ...['https://*.eloqua.com', new URL(eloquaLogin).origin],
      ...(sandbox ? [new URL(wechatOpen).origin, "'self'"] : []),
    ],
    accountsPerOpenPlatform: env.ACCOUNTS_PER_OPEN_PLATFORM,
    /** The address that is listened on. */
    host: env.HOST ?? (isProduction(env) ? '::' : '127.0.0.1'),
    /** Addresses of proxies whose `X-Forwarded-For` counts. */
    trustProxy: env.TRUST_PROXY ?? false,
    /** How a process stops. In production operations have the time that they may take. */
    stop: {
      drainMs: 1000 * (env.DRAIN_SECONDS ?? (isProduction(env) ? 5 : 0)),
      finishMs: isProduction(env) ? 10_000 : 3500,
    },
    /** Exact origins whose pages may call the API. */
    corsOrigins: env.CORS_ORIGINS ?? [],
    sockets: {
      perCaller: env.SOCKETS_PER_CALLER ?? 100 * times,
      perAddress: env.SOCKETS_PER_ADDRESS ?? 1000 * times,
      subscriptionsPerCaller: 10 * (env.SOCKETS_PER_CALLER ?? 100 * times),
    },
    /** What one caller may spend. */
    quota: {
      bucket: env.COST_BUCKET ?? 2000 * times,
      restorePerSecond: env.COST_RESTORE_PER_SECOND ?? 100 * times,
    },
    /** A JSON file of documents that clients may name by id. */
    trustedDocuments: env.TRUSTED_DOCUMENTS,
    /** Whether no other document is executed. */
    trustedDocumentsOnly: env.TRUSTED_DOCUMENTS_ONLY ?? false,
    /** Unset: who asks from near may read `/metrics`. */
    metricsToken: env.METRICS_TOKEN,
    /** Of a worker. Unset: none. */
    healthPort: env.HEALTH_PORT,
    /** Null: nothing is traced. */
    traces: env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, share: env.OTEL_TRACES_SAMPLER_ARG }
      : null,
    /** In a terminal, log only what a user must act on. */
    logLevel: env.LOG_LEVEL ?? (isProduction(env) ? 'info' : 'warn'),
  };
}
