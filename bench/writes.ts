import type { Benchmark } from './kit/benchmark.ts';
import { compareOperations } from './kit/comparison.ts';
import { withInstallation } from './kit/production.ts';
import { updateOf } from './operations.ts';

const PEERS = { bare: 'bare node:http + pg transaction' };

/** Changes of twenty accounts of one installation. */
export const bench: Benchmark = (options) =>
  withInstallation(options, (installation, qiao) => {
    const operations = installation.accountIds.map(updateOf);
    const cases = [
      { name: 'updateOfficialAccount(description), 20 at once', operations, connections: 20 },
      { name: 'updateOfficialAccount(description), one after the other', operations, connections: 1 },
    ];
    return compareOperations('writes', PEERS, cases, installation, qiao, options);
  });
