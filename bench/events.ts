import type { Benchmark } from './kit/benchmark.ts';
import { forkOne } from './kit/children.ts';
import { compare } from './kit/comparison.ts';
import { COMPONENT, withInstallation } from './kit/production.ts';

const CONNECTIONS = 50;

/** What WeChat pushes there and is answered `success`, and so is stored. No worker processes it meanwhile. */
export const benchOf =
  (name: string, path: string): Benchmark =>
  (options) =>
    withInstallation(options, async (_installation, qiao) => {
      const bare = await forkOne<string>('peers/bare-events.ts', {
        DATABASE_URL: qiao.postgres.superuserUrl,
        TOKEN: COMPONENT.token,
        AES_KEY: COMPONENT.aesKey,
      });
      const ours = { name: 'Qiao', url: `${qiao.url}${path}`, headers: {}, process: qiao.server };
      const peer = {
        name: 'bare decryption + batched insert',
        url: `${bare.ready}${path.slice(1)}`,
        headers: {},
        process: bare.child,
      };
      const events = { name: `POST ${path}`, requests: { events: COMPONENT }, connections: CONNECTIONS };
      await compare(name, { cases: [events], ours, peers: [peer] }, qiao, options);
    });

export const bench = benchOf('events', '/wechat/events');
