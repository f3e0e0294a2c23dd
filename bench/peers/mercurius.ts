import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { accountById, accounts, localId, pageOf, toAccount, toShortAccount } from './raw-rows.ts';
import { TYPES } from './schema.ts';

/** Mercurius with graphql-jit, on raw rows. Nobody is authenticated, and nothing is limited. */
const app = Fastify();
await app.register(mercurius, {
  schema: TYPES,
  jit: 1,
  resolvers: {
    Query: {
      viewer: () => ({ userId: '17' }),
      node: async (_root: unknown, { id }: { id: string }) => {
        const row = await accountById(localId(id));
        return row && { __typename: 'OfficialAccount', ...toShortAccount(row) };
      },
      officialAccounts: async (
        _root: unknown,
        { first = 20 }: { first?: number },
        { reply }: mercurius.MercuriusContext,
      ) => {
        const { query } = reply.request.body as { query: string };
        const whole = query.includes('fieldMappings');
        return pageOf(await accounts(first + 1, whole), first, whole ? toAccount : toShortAccount);
      },
    },
  },
});
await app.listen({ port: 0 });
process.send?.(`http://localhost:${(app.server.address() as AddressInfo).port}/graphql`);
