import { isIP } from 'node:net';
import { z } from 'zod';
import { KeyRing, SecretsFault } from '../kernel/secrets.ts';
import { OWN_ISSUER } from '../modules/callers/token-issuer.port.ts';

const flag = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .transform((value) => value === 'true' || value === '1');
/** Names of networks, as Fastify has them. */
const NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];
const isNetwork = (text: string): boolean => {
  if (NETWORKS.includes(text)) return true;
  const [address = '', bits = '0', ...more] = text.split('/');
  const most = isIP(address) === 4 ? 32 : 128;
  return isIP(address) > 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
};
const url = z
  .url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' })
  .refine((value) => !URL.parse(value)?.username, 'must have no user and no password')
  .transform((value) => value.replace(/\/+$/, ''));
/**
 * pg takes the modes that providers write for `verify-full` too, but each process would print ten lines about what a later
 * version will do. Who asks for another meaning (`uselibpqcompat`) gets it.
 */
function withPlainTls(value: string): string {
  return value.includes('uselibpqcompat=')
    ? value
    : value.replace(/([?&]sslmode=)(prefer|require|verify-ca)(?=&|$)/, '$1verify-full');
}
/** Whether user and password of a URL can be read; true of what is no URL. */
const isPercentEncoded = (value: string): boolean => {
  const { username = '', password = '' } = URL.parse(value) ?? {};
  try {
    return decodeURIComponent(`${username}:${password}`) !== '';
  } catch {
    return false;
  }
};
const databaseUrl = z
  .url({
    protocol: /^postgres(ql)?$/,
    error: 'must be a URL such as postgres://user:password@host:5432/database',
  })
  .transform(withPlainTls);
