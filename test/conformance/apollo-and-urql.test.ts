import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { OperationTypeNode, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import {
  AddOfficialAccountDocument,
  AuthorizationCompletedDocument,
  AuthorizeAccountDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { COMPLETE, listening } from '../kit/stories.ts';

const qiao = useQiao();

type Variables = Record<string, unknown>;

/** What an application does with a client that keeps what it has read. */
interface Framework {
  query<T, V extends Variables>(
    document: TypedDocumentNode<T, V>,
    variables: V,
  ): Promise<T | null | undefined>;
  mutate<T, V extends Variables>(
    document: TypedDocumentNode<T, V>,
    variables: V,
  ): Promise<T | null | undefined>;
  /** The first event. */
  first<T, V extends Variables>(
    document: TypedDocumentNode<T, V>,
    variables: V,
  ): Promise<T | null | undefined>;
  /** What it has read before, without asking again. */
  kept<T, V extends Variables>(document: TypedDocumentNode<T, V>, variables: V): T | null | undefined;
  stop(): void;
}

function apollo(token: string): Framework {
  const headers = { authorization: `Bearer ${token}` };
  const socket = sockets(token);
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: `${qiao.url}/graphql`, headers }),
    ),
  });
  return {
    query: async (query, variables) => (await client.query({ query, variables } as never)).data as never,
    mutate: async (mutation, variables) =>
      (await client.mutate({ mutation, variables } as never)).data as never,
    first: (query, variables) =>
      new Promise((resolve, reject) => {
        const events = client.subscribe({ query, variables } as never).subscribe({
          next: ({ data, error }) => {
            events.unsubscribe();
            if (error) reject(error);
            else resolve(data as never);
          },
          error: reject,
        });
      }),
    kept: (query, variables) => client.readQuery({ query, variables } as never) as never,
    stop() {
      client.stop();
      void socket.dispose();
    },
  };
}

function urql(token: string): Framework {
  const socket = sockets(token);
  const client = new Client({
    url: `${qiao.url}/graphql`,
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
    exchanges: [
      cacheExchange(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', ...request }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ ...request, query } as never, sink as never),
          }),
        }),
      }),
    ],
  });
  return {
    query: async (document, variables) => (await client.query(document, variables).toPromise()).data,
    mutate: async (document, variables) => (await client.mutation(document, variables).toPromise()).data,
    first: async (document, variables) => (await client.subscription(document, variables).toPromise()).data,
    kept: (document, variables) => client.readQuery(document, variables)?.data,
    stop: () => void socket.dispose(),
  };
}

const sockets = (token: string) =>
  createClient({
    url: `${qiao.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  });

const ACCOUNT = parse(
  'query Account($id: ID!) { officialAccount(id: $id) { id status } }',
) as TypedDocumentNode<{ officialAccount: { id: string; status: string } | null }, { id: string }>;

test.each([
  ['Apollo Client', apollo],
  ['urql', urql],
])('%s adds an account, authorizes it, is told, and knows its new status by its id', async (name, start) => {
  const framework = start(await qiao.token({ site: name }));
  qiao.onClose(() => framework.stop());

  const added = await framework.mutate(AddOfficialAccountDocument, { input: COMPLETE });
  const id = added?.addOfficialAccount.officialAccount?.id ?? '';
  expect((await framework.query(ACCOUNT, { id }))?.officialAccount).toMatchObject({ id, status: 'DRAFT' });

  const opened = await framework.mutate(AuthorizeAccountDocument, { input: { accountId: id } });
  const session = opened?.authorizeAccount.authorizationSession;
  const event = await listening(qiao, 1, () => ({
    first: framework.first(AuthorizationCompletedDocument, { sessionId: session?.id ?? '' }),
  }));
  const { appId } = await qiao.wechat.account();
  await qiao.wechat.confirm(session?.launchUrl ?? '', appId);

  expect((await event.first)?.authorizationCompleted).toMatchObject({
    status: 'COMPLETED',
    account: { id, status: 'ACTIVE' },
  });
  expect(framework.kept(ACCOUNT, { id })?.officialAccount).toMatchObject({ id, status: 'ACTIVE' });
});
