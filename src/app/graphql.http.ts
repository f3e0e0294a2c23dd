import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LIMITS } from '../graphql/limits.ts';
import { requestError } from '../kernel/errors.ts';
import { observe } from '../kernel/observation.ts';
import { answerTooLong, errorBody } from './http.ts';
import { mediaTypeFor } from './media-types.ts';
import { type OperationContext, operationContext } from './operations/operation-context.ts';
import type { TrustedDocuments } from './operations/trusted-documents.ts';
import type { SignIn } from './sign-in.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Runs operations over HTTP, and observes them. */
export function graphqlOverHttp(...parts: Parameters<typeof answerWith>): ReturnType<typeof answerWith> {
  const answer = answerWith(...parts);
  return (request, reply) => {
    const traceparent = [request.headers.traceparent].flat()[0];
    return observe('operation', () => answer(request, reply), { traceparent });
  };
}

/** Through Apollo. Stops an operation when its client has gone. */
const answerWith =
  (apollo: ApolloServer<OperationContext>, signIn: SignIn, trusted: TrustedDocuments) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    if (!mediaTypeFor(request.headers.accept)) return notAcceptable(reply, request.id);
    let context: OperationContext | null = null;
    request.raw.socket.once('close', gone);
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headersOf(request),
        search: request.method === 'GET' ? searchOf(request.url, trusted) : '',
        body: isObject(request.body) ? trusted.named(request.body) : request.body,
      },
      context: async () => {
        context = operationContext(
          await signIn.of(request.headers.authorization, request.ip, request.id),
          'HTTP',
          [request.headers['idempotency-key']].flat()[0] ?? null,
        );
        if (request.raw.socket.destroyed) context.deadline.end();
        return context;
      },
    });
    request.raw.socket.off('close', gone);
    for (const [name, value] of answer.headers) reply.header(name, value);
    reply.code(answer.status ?? 200);
    const text = textOf(answer);
    if (Buffer.byteLength(text) > LIMITS.answerBytes) return tooLong(reply, request.id);
    return reply.statusCode < 400 ? text : withRequestId(text, request.id);

    function gone() {
      context?.deadline.end();
    }
  };

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
}

const isObject = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

/** The search of a GET, with the document that it names. What is empty counts as not given. Apollo refuses what cannot be read. */
function searchOf(url: string, trusted: TrustedDocuments): string {
  const search = new URL(url, 'http://localhost').searchParams;
  for (const name of ['operationName', 'variables', 'extensions']) search.delete(name, '');
  const { extensions = '{}', ...given } = Object.fromEntries(search);
  const request = { ...given, extensions: jsonIn(extensions) };
  const named = trusted.named(request);
  if (named === request) return `?${search}`;
  return `?${new URLSearchParams({ ...(named as object), extensions: JSON.stringify(named.extensions) })}`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Nothing is sent in parts: there is neither `@defer` nor `@stream`. */
const textOf = ({ body }: HTTPGraphQLResponse): string => (body.kind === 'complete' ? body.string : '');

/** Where Apollo refused the request before it was an operation, nothing has added the id. */
function withRequestId(text: string, requestId: string): string {
  const body = JSON.parse(text) as { errors: { extensions?: object }[] };
  const errors = body.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return JSON.stringify({ ...body, errors });
}

/** Apollo would say so when the operation has run. */
function notAcceptable(reply: FastifyReply, requestId: string): string {
  reply.code(406).type(JSON_TYPE);
  const message = 'Answers are application/json or application/graphql-response+json.';
  return JSON.stringify(errorBody('BAD_REQUEST', message, requestId));
}

function tooLong(reply: FastifyReply, requestId: string): string {
  reply.code(requestError('QUERY_TOO_COMPLEX').status ?? 400).type(JSON_TYPE);
  return JSON.stringify(answerTooLong(requestId));
}
