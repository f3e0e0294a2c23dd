import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Config } from './config.ts';
import { absencePage, absencePolicy, consolePage, consolePath, consolePolicy } from './console.page.ts';
import type { ConsoleState } from './console.state.ts';

/**
 * `/console/`: the page of the console at every path, because its pages are made in the browser; and the files that the page
 * needs. Where the page is not built, a page says so.
 */
export function consoleRoutes(app: FastifyInstance, config: Config, console: () => ConsoleState): void {
  app.register(async (scope) => {
    await scope.register(fastifyStatic, {
      serve: false,
      // Of each asset, the build has also written what browsers accept compressed. Its name contains a digest.
      preCompressed: true,
      maxAge: '365d',
      immutable: true,
    });

    scope.get('/console', (_request, reply) => reply.redirect(consolePath(config), 302));

    scope.get<{ Params: { '*': string } }>('/console/assets/*', (request, reply) => {
      const state = console();
      if (state.kind !== 'READY') return reply.callNotFound();
      return reply.sendFile(request.params['*'], join(state.folder, 'assets'));
    });

    scope.get('/console/*', async (_request, reply) => {
      const state = console();
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
      return state.kind === 'READY' ? sendConsole(reply, state.folder) : sendAbsence(reply, state.kind);
    });
  });

  async function sendConsole(reply: FastifyReply, folder: string): Promise<FastifyReply> {
    const index = await readFile(join(folder, 'index.html'), 'utf8');
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', consolePolicy(config, nonce))
      .send(consolePage(index, config, nonce));
  }

  const sendAbsence = (reply: FastifyReply, kind: Parameters<typeof absencePage>[0]): FastifyReply =>
    reply
      .code(kind === 'BUILDING' ? 200 : 503)
      .header('content-security-policy', absencePolicy(config))
      .send(absencePage(kind));
}
