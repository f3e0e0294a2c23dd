import { createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections, so that none of those takes it before it is used. */
const [LOWEST, HIGHEST] = [10_000, 30_000];

/** A port that nobody listens on, as are the `further` ones after it. */
export async function freePort(further = 0): Promise<number> {
  for (;;) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST - further));
    const ports = Array.from({ length: further + 1 }, (_, index) => first + index);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(port, () => probe.close(() => resolve(true)));
  });
