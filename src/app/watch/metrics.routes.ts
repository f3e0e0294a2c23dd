import { timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../../kernel/metrics.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { errorBody } from '../http.ts';
import { DatabaseMetrics } from './database-metrics.ts';

interface Parts {
  readonly config: { readonly metricsToken: string | undefined };
  readonly metrics: Metrics;
  readonly work: UnitOfWork;
}

const TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** What proxies add. A request with one of these came from somewhere else than the address says. */
const OF_PROXIES = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * `/metrics`, in the text format of Prometheus. Nothing in it is secret, but it is for the operator only: for callers with
 * the token; if no token is set, for callers on this machine or its private network, and not through a proxy.
 */
export function metricsRoutes(app: FastifyInstance, { config, metrics, work }: Parts): void {
  const database = new DatabaseMetrics(work);
  app.get('/metrics', async (request, reply) => {
    const { metricsToken: token } = config;
    if (token !== undefined && !hasToken(request, token))
      return reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .send(errorBody('UNAUTHENTICATED', 'Send METRICS_TOKEN as a bearer token.', request.id));
    if (token === undefined && !isNear(request)) {
      const message = 'An operator can set METRICS_TOKEN, and send it as a bearer token.';
      return reply.code(403).send(errorBody('FORBIDDEN', message, request.id));
    }
    const [ofProcess, ofDatabase] = await Promise.all([metrics.text(), database.text()]);
    return reply.type(TYPE).send(ofProcess + ofDatabase);
  });
}

function hasToken({ headers }: FastifyRequest, token: string): boolean {
  const [expected, given] = [Buffer.from(`Bearer ${token}`), Buffer.from(headers.authorization ?? '')];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Loopback, RFC 1918, link-local, and unique local addresses of IPv6. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');

function isNear({ raw, headers }: FastifyRequest): boolean {
  if (OF_PROXIES.some((name) => headers[name] !== undefined)) return false;
  // An IPv4 address as a socket for both shows it; the zone of a link-local one.
  const address = (raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '').replace(/%.*$/, '');
  const family = isIP(address);
  return family !== 0 && PRIVATE.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
