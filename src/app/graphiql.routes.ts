import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Asset, assetNames, type Coding, loadAssets } from './graphiql.assets.ts';
import { graphiqlPage, PAGE_SCRIPT, PAGE_STYLE } from './graphiql.page.ts';

/** Sends GraphiQL's page. `folder` is the address of the assets, relative to the page. */
export type SendPage = (reply: FastifyReply, folder: string) => Promise<FastifyReply>;

const CODINGS: Coding[] = ['br', 'gzip', 'identity'];

/** Scripts come from here only; GraphiQL's editors add styles of their own. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * `/graphql/assets/*`: the files of GraphiQL's page, which a browser loads once.
 *
 * @param token with which the page starts
 */
export function graphiqlRoutes(app: FastifyInstance, token?: string): SendPage {
  let loading: Promise<readonly Asset[]> | null = null;
  const load = () => {
    loading ??= loadAssets({ css: PAGE_STYLE, js: PAGE_SCRIPT });
    return loading;
  };

  app.get<{ Params: { name: string } }>('/graphql/assets/:name', async (request, reply) => {
    const asset = (await load()).find(({ name }) => name === request.params.name);
    if (!asset) {
      reply.callNotFound();
      return reply;
    }
    const coding = codingFor(request);
    if (coding !== 'identity') reply.header('content-encoding', coding);
    return reply
      .type(asset.type)
      .header('vary', 'accept-encoding')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(asset.bodies[coding]);
  });

  return async (reply, folder) => {
    const names = assetNames(await load());
    return (
      reply
        .type('text/html; charset=utf-8')
        // It contains a token, and the names of the assets of this version.
        .header('cache-control', 'no-store')
        .header('content-security-policy', POLICY)
        .send(graphiqlPage(names, folder, token))
    );
  };
}

const codingFor = ({ headers }: FastifyRequest): Coding =>
  negotiate(headers['accept-encoding'] ?? 'identity', CODINGS) ?? 'identity';
