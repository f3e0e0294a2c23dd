import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig, loadMigrateConfig } from '../../src/app/config.ts';
import { PRODUCTION } from '../kit/production.ts';

/** The faults of an environment; empty when it is accepted. */
function faults(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults;
  }
}

const variables = (env: Record<string, string>) => faults(env).map((fault) => fault.split(':')[0]);

describe('a development machine', () => {
  test('needs no variable at all', () => {
    expect(loadConfig({})).toMatchObject({
      production: false,
      sandbox: true,
      graphiql: true,
      port: 4000,
      publicUrl: 'http://localhost:4000',
      databaseUrl: undefined,
      auth: { external: null, audience: 'qiao' },
      wechat: { apiUrl: 'http://localhost:4001' },
      eloqua: { loginUrl: 'http://localhost:4002' },
      accountsPerOpenPlatform: 5,
    });
  });

  test('treats an empty variable as unset', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '', SANDBOX: '' })).toEqual(loadConfig({}));
  });

  test('may do without GraphiQL', () => {
    expect(loadConfig({ GRAPHIQL: 'false' }).graphiql).toBe(false);
  });

  test('gets its issuer whole or not at all', () => {
    expect(variables({ AUTH_JWT_ISSUER: 'https://id.example.com' })).toEqual([
      'AUTH_JWT_ISSUER, AUTH_JWKS_URL',
    ]);
    expect(variables({ AUTH_JWKS_URL: 'https://id.example.com/keys' })).toEqual([
      'AUTH_JWT_ISSUER, AUTH_JWKS_URL',
    ]);
  });

  test('without the sandbox needs a component and an app', () => {
    expect(variables({ SANDBOX: 'false' })).toEqual([
      'WECHAT_COMPONENT_APP_ID',
      'WECHAT_COMPONENT_APP_SECRET',
      'WECHAT_COMPONENT_TOKEN',
      'WECHAT_COMPONENT_AES_KEY',
      'ELOQUA_APP_ID',
      'ELOQUA_CLIENT_ID',
      'ELOQUA_CLIENT_SECRET',
    ]);
  });
});

describe('the console', () => {
  test('is framed by Eloqua, in the sandbox by the sandbox too, or by whom FRAME_ANCESTORS names', () => {
    const [development, production] = [loadConfig({}), loadConfig(PRODUCTION)];
    expect(production.frameAncestors).toEqual(['https://*.eloqua.com', 'https://login.eloqua.com']);
    expect(development.frameAncestors).toEqual([
      ...['https://*.eloqua.com', 'http://localhost:4002', 'http://localhost:4001', "'self'"],
    ]);
    const env = {
      ...PRODUCTION,
      FRAME_ANCESTORS: "https://eloqua.example.com:8443, https://*.example.org,'self'",
    };
    expect(loadConfig(env).frameAncestors).toEqual([
      ...['https://eloqua.example.com:8443', 'https://*.example.org', "'self'"],
    ]);
  });

  test.each([
    '*',
    'https://*',
    "https://a.example; script-src 'unsafe-inline'",
    'https://a.example/path',
    ',',
  ])('is not framed by “%s”', (value) =>
    expect(variables({ FRAME_ANCESTORS: value })[0]).toMatch(/^FRAME_ANCESTORS/),
  );

  test('signs people in with the issuer of the API only, which is named whole or not at all', () => {
    const own = { OIDC_ISSUER: 'https://id.example.com', OIDC_CLIENT_ID: 'console' };
    expect(loadConfig(PRODUCTION).console).toEqual({ oidc: null, sandboxes: null });
    expect(loadConfig({ ...PRODUCTION, ...own }).console.oidc).toEqual({
      ...{ issuer: 'https://id.example.com', clientId: 'console', scope: 'openid' },
    });
    const other = { ...own, OIDC_ISSUER: 'https://other.example.com' };
    expect(faults({ ...PRODUCTION, ...other })).toEqual([
      expect.stringContaining('OIDC_ISSUER: is not AUTH_JWT'),
    ]);
    for (const [name, value] of Object.entries(own))
      expect(variables({ ...PRODUCTION, [name]: value })).toEqual(['OIDC_ISSUER, OIDC_CLIENT_ID']);
  });

  test('asks for the scopes of OIDC_SCOPE, one of which is openid', () => {
    const own = { ...PRODUCTION, OIDC_ISSUER: PRODUCTION.AUTH_JWT_ISSUER, OIDC_CLIENT_ID: 'console' };
    for (const scope of ['openid offline_access', 'offline_access openid api://qiao/.default'])
      expect(loadConfig({ ...own, OIDC_SCOPE: scope }).console.oidc).toMatchObject({ scope });
    for (const scope of ['offline_access', 'openid2', 'openid  email', 'openid,email', ' openid', 'openid "'])
      expect(variables({ ...own, OIDC_SCOPE: scope })).toEqual(['OIDC_SCOPE']);
  });

  test('has an issuer of its own, whose name no other has', () => {
    expect(variables({ ...PRODUCTION, AUTH_JWT_ISSUER: 'qiao' })).toEqual(['AUTH_JWT_ISSUER']);
  });
});

