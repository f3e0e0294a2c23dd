import { randomBytes } from 'node:crypto';
import type { TokenIssuer } from '../modules/callers/token-issuer.port.ts';
import type { Environment } from './compose.ts';
import type { Config } from './config.ts';
import type { DataFolder } from './data-folder.ts';
import { DevelopmentIssuer } from './development-issuer.ts';
import { publishedIssuer } from './published-issuer.ts';

/** Takes from the data folder what the configuration does not set. Only development may do so. */
export async function resolveEnvironment(
  config: Config,
  folder: DataFolder,
  databaseUrl: string,
): Promise<Environment> {
  return {
    databaseUrl,
    databaseCallerUrl: config.databaseCallerUrl,
    secretKeys: config.secretKeys ?? folder.keep('secret-keys', newKeyRing),
    issuer: await issuerOf(config, folder),
  };
}

async function issuerOf(config: Config, folder: DataFolder): Promise<TokenIssuer> {
  const { external, audience } = config.auth;
  if (external) return publishedIssuer(external.issuer, audience, external.jwksUrl);
  return (await DevelopmentIssuer.open(folder, audience)).trusted();
}

const newKeyRing = (): string => `development:${randomBytes(32).toString('base64')}`;
