import type { Config } from '../app/config.ts';
import type { ConsoleState } from '../app/console.state.ts';

/** What `npm start` says when everything works together, for scripts and for people. */

/** The addresses and a token. Also stored in `.data/ready.json`. */
export function readyLine(config: Config, token: string): string {
  const { publicUrl, port, sandbox } = config;
  return JSON.stringify({
    ready: true,
    graphql: `${publicUrl}/graphql`,
    subscriptions: `${publicUrl.replace(/^http/, 'ws')}/graphql`,
    console: `${publicUrl}/console/`,
    sandbox: sandbox
      ? { wechat: `http://localhost:${port + 1}`, eloqua: `http://localhost:${port + 2}` }
      : null,
    token,
  });
}

/** Names only what exists. */
export function readyBox(
  config: Config,
  { console, hasTicket }: { readonly console: ConsoleState['kind']; readonly hasTicket: boolean },
): string {
  const lines = [
    ...['Qiao 桥 is ready.', ''],
    ...waysTo(config, console).map(([name, address, hint]) =>
      `  ${name.padEnd(11)} ${address}${hint && `   (${hint})`}`.trimEnd(),
    ),
    '',
    ...hints(config, hasTicket).map((hint) => `  ${hint}`),
  ];
  const rule = '─'.repeat(72);
  return [rule, ...lines, rule].join('\n');
}

type Way = readonly [name: string, address: string, hint: string];

function waysTo({ publicUrl, port, sandbox, graphiql }: Config, console: ConsoleState['kind']): Way[] {
  const isBuilding = console === 'BUILDING';
  const hasConsole = isBuilding || console === 'READY';
  const ways: Way[] = [];
  if (sandbox && hasConsole)
    ways.push([
      'Guided tour',
      `${publicUrl}/console/tour`,
      isBuilding ? 'begin here; it is being built' : 'begin here',
    ]);
  if (hasConsole)
    ways.push([
      'Console',
      `${publicUrl}/console/`,
      isBuilding ? 'is being built, the page opens by itself' : '',
    ]);
  ways.push(['GraphQL', `${publicUrl}/graphql`, graphiql ? 'open it in a browser: GraphiQL' : '']);
  if (sandbox)
    ways.push(
      ['A phone', `http://localhost:${port + 1}/phone`, 'scans as an administrator'],
      ['Eloqua', `http://localhost:${port + 2}/`, 'its contacts, activities and campaigns'],
    );
  return ways;
}

function hints({ publicUrl, port, sandbox, databaseUrl }: Config, hasTicket: boolean): string[] {
  const here = `http://localhost:${port}`;
  return [
    ...(publicUrl === here ? [] : [`Qiao listens on ${here}; PUBLIC_URL must lead there.`]),
    ...(hasTicket
      ? []
      : [
          `WeChat pushes a ticket to ${publicUrl}/wechat/events every ten minutes.`,
          'Until the first has come, no account can be authorized.',
        ]),
    ...(sandbox ? ['Try next, in another terminal:   npm run example'] : []),
    databaseUrl === undefined
      ? 'Stop with Ctrl-C; the data stays in .data/'
      : 'Stop with Ctrl-C; the data stays in the database of DATABASE_URL, keys in .data/',
  ];
}
