/** Whether Qiao can work with the database of `DATABASE_URL`. */
import type pg from 'pg';
import { MIGRATION_NAMES } from '../migrations.ts';
import { withConnection } from './connecting.ts';
import { type DatabaseFacts, readFacts } from './database.facts.ts';
import {
  clockFinding,
  emptyFinding,
  encodingFinding,
  extensionFinding,
  migrationsFinding,
  ownerFinding,
  roleFinding,
  rolesFinding,
  schemaFinding,
  standbyFinding,
  tablesFinding,
  versionFinding,
} from './database.findings.ts';
import { type Finding, stopIfAnyFails } from './finding.ts';

/** What every process needs, by the name of the check. */
export const databaseFindings = (facts: DatabaseFacts): Record<string, Finding> => ({
  version: versionFinding(facts),
  standby: standbyFinding(facts),
  role: roleFinding(facts),
  encoding: encodingFinding(facts),
  schema: schemaFinding(facts),
  tables: tablesFinding(facts),
});

export const migrateFindings = (facts: DatabaseFacts, hasCallerUrl: boolean): Record<string, Finding> => ({
  owner: ownerFinding(facts),
  empty: emptyFinding(facts),
  extension: extensionFinding(facts),
  roles: rolesFinding(facts, hasCallerUrl),
});

/** @throws {Obstacle} before anything is changed, if migrations could not run */
export async function checkBeforeMigration(client: pg.Client, callerUrl?: string): Promise<void> {
  const facts = await readFacts(client);
  const all = { ...databaseFindings(facts), ...migrateFindings(facts, callerUrl !== undefined) };
  stopIfAnyFails(Object.values(all));
}

/**
 * @throws {Obstacle} if a server or worker could not work with it
 * @returns what its operator should look at
 */
export async function checkBeforeStart(url: string): Promise<readonly Finding[]> {
  const facts = await withConnection(url, readFacts);
  const all = [
    ...Object.values(databaseFindings(facts)),
    migrationsFinding(facts, MIGRATION_NAMES),
    clockFinding(facts),
  ];
  stopIfAnyFails(all);
  return all.filter(({ result }) => result === 'WARN');
}
