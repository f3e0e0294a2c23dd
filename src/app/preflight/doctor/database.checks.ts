import type pg from 'pg';
import { KeyRing } from '../../../kernel/secrets.ts';
import type { Config } from '../../config.ts';
import { type OpenDatabase, openDatabase } from '../../database.ts';
import { MIGRATION_NAMES } from '../../migrations.ts';
import { withConnection } from '../connecting.ts';
import { readFacts } from '../database.facts.ts';
import { clockFinding, migrationsFinding } from '../database.findings.ts';
import { databaseFindings, migrateFindings } from '../database.ts';
import { explain } from '../explain.ts';
import { type Finding, fail, Obstacle, ok, skipped } from '../finding.ts';
import { keyRingFinding } from '../key-ring.ts';
import { allNamed, type Check, named } from './check.ts';
import { wechatChecks } from './wechat.checks.ts';
import { workerChecks } from './worker.checks.ts';

/** What is left out of the configuration is not checked. */
interface Known {
  readonly url: string;
  readonly callerUrl: string | undefined;
  readonly config: Config | null;
  /** Null: there is no key ring yet. */
  readonly secretKeys: string | null;
}

/** Everything that the database shows. Changes nothing. */
export async function databaseChecks(known: Known): Promise<Check[]> {
  try {
    return await withConnection(known.url, (client) => examine(client, known));
  } catch (error) {
    return [named('database.reachable', findingOf(error))];
  }
}

async function examine(client: pg.Client, { url, callerUrl, config, secretKeys }: Known): Promise<Check[]> {
  const facts = await readFacts(client);
  const fits = databaseFindings(facts);
  const migrations = migrationsFinding(facts, MIGRATION_NAMES);
  const checks = [
    named('database.reachable', ok(`The database “${facts.database}” lets the role “${facts.role}” in.`)),
    ...allNamed('database', { ...fits, ...migrateFindings(facts, callerUrl !== undefined), migrations }),
    named('clock.database', clockFinding(facts)),
  ];
  if ([...Object.values(fits), migrations].some(({ result }) => result === 'FAIL')) return checks;
  return [
    ...checks,
    ...(await openedChecks(url, callerUrl, secretKeys)),
    ...(config ? await wechatChecks(client, config.wechat.appId) : []),
    ...(await workerChecks(client)),
  ];
}

/** As servers open it: the login of callers, the isolation of tenants, the key ring. */
async function openedChecks(url: string, callerUrl: string | undefined, secretKeys: string | null) {
  try {
    const database = await openDatabase(url, callerUrl);
    try {
      return allNamed('database', {
        callers: ok('The login of callers works, and tenants are kept apart.'),
        'key-ring': await ringFinding(database.orm, secretKeys),
      });
    } finally {
      await database.close();
    }
  } catch (error) {
    return [named('database.callers', findingOf(error))];
  }
}

async function ringFinding(orm: OpenDatabase['orm'], secretKeys: string | null): Promise<Finding> {
  if (secretKeys === null) return skipped('There is no key ring yet.');
  try {
    return await keyRingFinding(orm, KeyRing.parse(secretKeys));
  } catch (error) {
    return findingOf(error);
  }
}

/** One check that cannot be made must not cost the others. */
function findingOf(error: unknown): Finding {
  if (error instanceof Obstacle) return error.finding;
  const says = explain(error);
  // It says what to do itself.
  if (says !== null) return { result: 'FAIL', says };
  const message = error instanceof Error ? error.message : String(error);
  return fail(`This could not be checked: ${message}.`, 'Please report it: it is a defect of Qiao.');
}
