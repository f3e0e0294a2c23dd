/** Every prerequisite of a deployment, with what to do where one is missing. Needs no server that runs; changes nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { type Config, ConfigError, loadConfig, loadMigrateConfig } from '../../config.ts';
import type { DataFolder } from '../../data-folder.ts';
import { findEmbeddedPostgres } from '../../embedded-postgres/find.ts';
import { fail, ok, skipped } from '../finding.ts';
import { trustedDocumentsFinding } from '../trusted-documents.ts';
import { type Check, named } from './check.ts';
import { databaseChecks } from './database.checks.ts';
import { mailCheck } from './mail.checks.ts';
import { publicAddressChecks } from './public-address.checks.ts';
import { identityChecks, vendorChecks } from './vendors.checks.ts';
import { wechatAddresses } from './wechat.checks.ts';

/** @param platformAddresses what must be entered at the marketing platform, by the names that its console has */
export async function runDoctor(
  env: NodeJS.ProcessEnv,
  folder: DataFolder,
  platformAddresses: (config: Config) => Readonly<Record<string, string>>,
): Promise<Check[]> {
  const [config, faults] = readConfig(env);
  const database = await databaseOf(env, folder, config);
  if (!config) return [nodeCheck(), ...faults, ...database];
  const [address, vendors, identity, mail] = await Promise.all([
    publicAddressChecks(config),
    vendorChecks(config),
    identityChecks(config),
    mailCheck(config),
  ]);
  return [
    ...[nodeCheck(), named('configuration', ok('All variables are valid.'))],
    ...[...database, ...address, ...vendors, ...identity, mail],
    named('trusted-documents', trustedDocumentsFinding(config)),
    wechatAddresses(config),
    {
      ...named('eloqua.app', config.sandbox ? skipped(IN_THE_SANDBOX) : ok(AT_ELOQUA)),
      values: platformAddresses(config),
    },
  ];
}

const AT_ELOQUA = 'Enter these values in Eloqua, under AppCloud Developer, for the app.';
const IN_THE_SANDBOX = 'The sandbox knows these values. Without it, they are entered in AppCloud Developer.';

/** An older version does not come so far. */
const nodeCheck = (): Check => named('node', ok(`Node.js ${process.versions.node}.`));

function readConfig(env: NodeJS.ProcessEnv): [Config | null, Check[]] {
  try {
    return [loadConfig(env), []];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const cure = 'The table of settings in docs/operations.md says what it must be.';
    return [null, error.faults.map((fault) => named('configuration', fail(`${fault}.`, cure)))];
  }
}

async function databaseOf(
  env: NodeJS.ProcessEnv,
  folder: DataFolder,
  config: Config | null,
): Promise<Check[]> {
  let known: ReturnType<typeof loadMigrateConfig>;
  try {
    known = loadMigrateConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return [];
    throw error;
  }
  const url =
    known.databaseUrl ?? (config?.production ? null : await findEmbeddedPostgres(folder.file('postgres')));
  if (!url)
    return [
      named('database.reachable', skipped('DATABASE_URL is not set, and `npm start` does not run here.')),
    ];
  const secretKeys = config ? (config.secretKeys ?? keptKeys(folder)) : null;
  return databaseChecks({ url, callerUrl: known.databaseCallerUrl, config, secretKeys });
}

function keptKeys(folder: DataFolder): string | null {
  const file = folder.file('secret-keys');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