describe('mail', () => {
  const mail = { MAIL_URL: 'smtps://qiao:secret@smtp.example.com', MAIL_FROM: 'Qiao <qiao@example.com>' };

  test('is sent only if a server and a sender are named', () => {
    expect(loadConfig({}).mail).toBeNull();
    expect(loadConfig(mail).mail).toEqual({
      ...{ url: mail.MAIL_URL, from: mail.MAIL_FROM, operator: null },
    });
    expect(faults({ MAIL_URL: mail.MAIL_URL })).toEqual(['MAIL_FROM: is required with MAIL_URL']);
  });

  test.each([
    ['MAIL_URL', 'https://smtp.example.com'],
    ['MAIL_URL', 'smtp://'],
    ['MAIL_URL', 'smtps://qiao:50%@smtp.example.com'],
    ['MAIL_FROM', 'Qiao'],
    ['MAIL_FROM', 'Qiao <qiao@example.com>\nBcc: <a@example.com>'],
    ['MAIL_OPERATOR', 'a@example.com, b@example.com'],
  ])('%s=%s is refused', (name, value) => {
    expect(variables({ ...mail, [name]: value })).toEqual([name]);
  });
});

describe('production', () => {
  test('is content with what it demands, and talks to WeChat and Eloqua themselves', () => {
    expect(loadConfig(PRODUCTION)).toMatchObject({
      production: true,
      stop: { drainMs: 5000, finishMs: 10_000 },
      sandbox: false,
      graphiql: false,
      wechat: {
        apiUrl: 'https://api.weixin.qq.com',
        mpUrl: 'https://mp.weixin.qq.com',
        openUrl: 'https://open.weixin.qq.com',
      },
      eloqua: { loginUrl: 'https://login.eloqua.com' },
    });
  });

  test.each(Object.keys(PRODUCTION).filter((name) => name !== 'NODE_ENV'))(
    'has no default for %s',
    (name) => {
      expect(variables({ ...PRODUCTION, [name]: '' })).toEqual([name]);
    },
  );

  test('tells of everything that is missing at once', () => {
    expect(variables({ NODE_ENV: 'production' }).toSorted()).toEqual(
      Object.keys(PRODUCTION)
        .filter((name) => name !== 'NODE_ENV')
        .toSorted(),
    );
  });

  test('shows GraphiQL if it is told to', () => {
    expect(loadConfig({ ...PRODUCTION, GRAPHIQL: 'true' }).graphiql).toBe(true);
  });

  test('refuses the sandbox', () => {
    expect(faults({ ...PRODUCTION, SANDBOX: 'true' })).toEqual(['SANDBOX: is refused in production']);
  });
});

describe('migrations', () => {
  test('need the database only, also in production', () => {
    const databaseUrl = 'postgres://qiao:secret@db/qiao';
    expect(loadMigrateConfig({ NODE_ENV: 'production', DATABASE_URL: databaseUrl, PORT: 'abc' })).toEqual({
      ...{ databaseUrl, databaseCallerUrl: undefined, accountsPerOpenPlatform: 5 },
    });
  });

  test('are told of a wrong value, and never its text', () => {
    expect(() => loadMigrateConfig({ DATABASE_URL: 'mysql://secret' })).toThrow(
      'DATABASE_URL: must be a URL such as',
    );
    expect(() => loadMigrateConfig({ DATABASE_URL: 'mysql://secret' })).not.toThrow('secret');
  });
});

const WRONG = {
  PORT: 'secret-port',
  PUBLIC_URL: 'ftp://secret-url',
  DATABASE_URL: 'mysql://user:secret-password@db/qiao',
  AUTH_JWKS_URL: 'secret jwks',
  WECHAT_COMPONENT_APP_ID: 'wx-secret-app-id',
  WECHAT_COMPONENT_TOKEN: 'secret token with spaces',
  WECHAT_COMPONENT_AES_KEY: 'secret-aes-key',
  WECHAT_COMPONENT_AES_KEY_PREVIOUS: 'secret-previous-aes-key',
  WECHAT_API_URL: 'secret-api-url',
  ELOQUA_APP_ID: 'secret-app',
  ELOQUA_LOGIN_URL: 'secret-login-url',
  ACCOUNTS_PER_OPEN_PLATFORM: '0.5secret',
  LOG_LEVEL: 'secret-level',
  SECRET_KEYS: 'k1:secret-key',
  METRICS_TOKEN: 'secret-token',
  HEALTH_PORT: 'secret-port',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'secret-endpoint',
  OTEL_TRACES_SAMPLER_ARG: 'secret-share',
  SANDBOX: 'secret-flag',
  GRAPHIQL: 'secret-flag',
};

