import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FEW, LIST, NODE, TINY, UPDATE } from '../operations.ts';
import {
  accountById,
  accounts,
  changeDescription,
  localId,
  pageOf,
  toAccount,
  toShortAccount,
} from './raw-rows.ts';

/**
 * The least that can answer: `node:http`, one prepared statement, and `JSON.stringify`. No GraphQL, nobody is authenticated,
 * nothing is limited, and a superuser asks. (That PostgreSQL makes the JSON takes more CPU time.)
 */
interface Body {
  readonly query: string;
  readonly variables?: {
    readonly id?: string;
    readonly input?: { readonly accountId: string; readonly description: string };
  };
}

const ANSWERS: Readonly<Record<string, (variables: Body['variables']) => object | Promise<object>>> = {
  [LIST]: async () => ({ officialAccounts: pageOf(await accounts(21, true), 20, toAccount) }),
  [FEW]: async () => {
    const edges = (await accounts(20, false)).map((row) => {
      const { version: _version, ...node } = toShortAccount(row);
      return { node };
    });
    return { officialAccounts: { edges } };
  },
  [NODE]: async (variables) => {
    const row = await accountById(localId(variables?.id ?? ''));
    return { node: row ? toShortAccount(row) : null };
  },
  [UPDATE]: async (variables) => {
    const { accountId = '', description = '' } = variables?.input ?? {};
    await changeDescription(localId(accountId), description);
    return { updateOfficialAccount: { officialAccount: { id: accountId, description }, userErrors: [] } };
  },
  [TINY]: () => ({ viewer: { __typename: 'Viewer' } }),
};

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  request.on('end', async () => {
    const { query, variables } = JSON.parse(text) as Body;
    const data = await ANSWERS[query]?.(variables);
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  });
});
server.listen(0, () => process.send?.(`http://localhost:${(server.address() as AddressInfo).port}/`));
