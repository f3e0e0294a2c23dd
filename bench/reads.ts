import type { Benchmark } from './kit/benchmark.ts';
import { compareOperations } from './kit/comparison.ts';
import { withInstallation } from './kit/production.ts';
import { readsOf } from './operations.ts';

const PEERS = {
  bare: 'bare node:http + pg',
  mercurius: 'Mercurius + jit, raw rows',
  postgraphile: 'PostGraphile 5',
  apollo: 'Apollo + MikroORM',
};
const CONNECTIONS = 50;

/** Reads of one caller over many connections. */
export const bench: Benchmark = (options) =>
  withInstallation(options, (installation, qiao) => {
    const cases = readsOf(installation.accountIds[3] ?? '').map((operation) => ({
      name: operation.name,
      operations: [operation],
      connections: CONNECTIONS,
    }));
    return compareOperations('reads', PEERS, cases, installation, qiao, options);
  });
