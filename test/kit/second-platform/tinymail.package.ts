import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ComposePlatform } from '../../../src/app/compose.ts';
import { SiteNameTaken } from '../../../src/modules/installations/installation.service.ts';
import type { PlatformHost } from '../../../src/platforms/platform-package.ts';
import { TinymailAdapter } from './tinymail.adapter.ts';
import type { Tinymail } from './tinymail.ts';

/** Identifies Qiao; Tinymail itself has no ids of apps. */
const APP_ID = 'tinymail';
const LIFE_MS = 5 * 60_000;

const Uninstall = z.object({ install: z.string().min(1), site: z.string().min(1) });
const Install = Uninstall.extend({
  siteName: z.string().min(1),
  person: z.string(),
  token: z.string().min(1),
});

/** Tinymail as a marketing platform of Qiao. */
export const tinymailPackage =
  ({ url, secret }: Pick<Tinymail, 'url' | 'secret'>): ComposePlatform =>
  ({ http, clock }) => {
    const adapter = new TinymailAdapter(url, http, clock);
    return {
      title: 'Tinymail',
      outbound: adapter,
      routes: (app, host) => tinymailRoutes(app, host, adapter, new Signatures(secret, host)),
    };
  };

function tinymailRoutes(
  app: FastifyInstance,
  { installations, appInstallations }: PlatformHost,
  adapter: TinymailAdapter,
  signatures: Signatures,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.addHook('preHandler', async (request, reply) => {
      if (!(await signatures.accept(request))) return reply.code(401).send({ error: 'NOT_SIGNED' });
    });

    scope.post('/tinymail/install', async (request, reply) => {
      const call = Install.safeParse(bodyOf(request));
      if (!call.success) return reply.code(400).send({ error: 'INVALID' });
      const { install: installId, site: siteId, siteName: site, person: userName, token } = call.data;
      const installing = { appId: APP_ID, siteId, site, installId, userName };
      const installed = await appInstallations.install(installing).catch(ifTaken);
      if (!installed) return reply.code(409).send({ error: 'SITE_NAME_TAKEN' });
      const tokens = async () => adapter.tokens(token);
      const { kind } = await appInstallations.connect(installed, tokens, request.id);
      return reply.code(kind === 'CONNECTED' ? 200 : 422).send({ outcome: kind });
    });

    scope.post('/tinymail/uninstall', async (request, reply): Promise<FastifyReply> => {
      const call = Uninstall.safeParse(bodyOf(request));
      if (!call.success) return reply.code(400).send({ error: 'INVALID' });
      await installations.uninstall({ appId: APP_ID, siteId: call.data.site, installId: call.data.install });
      return reply.code(204).send();
    });
  });
}

const bodyOf = ({ body }: FastifyRequest): unknown => JSON.parse(typeof body === 'string' ? body : 'null');

function ifTaken(error: unknown): null {
  if (error instanceof SiteNameTaken) return null;
  throw error;
}

/** Verifies what Tinymail signs: time, nonce and body. */
class Signatures {
  constructor(
    private readonly secret: string,
    private readonly host: Pick<PlatformHost, 'signedCalls'>,
  ) {}

  async accept({ headers, body }: FastifyRequest): Promise<boolean> {
    const [time = '', nonce = '', given = ''] = String(headers['tinymail-signature']).split('.');
    const expected = createHmac('sha256', this.secret).update(`${time}.${nonce}.${body}`).digest();
    const signature = Buffer.from(given, 'hex');
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return false;
    const signedAt = new Date(Number(time));
    if (Math.abs(Date.now() - signedAt.getTime()) > LIFE_MS) return false;
    return this.host.signedCalls.acceptOnce({ siteId: '', nonce, signedAt });
  }
}
