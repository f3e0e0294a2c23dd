import './prepare.ts';
import { loadConfig } from '../app/config.ts';
import { StartError } from '../app/data-folder.ts';
import { migrate } from '../app/database.ts';
import { runProcess } from './process.ts';

/** Migrates the database of `DATABASE_URL`, and sets its number of slots as configured. */
await runProcess(async () => {
  const config = loadConfig();
  if (!config.databaseUrl) throw new StartError('Set DATABASE_URL. (`npm start` migrates its own database.)');
  await migrate(config.databaseUrl, config.accountsPerOpenPlatform);
  console.log('The database is up to date.');
});
