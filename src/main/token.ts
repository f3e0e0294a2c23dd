import './prepare.ts';
import { parseArgs } from 'node:util';
import { isInProduction, loadConfig } from '../app/config.ts';
import { DataFolder, StartError } from '../app/data-folder.ts';
import { DevelopmentIssuer } from '../app/development-issuer.ts';
import { runProcess } from './process.ts';

const USAGE = 'npm run token -- --site acme --user 17 --role admin|marketer [--hours 720]';

/** Prints a bearer token of the development issuer, for a site where Qiao is installed. */
await runProcess(async () => {
  if (isInProduction())
    throw new StartError(
      'Tokens of the development issuer are refused in production: use those of your identity provider.',
    );
  const config = loadConfig();
  const { site, user, role, life } = readArguments();
  const issuer = await DevelopmentIssuer.open(new DataFolder('.data'), config.auth.audience);
  console.log(await issuer.token({ site, user, role, life }));
});

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        site: { type: 'string', default: 'acme' },
        user: { type: 'string', default: '17' },
        role: { type: 'string', default: 'admin' },
        hours: { type: 'string', default: '720' },
      },
    });
    const { site, user, role } = values;
    const life = Number(values.hours) * 3600;
    if ((role === 'admin' || role === 'marketer') && life > 0) return { site, user, role, life } as const;
  } catch {
    // An unknown option; the usage message lists the options.
  }
  throw new StartError(`Usage: ${USAGE}`);
}
