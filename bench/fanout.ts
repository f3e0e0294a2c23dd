import type { Benchmark } from './kit/benchmark.ts';
import { chart, type Group } from './kit/chart.ts';
import { end, forkOne } from './kit/children.ts';
import { median } from './kit/contest.ts';
import { cpuMs, cpuMsOfFamily, kibOf, postgresPid } from './kit/cpu.ts';
import { type Production, withInstallation } from './kit/production.ts';
import { profileOf } from './kit/profile.ts';
import { digits, table, writeResults } from './kit/report.ts';
import { startSockets } from './kit/sockets.ts';
import { globalId } from './operations.ts';

const QUERY =
  'subscription { officialAccountChanged { kind account { id displayName status requirements { code } } } }';
const now = (): number => performance.timeOrigin + performance.now();

/** Of one number of sockets. Times in milliseconds. */
interface Figures {
  /** From the beginning of the change to the last frame. */
  readonly last: number;
  readonly bareLast: number;
  /** The slowest of the queries that were asked one after the other meanwhile. */
  readonly query: number;
  /** Until all sockets were acknowledged, each with a token of its own. */
  readonly storm: number;
  readonly bareStorm: number;
  /** Memory of the server for one socket. */
  readonly kib: number;
  readonly bareKib: number;
  /** CPU time of one change. */
  readonly serverCpu: number;
  readonly bareCpu: number;
  readonly databaseCpu: number;
}

/**
 * One change of an account that many callers of its installation are subscribed to, and the connecting of all of them. The
 * peer is a bare `ws` server that sends the same bytes.
 */
export const bench: Benchmark = (options) =>
  withInstallation(options, async ({ site, accountIds }, qiao) => {
    const { quick, profile } = options;
    const counts = quick ? [2000] : [2000, 10_000];
    const rounds = quick ? 3 : 5;
    const tokens: string[] = [];
    for (let user = 1; user <= Math.max(...counts); user += 1)
      tokens.push(await qiao.token(site, String(user)));
    const accountId = globalId('OfficialAccount', accountIds[3] ?? '');
    const all: [number, Figures][] = [];
    for (const count of counts) {
      const sockets = await startSockets();
      const bare = await forkOne<string>('peers/broadcast.ts');
      const { change, slowestQuery } = caller(qiao, tokens[0] ?? '', accountId);
      try {
        const { pid = 0 } = qiao.server;
        const postgres = await postgresPid(qiao.postgres.superuserUrl);
        const memory = kibOf(pid);
        const url = `${qiao.url.replace('http', 'ws')}/graphql`;
        const storm = await sockets.open({ url, tokens, query: QUERY, count });
        do await change();
        while (!(await sockets.settled()));
        const kib = (kibOf(pid) - memory) / count;
        const fan = async () => {
          const { heard } = await sockets.listen();
          const before = { server: cpuMs(pid), database: cpuMsOfFamily(postgres) };
          const begun = now();
          await change();
          const slowest = slowestQuery(heard);
          const { at, frame } = await heard;
          const figures = { last: at - begun, query: await slowest, frame };
          const server = cpuMs(pid) - before.server;
          return { ...figures, server, database: cpuMsOfFamily(postgres) - before.database };
        };
        const ours: Awaited<ReturnType<typeof fan>>[] = [];
        for (let round = 0; round < rounds; round += 1) ours.push(await fan());
        if (profile) {
          const { file, shares } = await profileOf(qiao.server, fan);
          console.log(`${table(['where', 'share'], shares)}\n\n${file}\n`);
        }
        await sockets.closeAll();

        const bareMemory = kibOf(bare.child.pid ?? 0);
        const bareStorm = await sockets.open({ url: bare.ready, tokens: null, query: '', count });
        const bareKib = (kibOf(bare.child.pid ?? 0) - bareMemory) / count;
        const bares: { last: number; cpu: number }[] = [];
        for (let round = 0; round <= rounds; round += 1) {
          const { heard } = await sockets.listen();
          const cpu = cpuMs(bare.child.pid ?? 0);
          const begun = now();
          bare.child.send(ours[0]?.frame ?? '');
          const { at } = await heard;
          if (round > 0) bares.push({ last: at - begun, cpu: cpuMs(bare.child.pid ?? 0) - cpu });
        }
        const figures: Figures = {
          last: median(ours.map(({ last }) => last)),
          bareLast: median(bares.map(({ last }) => last)),
          query: median(ours.map(({ query }) => query)),
          storm,
          bareStorm,
          kib,
          bareKib,
          serverCpu: median(ours.map(({ server }) => server)),
          bareCpu: median(bares.map(({ cpu }) => cpu)),
          databaseCpu: median(ours.map(({ database }) => database)),
        };
        all.push([count, figures]);
      } finally {
        await sockets.close();
        await end(bare.child);
      }
    }
    report(all, quick);
  });

/** What a caller of the installation does. */
function caller({ url }: Production, token: string, accountId: string) {
  const ask = async (query: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { errors?: unknown };
  };
  let changes = 0;
  return {
    async change(): Promise<void> {
      const { errors } = await ask(
        `mutation { updateOfficialAccount(input: { accountId: "${accountId}", description: "change ${changes++}" }) { userErrors { code } } }`,
      );
      if (errors) throw new Error(JSON.stringify(errors));
    },
    /** Asks one small query after the other. Resolves with the time of the slowest of them, answered or refused. */
    async slowestQuery(until: Promise<unknown>): Promise<number> {
      let isOver = false;
      void until.then(() => {
        isOver = true;
      });
      let slowest = 0;
      do {
        const begun = now();
        await ask('{ installation { id } }');
        slowest = Math.max(slowest, now() - begun);
      } while (!isOver);
      return slowest;
    },
  };
}

function report(all: readonly (readonly [number, Figures])[], quick: boolean): void {
  const lines = all.flatMap(([count, f]) => [
    [
      `${count} sockets: change → last frame, ms`,
      digits(f.last),
      digits(f.bareLast),
      digits(f.last / f.bareLast),
    ],
    ['· slowest query meanwhile, ms', digits(f.query), '', ''],
    [
      '· server CPU of one change, ms',
      digits(f.serverCpu),
      digits(f.bareCpu),
      digits(f.serverCpu / f.bareCpu),
    ],
    ['· PostgreSQL CPU of one change, ms', digits(f.databaseCpu), '', ''],
    [
      '· all connect, each with a token of its own, ms',
      digits(f.storm),
      digits(f.bareStorm),
      digits(f.storm / f.bareStorm),
    ],
    ['· memory of a socket, KiB', digits(f.kib), digits(f.bareKib), `+ ${digits(f.kib - f.bareKib)} KiB`],
  ]);
  const text = table(['', 'Qiao', 'bare ws', '× bare'], lines);
  console.log(text);
  const groups = all.flatMap(([count, f]): Group[] => [
    groupOf(`${count} sockets: change → last frame`, f.last, f.bareLast, 'ms'),
    groupOf(`${count} sockets connect`, f.storm, f.bareStorm, 'ms'),
    groupOf(`${count} sockets: memory of each`, f.kib, f.bareKib, 'KiB'),
  ]);
  if (!quick) writeResults('fanout', text, chart('Fan-out: shorter is better', groups));
}

const groupOf = (title: string, ours: number, bare: number, unit: string): Group => ({
  title,
  bars: [
    { label: 'bare ws', value: bare, text: `${digits(bare)} ${unit}`, ours: false },
    {
      label: 'Qiao',
      value: ours,
      text: `${digits(ours)} ${unit} · ${digits(ours / bare)} × bare`,
      ours: true,
    },
  ],
});
