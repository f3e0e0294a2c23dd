import type { ApolloClient } from '@apollo/client';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Client } from '@urql/core';
import { parse } from 'graphql';
import type { Client as Socket } from 'graphql-ws';
import { expect, test } from 'vitest';
import { useClientGuide } from '../kit/client-guide.ts';
import {
  AddOfficialAccountDocument,
  AuthorizationCompletedDocument,
  AuthorizeAccountDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { COMPLETE, listening } from '../kit/stories.ts';

const qiao = useQiao();
/** The clients are made as docs/clients.md says. */
const guide = useClientGuide();

type Make<T> = (url: string, send: typeof fetch, socket: Socket) => T;
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

async function apollo(token: string): Promise<Framework> {
  const { apolloClient } = (await guide.module('apollo.ts')) as { apolloClient: Make<ApolloClient> };
  const { fetch, socket } = await guide.connect(`${qiao.url}/graphql`, token);
  const client = apolloClient(`${qiao.url}/graphql`, fetch, socket);
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

async function urql(token: string): Promise<Framework> {
  const { urqlClient } = (await guide.module('urql.ts')) as { urqlClient: Make<Client> };
  const { fetch, socket } = await guide.connect(`${qiao.url}/graphql`, token);
  const client = urqlClient(`${qiao.url}/graphql`, fetch, socket);
  return {
    query: async (document, variables) => (await client.query(document, variables).toPromise()).data,
    mutate: async (document, variables) => (await client.mutation(document, variables).toPromise()).data,
    first: async (document, variables) => (await client.subscription(document, variables).toPromise()).data,
    kept: (document, variables) => client.readQuery(document, variables)?.data,
    stop: () => void socket.dispose(),
  };
}

const ACCOUNT = parse(
  'query Account($id: ID!) { officialAccount(id: $id) { id status } }',
) as TypedDocumentNode<{ officialAccount: { id: string; status: string } | null }, { id: string }>;

test.each([
  ['Apollo Client', apollo],
  ['urql', urql],
])('%s adds an account, authorizes it, is told, and knows its new status by its id', async (name, start) => {
  const framework = await start(await qiao.token({ site: name }));
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
