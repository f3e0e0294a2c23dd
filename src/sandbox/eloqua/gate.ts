import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf, queryOf } from '../shared/requests.ts';
import type { Sandbox } from './context.ts';
import { EloquaError, forbidden, notFound, unauthorized, ValidationError } from './errors.ts';
import type { Permission } from './site.ts';
import { type Caller, callerOf } from './tokens.ts';

/** A call of an API by somebody who may make it. */
export interface ApiCall extends Caller {
  sandbox: Sandbox;
  params: Record<string, string>;
  query: Record<string, string>;
  contentType: string;
  body: string;
}

export interface ApiAnswer {
  status: number;
  /** Without one the answer is empty. */
  body?: unknown;
}

export type ApiHandler = (call: ApiCall) => ApiAnswer | Promise<ApiAnswer>;

export interface Operation {
  handler: ApiHandler;
  /** Besides the use of the API. */
  needs?: Permission;
  /** Takes CSV besides JSON. */
  takesCsv?: boolean;
}

/** SEARCH comes only by `X-HTTP-Method-Override`. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'SEARCH';

/** By the path after the pod. */
export type Api = Record<string, Partial<Record<Method, Operation>>>;

// The checks run in the order: token, user, pod (401), method (404), permission (403), content type (400), arguments.

/** Serves operations on every pod; a site answers only on its own. */
export function serveApi(app: FastifyInstance, sandbox: Sandbox, api: Api): void {
  for (const [path, operations] of Object.entries(api)) {
    app.route({
      method: ['GET', 'POST', 'PUT', 'DELETE'],
      url: `/:pod${path}`,
      handler: async (request, reply) => {
        const answer = await run(sandbox, request, operations);
        return sendAnswer(reply, answer.status, answer.body);
      },
    });
  }
}

async function run(
  sandbox: Sandbox,
  request: FastifyRequest,
  operations: Partial<Record<Method, Operation>>,
): Promise<ApiAnswer> {
  const params = request.params as Record<string, string>;
  const caller = authenticate(sandbox, request, params.pod ?? '');
  const operation = operations[methodOf(request)];
  if (operation === undefined) throw notFound();
  const needed: Permission[] = ['ConsumeAPI', ...(operation.needs === undefined ? [] : [operation.needs])];
  if (!needed.every((permission) => caller.user.permissions.includes(permission))) throw forbidden();
  const body = bodyOf(request);
  const contentType = request.headers['content-type'] ?? '';
  if (body !== '' && !isSupported(operation, contentType)) throw new EloquaError(400);
  const call: ApiCall = { ...caller, sandbox, params, query: queryOf(request), contentType, body };
  try {
    return await operation.handler(call);
  } catch (error) {
    if (error instanceof ValidationError) throw error.toEloqua(sandbox.settings.validationErrorsAsArray);
    throw error;
  }
}

function authenticate(sandbox: Sandbox, request: FastifyRequest, pod: string): Caller {
  if (!isAllowedAddress(sandbox, request.ip)) throw unauthorized();
  const caller = callerOf(sandbox, request.headers.authorization);
  if (caller === undefined || caller.site.pod !== pod) throw unauthorized();
  return caller;
}

/** The method meant: a POST may stand for any other. */
function methodOf(request: FastifyRequest): Method {
  const override = request.headers['x-http-method-override'];
  const meant = request.method === 'POST' && typeof override === 'string' ? override : request.method;
  return meant.toUpperCase() as Method;
}

const isSupported = ({ takesCsv }: Operation, contentType: string): boolean =>
  /^application\/json\b/i.test(contentType) || (takesCsv === true && /^text\/csv\b/i.test(contentType));

export function isAllowedAddress(sandbox: Sandbox, ip: string): boolean {
  const { ipAllowList } = sandbox.settings;
  return ipAllowList.length === 0 || ipAllowList.includes(ip);
}

export function sendAnswer(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  reply.code(status);
  if (body === undefined) return reply.send();
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}

/** The body's JSON object; 400 for anything else. */
export function jsonObject({ body }: ApiCall): Record<string, unknown> {
  const value = parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new EloquaError(400);
  return value as Record<string, unknown>;
}

export function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new EloquaError(400);
  }
}
