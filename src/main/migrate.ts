import './prepare.ts';
import { loadConfig } from '../app/config.ts';
import { StartError } from '../app/data-folder.ts';
import { migrate } from '../app/database.ts';
import { runProcess } from './process.ts';

/** Migrates the database of `DATABASE_URL`, and sets its number of slots as configured. */
await runProcess(async () => {
  const config = loadConfig();
  const { databaseUrl, databaseCallerUrl } = config;
  if (!databaseUrl) throw new StartError('Set DATABASE_URL. (`npm start` migrates its own database.)');
  await migrate(databaseUrl, config.accountsPerOpenPlatform, databaseCallerUrl);
  console.log('The database is up to date.');
});
