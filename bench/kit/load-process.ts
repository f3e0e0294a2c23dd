import autocannon from 'autocannon';
import type { Load, LoadResult } from './load.ts';

/** The clients, in a process of their own. Answers each {@link Load} with a {@link LoadResult}. */
let changes = 0;

process.on('message', async ({ url, headers, bodies, connections, seconds, amount }: Load) => {
  let clients = 0;
  const run = autocannon({
    url,
    connections,
    ...(amount ? { amount } : { duration: seconds }),
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    setupClient: (client) => {
      const number = clients++;
      const own = bodies.filter((_body, place) => place % connections === number % bodies.length);
      client.setRequests(
        own.map((body) =>
          body.includes('{change}')
            ? { setupRequest: (request) => ({ ...request, body: body.replace('{change}', `${changes++}`) }) }
            : { body },
        ),
      );
    },
  });
  const { requests, latency, non2xx, errors, duration } = await run;
  const result: LoadResult = {
    perSecond: requests.total / duration,
    total: requests.total,
    p50: latency.p50,
    p99: latency.p99,
    failed: non2xx + errors,
  };
  process.send?.(result);
});
process.send?.('ready');
