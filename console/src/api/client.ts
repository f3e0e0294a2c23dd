import { Client, cacheExchange, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { addressOf } from '../app/settings.ts';
import { socket } from './connection.ts';
import { Resending } from './resending.ts';
import { session } from './session.ts';

/**
 * A client of Qiao's public API, with an empty cache: what one person has read is never shown to the next. Queries and
 * mutations go over HTTP, subscriptions over one WebSocket.
 */
export function createApiClient(): Client {
  const resending = new Resending();
  return new Client({
    url: addressOf('graphql'),
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      mapExchange({
        onResult({ error }) {
          if (error?.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED'))
            session.end();
        },
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query, variables: variables as Record<string, unknown> }, sink),
          }),
        }),
      }),
    ],
    fetch: async (url, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${await session.token()}`);
      const { body } = init ?? {};
      if (typeof body !== 'string' || !isMutation(body)) return fetch(url, { ...init, headers });
      return resending.send(body, (key) => {
        headers.set('idempotency-key', key);
        return fetch(url, { ...init, headers });
      });
    },
  });
}

const isMutation = (body: string): boolean => /^mutation\b/m.test(JSON.parse(body).query ?? '');