const aesKey = z.string().regex(/^[A-Za-z0-9]{43}$/, 'must have 43 letters and digits');
const keyRing = z.string().superRefine((value, ctx) => {
  try {
    KeyRing.parse(value);
  } catch (error) {
    if (!(error instanceof SecretsFault)) throw error;
    ctx.addIssue({ code: 'custom', message: `${error.message} (\`openssl rand -base64 32\` makes a key)` });
  }
});
const text = z.string().min(1);
const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(error).int(error).min(min, error).max(max, error);
};
/** Of `frame-ancestors`: a scheme and a host, which may begin with `*.`, and perhaps a port. */
const FRAMING_HOST = /^(https?:\/\/(\*\.)?[\w-]+(\.[\w-]+)*(:(\d+|\*))?|'self'|'none')$/;
/** An address, which may have a name before it. */
const MAILBOX = /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;
/** Of OAuth 2: any visible characters but quotes and backslashes. */
const SCOPES = /^(?=(.* )?openid( |$))[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;
/** Separated by commas. */
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/**
 * @param meaning for the table in docs/operations.md, one or two sentences
 * @param unset what happens without it
 */
const variable = <T extends z.ZodType>(schema: T, meaning: string, unset: string): T =>
  schema.meta({ description: meaning, unset });

const SHARE = 'must be a number from 0 to 1';
const PRODUCTION = 'required in production';

/** Every environment variable that Qiao reads, and what its value must be. */
export const Variables = z.object({
  NODE_ENV: variable(
    // Not any name: who writes `prod` would get the sandbox, and tokens for development.
    z.enum(['production', 'development', 'test'], 'must be production or development').default('development'),
    '`production`: no sandbox, and no defaults for secrets.',
    '`development`',
  ),
  PORT: variable(
    whole(0, 65_533).default(4000),
    'The port of the API; 0 is any free one. The sandbox uses the two after it.',
    '4000',
  ),
  HOST: variable(text.optional(), 'The address to listen on.', 'all in production; else `127.0.0.1`'),
  PUBLIC_URL: variable(
    url.refine((value) => !/[?#]/.test(value), 'must have neither `?` nor `#`').optional(),
    'The address by which browsers, WeChat and Eloqua reach Qiao, with `https` and the path of a proxy if there is one.',
    `${PRODUCTION}; else \`http://localhost:PORT\``,
  ),
  TRUST_PROXY: variable(
    list
      .pipe(
        z.array(
          z.string().refine(isNetwork, 'must have addresses or networks such as 10.0.0.5 or 10.0.0.0/8'),
        ),
      )
      .optional(),
    'Addresses or networks of proxies, separated by commas, whose `X-Forwarded-For` and `X-Forwarded-Proto` count.',
    'none',
  ),
  DRAIN_SECONDS: variable(
    whole(0, 300).optional(),
    'How many seconds a server that is told to stop goes on to serve, while `/readyz` answers 503.',
    '5 in production, else 0',
  ),
  DATABASE_URL: variable(
    databaseUrl.optional(),
    'The database, with the role that owns it.',
    `${PRODUCTION}; else \`npm start\` runs its own PostgreSQL in \`.data/\``,
  ),
  DATABASE_CALLER_URL: variable(
    databaseUrl.optional(),
    'The same database with the login of callers, if a DBA has made it.',
    '`npm run migrate` makes the login',
  ),
  ACCOUNTS_PER_OPEN_PLATFORM: variable(
    whole(1, 1000).default(5),
    'How many official accounts WeChat lets one open platform have. `npm run migrate` stores it.',
    '5',
  ),
  SECRET_KEYS: variable(
    keyRing.optional(),
    'The key ring: `id:key`, separated by commas, each key 32 bytes in base64. The first one seals, all open.',
    `${PRODUCTION}; else made and kept in \`.data/\``,
  ),
  AUTH_JWT_ISSUER: variable(
    text
      .refine((issuer) => issuer !== OWN_ISSUER, `must not be \`${OWN_ISSUER}\`, the name of Qiao itself`)
      .optional(),
    'The issuer (`iss`) of the bearer tokens of users.',
    `${PRODUCTION}; else Qiao issues tokens for development`,
  ),
  AUTH_JWKS_URL: variable(url.optional(), 'Where the public keys of that issuer are.', 'as AUTH_JWT_ISSUER'),
  AUTH_JWT_AUDIENCE: variable(text.default('qiao'), 'The audience (`aud`) that tokens must have.', '`qiao`'),
  OIDC_ISSUER: variable(
    z.url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' }).optional(),
    'The provider with which people sign in who open the console directly; the same as AUTH_JWT_ISSUER.',
    'people come from Eloqua',
  ),
  OIDC_CLIENT_ID: variable(
    text.optional(),
    "The console's client id at that provider: a public client with PKCE.",
    'as OIDC_ISSUER',
  ),
  OIDC_SCOPE: variable(
    z.string().regex(SCOPES, 'must be scopes separated by one space, one of them `openid`').default('openid'),
    'What the console asks that provider for. Entra ID, Okta and Auth0 give a refresh token only for `openid offline_access`; without one, people sign in again when their token ends.',
    '`openid`',
  ),
  WECHAT_COMPONENT_APP_ID: variable(
    z
      .string()
      .regex(/^wx[0-9a-f]{16}$/, 'must be `wx` and 16 hexadecimal digits')
      .optional(),
    'The AppID of the third-party platform (the component) at open.weixin.qq.com.',
    'required without the sandbox',
  ),
  WECHAT_COMPONENT_APP_SECRET: variable(text.optional(), 'Its AppSecret.', 'required without the sandbox'),
  WECHAT_COMPONENT_TOKEN: variable(
    z
      .string()
      .regex(/^[\w-]{3,32}$/, 'must have 3 to 32 letters, digits, `_` and `-`')
      .optional(),
    'The token by which messages are verified (消息校验Token).',
    'required without the sandbox',
  ),
  WECHAT_COMPONENT_AES_KEY: variable(
    aesKey.optional(),
    'The key by which messages are encrypted (消息加解密Key).',
    'required without the sandbox',
  ),
  WECHAT_COMPONENT_AES_KEY_PREVIOUS: variable(
    aesKey.optional(),
    'The key before it, while WeChat still uses both.',
    'none',
  ),
  WECHAT_API_URL: variable(url.optional(), "WeChat's API.", '`https://api.weixin.qq.com`'),
  WECHAT_MP_URL: variable(url.optional(), "WeChat's page with the QR code.", '`https://mp.weixin.qq.com`'),
  WECHAT_OPEN_URL: variable(
    url.optional(),
    "WeChat's page for a phone.",
    '`https://open.weixin.qq.com`; with the sandbox, all three are the sandbox',
  ),
  ELOQUA_APP_ID: variable(
    z
      .string()
      .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID with dashes')
      .transform((guid) => guid.toLowerCase())
      .optional(),
    'The id of the app in Eloqua.',
    'required without the sandbox',
  ),
  ELOQUA_CLIENT_ID: variable(text.optional(), 'Its client id.', 'required without the sandbox'),
  ELOQUA_CLIENT_SECRET: variable(text.optional(), 'Its client secret.', 'required without the sandbox'),
  ELOQUA_LOGIN_URL: variable(
    url.optional(),
    "Eloqua's sign-in.",
    '`https://login.eloqua.com`; with the sandbox, the sandbox',
  ),
  MAIL_URL: variable(
    z
      .url({
        protocol: /^smtps?$/,
        hostname: /.+/,
        error: 'must be a URL such as smtps://user:password@smtp.example.com:465',
      })
      .refine(isPercentEncoded, 'must have % as %25 in user and password')
      .optional(),
    'The mail server: `smtps://user:password@host:port`, or `smtp://…`, which is encrypted by STARTTLS.',
    'nobody is told by mail',
  ),
  MAIL_FROM: variable(
    z.string().regex(MAILBOX, 'must be an address such as `Qiao <qiao@example.com>`').optional(),
    'The sender of mails, for example `Qiao <qiao@example.com>`.',
    'required with MAIL_URL',
  ),
  MAIL_OPERATOR: variable(
    z.string().regex(MAILBOX, 'must be an address such as `operator@example.com`').optional(),
    'The address that is told by mail what only the operator of Qiao can correct.',
    'nobody is',
  ),
  CORS_ORIGINS: variable(
    list
      .pipe(
        z.array(z.url({ protocol: /^https?$/, error: 'must have origins such as https://app.example.com' })),
      )
      .transform((origins) => origins.map((origin) => new URL(origin).origin))
      .optional(),
    'Origins, separated by commas, whose pages may call the API.',
    'none; outside production `http://localhost:*`',
  ),
  FRAME_ANCESTORS: variable(
    list
      .pipe(
        z
          .array(z.string().regex(FRAMING_HOST, 'must have sources such as `https://*.example.com`'))
          .min(1, 'must have sources such as `https://*.example.com`'),
      )
      .optional(),
    'Who may show the console, and the pages for Eloqua, in a frame.',
    "Eloqua's hosts; with the sandbox, the sandbox too",
  ),
  SOCKETS_PER_CALLER: variable(
    whole(1, 1_000_000).optional(),
    'How many WebSockets one caller may have. Each may have 10 subscriptions on average.',
    '100; with the sandbox ×1000',
  ),
  SOCKETS_PER_ADDRESS: variable(
    whole(1, 1_000_000).optional(),
    'How many WebSockets may come from one address.',
    '1000; with the sandbox ×1000',
  ),
  COST_BUCKET: variable(
    whole(1000, 1_000_000).optional(),
    'How many points one caller may spend at once.',
    '2000; with the sandbox ×1000',
  ),
  COST_RESTORE_PER_SECOND: variable(
    whole(1, 100_000).optional(),
    'How many points come back each second.',
    '100; with the sandbox ×1000',
  ),
  TRUSTED_DOCUMENTS: variable(
    text.optional(),
    'A JSON file of documents that clients may name by id.',
    'none',
  ),
  TRUSTED_DOCUMENTS_ONLY: variable(flag.optional(), 'Whether no other document is executed.', 'false'),
  GRAPHIQL: variable(
    flag.optional(),
    'Whether a browser that opens `/graphql` gets GraphiQL.',
    'false in production, else true',
  ),
  LOG_LEVEL: variable(
    z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
      .optional(),
    '`debug`, `info`, `warn`, `error` or `silent`.',
    '`info` in production, else `warn`',
  ),
  METRICS_TOKEN: variable(
    z.string().min(16, 'must have at least 16 characters').optional(),
    'The bearer token that `/metrics` demands.',
    '`/metrics` answers requests from this machine and private networks that came through no proxy',
  ),
  HEALTH_PORT: variable(
    whole(1, 65_535).optional(),
    'The port on which a worker answers `/healthz`, `/readyz` and `/metrics`. A server does so on PORT.',
    'a worker listens on no port',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(
    url.optional(),
    'Where traces are sent by OTLP over HTTP: `/v1/traces` is added. `OTEL_EXPORTER_OTLP_HEADERS` and other variables of that exporter count too.',
    'nothing is traced',
  ),
  OTEL_TRACES_SAMPLER_ARG: variable(
    z.coerce.number(SHARE).min(0, SHARE).max(1, SHARE).default(1),
    'The share of operations and jobs that is traced, from 0 to 1. A client that sends `traceparent` can decide that its own is not.',
    '1',
  ),
  SANDBOX: variable(
    flag.optional(),
    'Whether WeChat and Eloqua are the sandbox. Refused in production.',
    'true outside production',
  ),
});

/** A table for the docs: each variable, what it means, and what happens without it. */
export function variableRows(): string[][] {
  return Object.entries(Variables.shape).map(([name, schema]) => {
    const { description = '', unset = '' } = schema.meta() ?? {};
    return [`\`${name}\``, description, String(unset)];
  });
}
