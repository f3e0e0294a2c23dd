import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ControlError } from './control-error.ts';

/** The first value of each query parameter. */
export function queryOf(request: FastifyRequest): Record<string, string> {
  const query = (request.query ?? {}) as Record<string, string | string[]>;
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : value]),
  );
}

/** The address without its query. */
export const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

export const bodyOf = (request: FastifyRequest): string =>
  Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';

/** A control call's JSON body, checked; an empty body is `{}`. */
export function controlBody<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  const body = bodyOf(request);
  let value: unknown;
  try {
    value = body.trim() === '' ? {} : JSON.parse(body);
  } catch {
    throw new ControlError(400, 'INVALID', 'the body is not JSON');
  }
  return checked(schema, value);
}

/** The value in the schema's shape, or a refusal that names the first fault. */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ControlError(400, 'INVALID', issue?.message ?? 'invalid', (issue?.path ?? []).map(String));
}

export const paramOf = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string>)[name] ?? '';

/** `{error: {code, message, path}}`, the form of every refusal outside the vendors' own APIs. */
export function sendControlError(reply: FastifyReply, error: ControlError): FastifyReply {
  const { code, message, path } = error;
  return reply.code(error.status).send({ error: { code, message, path } });
}

/** Refuses calls of the control API that a page of another site makes: it could change what a developer tests. */
export function refuseOtherSites(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const { origin, host } = request.headers;
    if (origin === undefined || !pathOf(request).startsWith('/_sandbox')) return;
    if (URL.parse(origin)?.host !== host)
      throw new ControlError(403, 'OTHER_SITE', 'a page of another site may not call the sandbox');
  });
}
