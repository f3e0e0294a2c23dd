import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchmarkOptions } from './kit/benchmark.ts';
import { kibOf } from './kit/cpu.ts';
import { type Ready, withQiao } from './kit/development.ts';

const FOLLOWERS = 1_000_000;

interface Progress {
  readonly status: string;
  readonly reason: string | null;
  readonly done: number;
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Reads a million followers of one account, twice: first all are new, then all are known and some have left. `npm start` runs as a
 * process of its own, so its memory contains the sandbox's.
 */
export async function bench({ quick }: BenchmarkOptions): Promise<void> {
  const count = quick ? FOLLOWERS / 10 : FOLLOWERS;
  await withQiao({}, async ({ ready, pid }) => {
    const { accountId, appId } = await connect(ready);
    console.log('| | followers | seconds | followers/s | MiB before | MiB after | most |');
    console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
    for (const [what, left] of [
      ['all are new', 0],
      ['all are known, and 1,000 have left', 1000],
    ] as const) {
      await sandbox(ready, `/_sandbox/followers/${appId}`, { count, left });
      const before = kibOf(pid);
      const begun = performance.now();
      await ask(ready, START, { accountId });
      let most = before;
      let at = await progress(ready, accountId);
      while (at.status === 'RUNNING') {
        await sleep(250);
        most = Math.max(most, kibOf(pid));
        at = await progress(ready, accountId);
      }
      const seconds = (performance.now() - begun) / 1000;
      if (at.status !== 'COMPLETED') throw new Error(`it is ${at.status}: ${at.reason}`);
      const mib = [before, kibOf(pid), most].map((kib) => Math.round(kib / 1024));
      const figures = [count, seconds.toFixed(1), Math.round(count / seconds), ...mib];
      console.log(`| ${what} | ${figures.join(' | ')} |`);
      console.log(JSON.stringify(at.counts));
    }
  });
}

const START =
  'mutation ($accountId: ID!) { synchronizeSubscriptionStatus(input: { accountId: $accountId }) { userErrors { message } } }';

async function progress(ready: Ready, id: string): Promise<Progress> {
  const { officialAccount } = await ask<{ officialAccount: { synchronization: Progress } }>(
    ready,
    `query ($id: ID!) { officialAccount(id: $id) { synchronization { status reason done
       counts { added confirmed updated leftSilently unclear } } } }`,
    { id },
  );
  return officialAccount.synchronization;
}

/** An account that is authorized. */
async function connect(ready: Ready): Promise<{ accountId: string; appId: string }> {
  const { addOfficialAccount } = await ask<{ addOfficialAccount: { officialAccount: { id: string } } }>(
    ready,
    'mutation { addOfficialAccount(input: {}) { officialAccount { id } } }',
  );
  const { id: accountId } = addOfficialAccount.officialAccount;
  const { authorizeAccount } = await ask<{
    authorizeAccount: { authorizationSession: { mobileUrl: string } };
  }>(
    ready,
    'mutation ($accountId: ID!) { authorizeAccount(input: { accountId: $accountId }) { authorizationSession { mobileUrl } } }',
    { accountId },
  );
  const account = { nickName: 'bench', serviceType: 'SERVICE', verified: true };
  const { appId } = await sandbox<{ appId: string }>(ready, '/_sandbox/accounts', account);
  const { mobileUrl: authorizationUrl } = authorizeAccount.authorizationSession;
  await sandbox(ready, '/_sandbox/scan', { authorizationUrl, appId, decision: 'CONFIRM' });
  const isConnected = 'query ($accountId: ID!) { officialAccount(id: $accountId) { appId } }';
  for (;;) {
    const { officialAccount } = await ask<{ officialAccount: { appId: string | null } }>(ready, isConnected, {
      accountId,
    });
    if (officialAccount.appId !== null) return { accountId, appId };
    await sleep(100);
  }
}

async function ask<T>({ graphql, token }: Ready, query: string, variables: object = {}): Promise<T> {
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function sandbox<T>({ sandbox: { wechat } }: Ready, path: string, body: object): Promise<T> {
  const response = await fetch(wechat + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the sandbox answers ${response.status} to ${path}`);
  return (await response.json()) as T;
}
