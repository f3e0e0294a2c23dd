/** What a Qiao without the sandbox needs to know of WeChat and Eloqua. */
export const VENDORS = {
  WECHAT_COMPONENT_APP_ID: 'wx0123456789abcdef',
  WECHAT_COMPONENT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WECHAT_COMPONENT_TOKEN: 'callbackToken',
  WECHAT_COMPONENT_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  ELOQUA_APP_ID: '01234567-89ab-cdef-0123-456789abcdef',
  ELOQUA_CLIENT_ID: '0123456789abcdef',
  ELOQUA_CLIENT_SECRET: 'client-secret',
};

/** All that production demands. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://qiao:secret@db/qiao',
  PUBLIC_URL: 'https://qiao.example.com',
  SECRET_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  AUTH_JWT_ISSUER: 'https://id.example.com',
  AUTH_JWKS_URL: 'https://id.example.com/keys',
  ...VENDORS,
};