describe('wrong values', () => {
  test('are all told at once, by the names of their variables', () => {
    const missing = [
      'AUTH_JWT_ISSUER, AUTH_JWKS_URL',
      'WECHAT_COMPONENT_APP_SECRET',
      'ELOQUA_CLIENT_ID',
      'ELOQUA_CLIENT_SECRET',
    ];
    expect(variables(WRONG).toSorted()).toEqual([...Object.keys(WRONG), ...missing].toSorted());
  });

  test('are told together with what is missing', () => {
    const { DATABASE_URL: _missing, ...rest } = PRODUCTION;
    expect(variables({ ...rest, PORT: 'secret-port' }).toSorted()).toEqual(['DATABASE_URL', 'PORT']);
  });

  test('are never printed, neither in the message nor in the stack', () => {
    expect.assertions(3);
    try {
      loadConfig(WRONG);
    } catch (error) {
      expect(String(error)).not.toMatch(/secret/);
      expect((error as Error).stack).not.toMatch(/secret-|secret /);
      expect(JSON.stringify(error)).not.toMatch(/secret/);
    }
  });

  test.each([
    ['PORT', '65534'],
    ['PORT', '-1'],
    ['PORT', 'abc'],
    ['PORT', '6000'],
    ['PORT', '5999'],
    ['PORT', '10080'],
    ['NODE_ENV', 'prod'],
    ['PUBLIC_URL', 'https://qiao.example.com/?tenant=1'],
    ['TRUST_PROXY', 'proxy.example.com'],
    ['PUBLIC_URL', 'https://somebody:secret@qiao.example.com'],
    ['TRUST_PROXY', '10.0.0.1,10.0.0.0/8/8'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['ACCOUNTS_PER_OPEN_PLATFORM', '0'],
    ['ACCOUNTS_PER_OPEN_PLATFORM', '1001'],
    ['WECHAT_COMPONENT_APP_ID', 'wx0123456789ABCDEF'],
    ['WECHAT_COMPONENT_TOKEN', 'ab'],
    ['WECHAT_COMPONENT_AES_KEY', 'a'.repeat(42)],
  ])('%s=%s is refused', (name, value) => {
    expect(variables({ [name]: value })).toEqual([name]);
  });

  test('DATABASE_URL may ask for TLS as providers write it, which pg would comment on in ten lines', () => {
    const url = (mode: string) => loadConfig({ DATABASE_URL: `postgres://qiao@db/qiao?${mode}` }).databaseUrl;
    const checked = 'postgres://qiao@db/qiao?sslmode=verify-full';
    for (const mode of ['require', 'prefer', 'verify-ca', 'verify-full'])
      expect(url(`sslmode=${mode}`)).toBe(checked);
    expect(url('sslmode=require&sslrootcert=ca.pem')).toBe(`${checked}&sslrootcert=ca.pem`);
    expect(url('sslmode=disable')).toMatch(/\?sslmode=disable$/);
    expect(url('uselibpqcompat=true&sslmode=require')).toMatch(/=require$/);
  });

  test('may end with slashes', () => {
    expect(loadConfig({ PUBLIC_URL: 'https://qiao.example.com/qiao//' }).publicUrl).toBe(
      'https://qiao.example.com/qiao',
    );
  });

  test('say in words what is wrong', () => {
    const words = (port: string) => expect(() => loadConfig({ PORT: port }));
    words('abc').toThrow('PORT: must be a whole number from 0 to 65533');
    words('65534').toThrow('PORT: must be a whole number from 0 to 65533');
    words('6000').toThrow('PORT: browsers refuse to call port 6000');
    words('5999').toThrow('PORT: browsers refuse to call port 6000, of the sandbox');
  });

  test('with where the variables are explained', () => {
    expect(() => loadConfig({ NODE_ENV: 'prod' })).toThrow(
      /NODE_ENV: must be production or development\n.*docs/,
    );
  });

  test('say which key of the ring is wrong', () => {
    const ring = `${PRODUCTION.SECRET_KEYS},k2:c2hvcnQ=`;
    expect(faults({ ...PRODUCTION, SECRET_KEYS: ring })).toEqual([
      'SECRET_KEYS: key 2 of the ring is not "id:" and 32 bytes in base64: it has 5 bytes (`openssl rand -base64 32` makes a key)',
    ]);
  });

  test('are not in the ports of a sandbox that is off', () => {
    expect(loadConfig({ ...PRODUCTION, PORT: '5999' }).port).toBe(5999);
  });
});

test('the token of the component may have an underscore and a dash', () => {
  expect(loadConfig({ WECHAT_COMPONENT_TOKEN: 'my_to-ken' }).wechat).toMatchObject({ token: 'my_to-ken' });
});

test('the result cannot be changed afterwards', () => {
  expect(Object.isFrozen(loadConfig({}))).toBe(true);
});
