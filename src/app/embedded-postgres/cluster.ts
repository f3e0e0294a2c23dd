/** The data of the embedded PostgreSQL: created once, with its passwords next to it. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../data-folder.ts';
import { changeOwner, execute, ignore, type Place } from './place.ts';
import { isAlive, lastLines } from './process.ts';

export interface Passwords {
  superuser: string;
  owner: string;
}

/** Creates the cluster if it does not exist, and reads its passwords. */
export async function openCluster(place: Place, onCreating = () => {}): Promise<Passwords> {
  if (!existsSync(place.cluster)) await createCluster(place, onCreating);
  return readPasswords(place.cluster);
}

export const readPasswords = async (cluster: string): Promise<Passwords> =>
  JSON.parse(await fs.readFile(passwordFile(cluster), 'utf8')) as Passwords;

/**
 * The first process that renames its folder wins. A cluster that a killed process left half finished never has the name
 * `cluster`.
 */
async function createCluster(place: Place, onCreating: () => void): Promise<void> {
  await removeLeftovers(place.home);
  const aside = await fs.mkdtemp(join(place.home, `aside-${process.pid}-`));
  const cluster = join(aside, 'cluster');
  try {
    const passwords: Passwords = { superuser: newPassword(), owner: newPassword() };
    await fs.writeFile(join(aside, 'password'), passwords.superuser, { mode: 0o600 });
    await changeOwner(aside, place.identity, true);
    const created = initdb(place, aside);
    onCreating();
    await created;
    await fs.writeFile(passwordFile(cluster), JSON.stringify(passwords), { mode: 0o600 });
    await fs.rename(cluster, place.cluster).catch(ignore('ENOTEMPTY', 'EEXIST'));
  } finally {
    await fs.rm(aside, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Sorting and case rules are PostgreSQL's own, not the machine's, so they are the same everywhere. */
async function initdb({ programs, identity, durable, stopping }: Place, aside: string): Promise<void> {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${join(aside, 'password')}`];
  const args = ['-D', join(aside, 'cluster'), ...locale, ...access, ...(durable ? [] : ['--no-sync'])];
  await execute(identity, join(programs, 'bin/initdb'), args, aside, stopping).catch((error) => {
    throw new StartError(`PostgreSQL's data could not be created:\n${lastLines(error.message)}`);
  });
}

async function removeLeftovers(home: string): Promise<void> {
  for (const name of await fs.readdir(home)) {
    const pid = Number(/^aside-(\d+)-/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) await fs.rm(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

const newPassword = (): string => randomBytes(24).toString('base64url');
const passwordFile = (cluster: string): string => join(cluster, 'qiao-passwords.json');
