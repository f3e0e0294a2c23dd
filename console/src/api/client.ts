import { Client, cacheExchange, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { addressOf } from '../app/settings.ts';
import { socket } from './connection.ts';
import { session } from './session.ts';

/**
 * A client of Qiao's public API, with an empty cache: what one person has read is never shown to the next. Queries and
 * mutations go over HTTP, subscriptions over one WebSocket.
 */
export const createApiClient = (): Client =>
  new Client({
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
      return fetch(url, { ...init, headers });
    },
  });
