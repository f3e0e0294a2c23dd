import { createClient as createSocket } from 'graphql-ws';
import { useSyncExternalStore } from 'react';
import { addressOf } from '../app/settings.ts';
import { session } from './session.ts';

const PING_MS = 10_000;
/** The connection ends with each token, and is back at once: nobody needs to know. */
const TOLD_AFTER_MS = 1500;

let isLost = false;
let lostBefore = false;
const changed = new Set<() => void>();
const back = new Set<() => void>();

const become = (lost: boolean): void => {
  isLost = lost;
  for (const listener of changed) listener();
};

/** The connection on which live updates arrive. It is made with the first subscription, and again whenever it breaks. */
export const socket = createSocket({
  url: addressOf('graphql').replace(/^http/, 'ws'),
  connectionParams: async () => ({ authorization: `Bearer ${await session.token()}` }),
  keepAlive: PING_MS,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => session.state === 'SIGNED_IN',
  retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** retries, 10_000))),
  on: {
    connected: () => {
      if (lostBefore) for (const listener of back) listener();
      lostBefore = false;
      clearTimeout(soon);
      become(false);
    },
    closed: (event) => {
      // It closes by itself when nobody subscribes any more.
      if (event instanceof CloseEvent && event.code === 1000) return;
      lostBefore = true;
      clearTimeout(soon);
      soon = setTimeout(() => become(session.state === 'SIGNED_IN'), TOLD_AFTER_MS);
    },
    // Nothing answers: the connection is closed, and made again.
    ping: (received) => {
      if (!received) deadline = setTimeout(() => socket.terminate(), PING_MS);
    },
    pong: (received) => {
      if (received) clearTimeout(deadline);
    },
  },
});
let deadline: ReturnType<typeof setTimeout> | undefined;
let soon: ReturnType<typeof setTimeout> | undefined;

/** Whether live updates do not arrive at the moment. */
export const useIsReconnecting = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    () => isLost,
  );

/** What was sent while the connection was away is lost: components that show something must read it again. */
export function onBack(listener: () => void): () => void {
  back.add(listener);
  return () => back.delete(listener);
}
