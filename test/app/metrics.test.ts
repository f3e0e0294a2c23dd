import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseMetrics } from '../../src/app/watch/database-metrics.ts';
import { metricsRoutes } from '../../src/app/watch/metrics.routes.ts';
import { Metrics } from '../../src/kernel/metrics.ts';
import { observedCalls } from '../../src/kernel/vendor-calls.ts';
import { OfficialAccountChangedDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { authorized, listening } from '../kit/stories.ts';

/** The file takes some 3 s. */
const qiao = useQiao();

const scrape = async (): Promise<string> => (await fetch(`${qiao.url}/metrics`)).text();
/** The value of a line of the text; undefined: there is no such line. */
const shown = (text: string, line: string): number | undefined => {
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
};

test('it says what happened, and shows nobody to whom', async () => {
  const admin = await qiao.caller({ site: 'metrics' });
  const { session } = await authorized(qiao, admin);
  await admin.ask('query Counted { viewer { role } }');
  await admin.ask('query Counted { nothing }');
  await admin.ask(
    'mutation { addOfficialAccount(input: { acceptedTermsVersion: "x" }) { officialAccount { id } } }',
  );
  await fetch(`${qiao.url}/nowhere/of-a-secret`);
  const stream = await listening(qiao, 1, () => admin.subscribe(OfficialAccountChangedDocument, {}));
  const text = await scrape();
  await stream.return?.();

  expect(session.status).toBe('COMPLETED');
  const least = (line: string) => shown(text, line) ?? 0;
  expect(least('qiao_operations_total{operation="Counted",type="query",outcome="OK"}')).toBeGreaterThan(0);
  expect(
    least('qiao_operations_total{operation="(none)",type="",outcome="GRAPHQL_VALIDATION_FAILED"}'),
  ).toBeGreaterThan(0);
  expect(
    least('qiao_operations_total{operation="(unnamed)",type="mutation",outcome="REFUSED"}'),
  ).toBeGreaterThan(0);
  expect(least('qiao_operation_duration_seconds_count{operation="Counted"}')).toBeGreaterThan(0);
  expect(least('qiao_errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBeGreaterThan(0);
  expect(least('qiao_http_requests_total{route="(none)",status="404"}')).toBeGreaterThan(0);
  expect(least('qiao_http_requests_total{route="/wechat/events",status="200"}')).toBeGreaterThan(0);
  expect(least('qiao_sockets')).toBeGreaterThan(0);
  expect(least('qiao_subscriptions')).toBe(1);
  expect(least('qiao_turns_waiting')).toBe(0);
  expect(least('qiao_authorizations_total{status="COMPLETED",failure=""}')).toBeGreaterThan(0);
  expect(
    least(
      'qiao_vendor_call_duration_seconds_count{vendor="wechat",call="POST /cgi-bin/component/api_query_auth",outcome="OK"}',
    ),
  ).toBeGreaterThan(0);
  expect(text).toMatch(
    /qiao_vendor_call_duration_seconds_count\{vendor="marketing",call="[^"]*",outcome="OK"\}/,
  );
  expect(text).toMatch(/qiao_job_duration_seconds_count\{job="[a-z.-]+",outcome="OK"\}/);
  expect(shown(text, 'qiao_database_up')).toBe(1);
  expect(shown(text, 'qiao_inbox_lag_seconds')).toBeDefined();
  expect(least('qiao_component_ticket_age_seconds')).toBeLessThan(600);
  expect(least('qiao_accounts_connected')).toBe(1);
  expect(least('qiao_account_token_left_seconds')).toBeGreaterThan(3600);
  expect(shown(text, 'nodejs_heap_size_used_bytes')).toBeGreaterThan(1_000_000);
  expect(shown(text, 'nodejs_eventloop_lag_seconds')).toBeDefined();
  expect(text).not.toMatch(/site|secret|[\da-f]{8}-[\da-f]{4}-/);
});

describe('who may read it', () => {
  let open: FastifyInstance;
  let closed: FastifyInstance;
  const TOKEN = 'a-token-of-the-operator';
  beforeAll(async () => {
    const appWith = (metricsToken: string | undefined) => {
      const app = fastify();
      metricsRoutes(app, { ...qiao.services, config: { metricsToken } });
      return app;
    };
    [open, closed] = [appWith(undefined), appWith(TOKEN)];
  });
  afterAll(() => Promise.all([open.close(), closed.close()]));

  const statusOf = async (
    app: FastifyInstance,
    remoteAddress: string,
    headers: Record<string, string> = {},
  ) => (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;

  test.each(['127.0.0.1', '::1', '::ffff:10.1.2.3', '172.31.0.9', '192.168.7.1', 'fd00::1', 'fe80::1%eth0'])(
    'without a token, %s may',
    async (address) => {
      expect(await statusOf(open, address)).toBe(200);
      expect(await statusOf(open, address, { 'x-forwarded-for': '203.0.113.9' })).toBe(403);
    },
  );

  test.each(['203.0.113.9', '172.32.0.1', '2001:db8::1', '::ffff:203.0.113.9'])(
    'without a token, %s may not',
    async (address) => {
      expect(await statusOf(open, address)).toBe(403);
    },
  );

  test('with a token, only callers that send it may', async () => {
    const far = '203.0.113.9';
    expect(await statusOf(closed, far, { authorization: `Bearer ${TOKEN}` })).toBe(200);
    for (const authorization of [`Bearer ${TOKEN}x`, `Bearer ${TOKEN.toUpperCase()}`, TOKEN, ''])
      expect(await statusOf(closed, far, { authorization })).toBe(401);
    expect(await statusOf(closed, '127.0.0.1')).toBe(401);
  });
});

test('while the database hangs, it is asked once, however often somebody scrapes', async () => {
  let asked = 0;
  const hanging = {
    statement() {
      asked += 1;
      return new Promise<never>(() => {});
    },
  };
  const metrics = new DatabaseMetrics(hanging, { keptMs: 0, timeoutMs: 5 });
  for (let scrapes = 0; scrapes < 4; scrapes += 1)
    expect(shown(await metrics.text(), 'qiao_database_up')).toBe(0);
  // One statement for the queue, and one for the rest.
  expect(asked).toBe(2);
});

test('a call to a vendor is named without ids and query, and has an outcome', async () => {
  const metrics = new Metrics();
  const answers = [
    { status: 200, body: '{"errcode":0}' },
    { status: 200, body: '{"errcode":40001,"errmsg":"invalid credential"}' },
    { status: 503, body: '' },
  ];
  const call = observedCalls(
    async () => ({ headers: new Headers(), ...(answers.shift() as { status: number; body: string }) }),
    'wechat',
    metrics,
  );
  const get = (path: string) =>
    call({ method: 'GET', url: `https://vendor.example${path}?access_token=secret` });
  await get('/api/REST/2.0/system/user/17');
  await get('/sns/oauth2/component/access_token');
  await get('/api/cloud/1.0/actions/instances/5a9db0c0-ffee-4a11-b0a7-5a9db0c0ffee');
  const text = await metrics.registry.metrics();

  for (const labels of [
    'call="GET /api/REST/2.0/system/user/{id}",outcome="OK"',
    'call="GET /sns/oauth2/component/access_token",outcome="ERRCODE_40001"',
    'call="GET /api/cloud/1.0/actions/instances/{id}",outcome="HTTP_503"',
  ])
    expect(text).toContain(`qiao_vendor_call_duration_seconds_count{vendor="wechat",${labels}} 1`);
});

test('a client that invents names of operations does not make ever more of them', async () => {
  const metrics = new Metrics();
  for (let count = 0; count < 1000; count += 1)
    metrics.operationEnded({
      name: `Name${count}`,
      type: 'query',
      outcome: 'OK',
      codes: [],
      ms: 1,
      isTrusted: false,
    });
  metrics.operationEnded({ name: 'Known', type: 'query', outcome: 'OK', codes: [], ms: 1, isTrusted: true });
  const text = await metrics.registry.metrics();
  expect(text.match(/^qiao_operations_total\{/gm)).toHaveLength(202);
  expect(text).toContain('qiao_operations_total{operation="Known",type="query",outcome="OK"} 1');
  expect(text).toContain('qiao_operations_total{operation="other",type="query",outcome="OK"} 800');
});
