import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readPasswords } from './cluster.ts';
import { urlOf } from './embedded-postgres.ts';
import { temporaryHomeOf } from './place.ts';
import { runningServer } from './server-process.ts';

/** The URL of the PostgreSQL that runs on the folder; null if none does. Starts nothing. */
export async function findEmbeddedPostgres(dataDir: string): Promise<string | null> {
  if (!existsSync(dataDir)) return null;
  const folder = await fs.realpath(resolve(dataDir));
  for (const home of [folder, await temporaryHomeOf(folder)]) {
    const cluster = join(home, 'cluster');
    const server = existsSync(cluster) ? await runningServer(cluster) : undefined;
    if (server?.ready) return urlOf('qiao', (await readPasswords(cluster)).owner, server.port, 'qiao');
  }
  return null;
}
