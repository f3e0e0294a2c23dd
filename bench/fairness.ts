import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataFolder } from '../src/app/data-folder.ts';
import { DevelopmentIssuer } from '../src/app/development-issuer.ts';
import { withQiao } from './kit/development.ts';
import { figuresOf } from './kit/figures.ts';

const ROUNDS = 5;
const ROUND_MS = 5_000;
const SETTLE_MS = 3_000;
/** How often the quiet tenant asks. */
const EVERY_MS = 25;
/** Large lists that the loud tenant asks for at once, all the time. */
const LOUD = 200;
const ACCOUNTS = 100;
/** Of the loud tenant, so that its own quota binds, and not that of one caller. */
const CALLERS = 10;
/** Those of production. */
const QUOTA = { COST_BUCKET: '2000', COST_RESTORE_PER_SECOND: '100' };

const SMALL = '{ officialAccounts(first: 5) { edges { node { id displayName status } } } }';
const LARGE = `{ officialAccounts(first: ${ACCOUNTS}) { edges { node {
  id displayName status requirements { code message } fieldMappings { purpose contactField { name } }
  access { mode userIds } defaultCampaign { name } openPlatform { appId }
} } } }`;

/**
 * What one tenant feels of another that asks for all that it can, many times what its quota allows.
 */
export async function bench(): Promise<void> {
  await withQiao({ env: QUOTA }, async ({ ready, folder }) => {
    const issuer = await DevelopmentIssuer.open(new DataFolder(join(folder, '.data')), 'qiao');
    await post(`${ready.sandbox.eloqua}/_sandbox/sites`, { name: 'globex' });
    await post(`${ready.sandbox.eloqua}/_sandbox/installs`, { site: 'globex' });
    const tokenOf = (site: string, user = '17') => issuer.token({ site, user, role: 'admin', life: 36_000 });
    const quiet = new Caller(ready.graphql, await tokenOf('acme'));
    const tokens = await Promise.all(
      Array.from({ length: CALLERS }, (_each, user) => tokenOf('globex', `${user + 1}`)),
    );
    const loud = new Caller(ready.graphql, tokens[0] ?? '');
    for (const caller of [quiet, loud])
      for (let count = 0; count < ACCOUNTS; count += 1)
        await caller.ask('mutation { addOfficialAccount(input: {}) { userErrors { code } } }');
    await quietTimes(quiet);

    const noise = loudTenant(ready.graphql, tokens);
    await noise.start();
    await noise.stop();
    const rounds: { alone: number; beside: number }[] = [];
    console.log(
      '| round | alone p50 ms | alone p99 ms | beside p50 ms | beside p99 ms | loud tenant: answers, THROTTLED |',
    );
    console.log('|---:|---:|---:|---:|---:|---|');
    for (let round = 1; round <= ROUNDS; round += 1) {
      const alone = figuresOf(await quietTimes(quiet));
      await noise.start();
      const beside = figuresOf(await quietTimes(quiet));
      const { answered, throttled } = await noise.stop();
      rounds.push({ alone: alone.p99, beside: beside.p99 });
      const times = [alone.p50, alone.p99, beside.p50, beside.p99].map((ms) => ms.toFixed(1));
      console.log(`| ${round} | ${times.join(' | ')} | ${answered}, ${throttled} |`);
    }
    noise.end();
    const [alone, beside] = [
      median(rounds.map((round) => round.alone)),
      median(rounds.map((round) => round.beside)),
    ];
    console.log(
      `\nmedian of p99: ${alone.toFixed(1)} ms alone, ${beside.toFixed(1)} ms beside; goal at most 2 × alone + 20 ms = ${(2 * alone + 20).toFixed(1)} ms`,
    );
  });
}

/** One question after the other, on time: one that is late delays none. */
async function quietTimes(quiet: Caller): Promise<number[]> {
  const asked: Promise<number>[] = [];
  const end = performance.now() + ROUND_MS;
  while (performance.now() < end) {
    const begun = performance.now();
    asked.push(quiet.ask(SMALL).then(() => performance.now() - begun));
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return Promise.all(asked);
}

/** In a process of its own, so that only the server is shared. */
function loudTenant(url: string, tokens: readonly string[]) {
  const child = fork(fileURLToPath(new URL('./kit/noise-process.ts', import.meta.url)), {
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  child.send({ url, tokens, query: LARGE, voices: LOUD });
  return {
    /** Resolves when it has been loud for a while: a full quota is spent at once. */
    async start() {
      child.send('start');
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    },
    async stop() {
      const counted = once(child, 'message');
      child.send('stop');
      const [count] = (await counted) as [{ answered: number; throttled: number }];
      return count;
    },
    end: () => child.kill(),
  };
}

class Caller {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async ask(query: string): Promise<{ errors?: { extensions?: { code?: string } }[] }> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { errors?: [] };
  }
}

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
}

const median = (values: readonly number[]): number => figuresOf(values).p50;
