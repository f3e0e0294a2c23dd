import { ConfigError, loadConfig } from './config.ts';
import { variableRows } from './variables.ts';

const HEAD = `# Settings for production. Copy this file to .env, or to where a service manager reads it, and fill in what is empty.
# Put a value with spaces, \`#\` or \`$\` in single quotes. Docker Compose, systemd (EnvironmentFile=) and
# \`node --env-file\` read such a file. An empty variable counts as not set.
# Written by \`npm run schema\` from src/app/variables.ts; docs/operations.md has the same as a table.
`;

/** Not a setting of Qiao's. */
const COMPOSE = `# Only for docker-compose.yml: the password of its database, for example what \`openssl rand -hex 24\` prints.
#POSTGRES_PASSWORD=
`;

/** `.env.example`: each variable with its meaning. What production cannot do without is there already, and empty. */
export function envExample(): string {
  const required = requiredInProduction();
  const entries = variableRows().map(([quoted = '', meaning, unset]) => {
    const name = quoted.replaceAll('`', '');
    const line = name === 'NODE_ENV' ? 'NODE_ENV=production' : `${required.has(name) ? '' : '#'}${name}=`;
    return `# ${meaning}\n# Not set: ${unset}.\n${line}\n`;
  });
  return [HEAD, ...entries, COMPOSE].join('\n');
}

function requiredInProduction(): ReadonlySet<string> {
  try {
    loadConfig({ NODE_ENV: 'production' });
  } catch (error) {
    if (error instanceof ConfigError) return new Set(error.faults.map((fault) => fault.split(':')[0] ?? ''));
    throw error;
  }
  throw new Error('production requires nothing');
}
