import './node-version.ts';
import 'reflect-metadata';
import { loadConfig } from '../app/config.ts';
import { StartError } from '../app/data-folder.ts';
import { migrate } from '../app/database.ts';
import { seedSandboxSite } from '../app/seed.ts';
import { runProcess } from './process.ts';

/**
 * Brings the database of `DATABASE_URL` to the present, and its number of slots in line with the configuration. With the
 * sandbox on, Qiao is installed for its site, so that a development token works at once.
 */
await runProcess(async () => {
  const config = loadConfig();
  if (!config.databaseUrl)
    throw new StartError('Set DATABASE_URL. (`npm start` migrates its own database by itself.)');
  await migrate(config.databaseUrl, config.accountsPerOpenPlatform);
  if (config.sandbox) await seedSandboxSite(config.databaseUrl);
  console.log('The database is up to date.');
});
