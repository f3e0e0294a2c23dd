import './prepare.ts';
import { loadMigrateConfig } from '../app/config.ts';
import { StartError } from '../app/data-folder.ts';
import { migrate } from '../app/database.ts';
import { runProcess, say } from './process.ts';

/** Migrates the database of `DATABASE_URL`, and sets its number of slots as configured. Needs no other variable. */
await runProcess(async () => {
  const { databaseUrl, databaseCallerUrl, accountsPerOpenPlatform } = loadMigrateConfig();
  if (!databaseUrl) throw new StartError('Set DATABASE_URL. (`npm start` migrates its own database.)');
  const onWaiting = () => say('Another process migrates the database. This one waits for it.');
  await migrate(databaseUrl, accountsPerOpenPlatform, databaseCallerUrl, onWaiting);
  console.log('The database is up to date.');
});
