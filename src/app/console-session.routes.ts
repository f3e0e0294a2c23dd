import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { systemContext } from '../kernel/context.ts';
import { RequestError, type RequestErrorCode, requestError } from '../kernel/errors.ts';
import type { ConsoleGrant, ConsoleSessionService } from '../modules/callers/console-session.service.ts';
import type { InstallationService } from '../modules/installations/installation.service.ts';
import { senderIdOf } from './console-entrance.ts';
import { errorBody } from './http.ts';
import type { Strangers } from './strangers.ts';

interface Parts {
  readonly consoleSessions: ConsoleSessionService;
  readonly installations: InstallationService;
  /** Counts failures by address. */
  readonly strangers: Strangers;
  /** Whether everybody may be one of the sandbox's users. */
  readonly sandbox: boolean;
}

/** The site of the sandbox's marketing platform, and those of its users that the console's two buttons sign in. */
export const SANDBOX_SITE = 'acme';
const SANDBOX_USERS = { ADMINISTRATOR: '17', MARKETER: '18' } as const;

const BODY_LIMIT = 2 * 1024;
const Secret = z.string().max(500);
const Opening = z.union([
  z.strictObject({ code: Secret }),
  z.strictObject({ refreshToken: Secret }),
  z.strictObject({ as: z.enum(['ADMINISTRATOR', 'MARKETER']) }),
]);
const Ending = z.strictObject({ refreshToken: Secret });

/**
 * `/console/session`: POST exchanges a code or a refresh token for an access token and the next refresh token, DELETE signs
 * out. In the sandbox, POST also takes a role.
 */
export function consoleSessionRoutes(app: FastifyInstance, parts: Parts): void {
  const { consoleSessions, installations, strangers, sandbox } = parts;
  const options = { bodyLimit: BODY_LIMIT };

  app.post('/console/session', options, (request, reply) =>
    answer(request, reply, async () => {
      const body = bodyOf(Opening, request, 'Send one of `code` and `refreshToken`.');
      if ('code' in body) return viewOf(await consoleSessions.open(body.code, request.id));
      if ('refreshToken' in body) return viewOf(await consoleSessions.refresh(body.refreshToken, request.id));
      return viewOf(await enterSandbox(body.as, request.id));
    }),
  );

  app.delete('/console/session', options, (request, reply) =>
    answer(request, reply, async () => {
      const { refreshToken } = bodyOf(Ending, request, 'Send `refreshToken`.');
      await consoleSessions.end(refreshToken, request.id);
      return null;
    }),
  );

  async function enterSandbox(role: keyof typeof SANDBOX_USERS, requestId: string): Promise<ConsoleGrant> {
    if (!sandbox) throw new RequestError('NOT_FOUND', 'There is nothing here.');
    const installationId = await installations.idOfSite(SANDBOX_SITE);
    if (installationId === null)
      throw new RequestError('NOT_FOUND', `Qiao is not installed for ${SANDBOX_SITE} yet. Try again.`);
    const ctx = systemContext(installationId, 'sandbox', requestId);
    const code = await consoleSessions.begin(ctx, { userId: SANDBOX_USERS[role], role, senderId: null });
    return consoleSessions.open(code, requestId);
  }

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<object | null>,
  ): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store');
    const wait = strangers.wait(request.ip);
    if (wait > 0) {
      const message = `Too many requests without a valid code or token come from your address. Try again in ${wait} s.`;
      return refuse(request, reply.header('retry-after', String(wait)), 'THROTTLED', message);
    }
    try {
      const result = await work();
      return result === null ? reply.code(204).send() : reply.send(result);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      strangers.failed(request.ip);
      return refuse(request, reply, error.code, error.message);
    }
  }
}

function bodyOf<T>(schema: z.ZodType<T>, { body }: FastifyRequest, otherwise: string): T {
  const { data, error } = schema.safeParse(body);
  if (error) throw new RequestError('BAD_REQUEST', otherwise);
  return data;
}

const refuse = (request: FastifyRequest, reply: FastifyReply, code: RequestErrorCode, message: string) =>
  reply.code(requestError(code).status ?? 404).send(errorBody(code, message, request.id));

function viewOf({ token, expiresAt, refreshToken, sessionExpiresAt, role, userId, senderId }: ConsoleGrant) {
  return {
    ...{ token, expiresAt, refreshToken, sessionExpiresAt, role },
    user: { id: userId },
    /** What the user opened in the marketing platform; null for the whole console. */
    place: senderId === null ? null : { kind: 'MESSAGE_SENDER', id: senderIdOf(senderId) },
  };
}
