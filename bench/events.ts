import type { Benchmark } from './kit/benchmark.ts';
import { forkOne } from './kit/children.ts';
import { compare } from './kit/comparison.ts';
import { COMPONENT, withInstallation } from './kit/production.ts';

const CONNECTIONS = 50;

/** Events of WeChat that are answered `success`, and so are stored. No worker processes them meanwhile. */
export const bench: Benchmark = (options) =>
  withInstallation(options, async (_installation, qiao) => {
    const bare = await forkOne<string>('peers/bare-events.ts', {
      DATABASE_URL: qiao.postgres.superuserUrl,
      TOKEN: COMPONENT.token,
      AES_KEY: COMPONENT.aesKey,
    });
    const ours = { name: 'Qiao', url: `${qiao.url}/wechat/events`, headers: {}, process: qiao.server };
    const peer = {
      name: 'bare decryption + batched insert',
      url: bare.ready,
      headers: {},
      process: bare.child,
    };
    const events = { name: 'POST /wechat/events', requests: { events: COMPONENT }, connections: CONNECTIONS };
    await compare('events', { cases: [events], ours, peers: [peer] }, qiao, options);
  });
