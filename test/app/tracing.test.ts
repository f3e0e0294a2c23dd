import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTracing } from '../../src/app/watch/tracing.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { observe } from '../../src/kernel/observation.ts';
import { enqueue } from '../../src/kernel/unit-of-work.ts';
import { RECONCILE } from '../../src/modules/authorizations/authorization.jobs.ts';
import { eventually } from '../kit/eventually.ts';
import { OtlpReceiver, type ReceivedSpan } from '../kit/otlp-receiver.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { settled } from '../kit/stored.ts';
import { authorized } from '../kit/stories.ts';

/** Everything in this process is traced. The file takes some 3 s. */
const qiao = useQiao();
const log = createLogger('silent');
let receiver: OtlpReceiver;
/** As a client that traces would send them. */
const [TRACE, SPAN] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];

beforeAll(async () => {
  receiver = await OtlpReceiver.open();
  const stop = await startTracing({ traces: { endpoint: receiver.endpoint, share: 1 } }, 'qiao-server', log);
  const admin = await qiao.caller({ site: 'traces' });
  await authorized(qiao, admin);
  await fetch(`${qiao.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await qiao.token({ site: 'traces' })}`,
      traceparent: `00-${TRACE}-${SPAN}-01`,
    },
    body: JSON.stringify({
      query: 'query Continued { officialAccounts(filter: { search: "private words" }) { totalCount } }',
    }),
  });
  await qiao.services.work.platform((em) => enqueue(em, RECONCILE, {}));
  await settled(qiao);
  await stop();
  await eventually(() => receiver.spans.some(({ traceId }) => traceId === TRACE));
});
afterAll(() => receiver.close());

const named = (name: string): ReceivedSpan[] => receiver.spans.filter((span) => span.name === name);
const partsOf = ({ spanId }: ReceivedSpan): string[] =>
  receiver.spans.filter(({ parentSpanId }) => parentSpanId === spanId).map(({ name }) => name);

test('an operation continues the trace of its client, and its statements are parts of it', () => {
  const [operation] = named('query Continued');
  expect(operation).toMatchObject({
    service: 'qiao-server',
    traceId: TRACE,
    parentSpanId: SPAN,
    attributes: {
      'graphql.operation.type': 'query',
      'qiao.outcome': 'OK',
      'qiao.request_id': expect.any(String),
    },
  });
  const parts = partsOf(operation as ReceivedSpan);
  expect([...new Set(parts)]).toEqual(['select official_account']);
  expect(operation?.attributes['qiao.statements']).toBe(parts.length);
});

test('a job is a trace, and its statements and calls are parts of it', () => {
  const jobs = receiver.spans.filter(({ name }) => name.startsWith('job '));
  expect(jobs.length).toBeGreaterThan(0);
  expect(jobs.every(({ parentSpanId }) => !parentSpanId)).toBe(true);
  const [reconcile] = named('job authorization.reconcile');
  expect(partsOf(reconcile as ReceivedSpan)).toEqual(
    expect.arrayContaining([
      'select credential',
      'wechat POST /cgi-bin/component/api_get_authorizer_list',
      'delete from withdrawal',
    ]),
  );
});

test('a mutation shows what it asks of the marketing platform', () => {
  const [added] = named('mutation AddOfficialAccount');
  expect(partsOf(added as ReceivedSpan).join()).toContain(
    'marketing GET /{id}/api/REST/2.0/assets/campaign/{id}',
  );
});

test('no value is in it', () => {
  expect(receiver.text).not.toMatch(/private words|access_token|acme/);
  expect(receiver.text).not.toContain('Bearer');
});

test('nothing is traced any more when it has stopped, nor where nobody asked for it', async () => {
  const spanNow = () => observe('work', async ({ span }) => span);
  expect(await spanNow()).toBeNull();
  const stop = await startTracing({ traces: null }, 'qiao', log);
  expect(await spanNow()).toBeNull();
  await stop();
});

test('a client, which may be a stranger, does not decide that more is traced than the operator wants', async () => {
  const before = receiver.spans.length;
  const stop = await startTracing({ traces: { endpoint: receiver.endpoint, share: 0 } }, 'qiao', log);
  const headers = { 'content-type': 'application/json', traceparent: `00-${TRACE}-${SPAN}-01` };
  await fetch(`${qiao.url}/graphql`, { method: 'POST', headers, body: '{"query":"{ viewer { role } }"}' });
  await stop();
  expect(receiver.spans).toHaveLength(before);
});

test('that traces are refused is said once, without the address', async () => {
  const refusing = await OtlpReceiver.open(400);
  const lines: string[] = [];
  const said = createLogger('warn', { write: (line) => void lines.push(line) });
  const stop = await startTracing({ traces: { endpoint: refusing.endpoint, share: 1 } }, 'qiao', said);
  await (await qiao.caller({ site: 'traces' })).ask('{ viewer { role } }');
  await stop();
  refusing.close();
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 'warn', msg: 'traces cannot be sent to OTEL_EXPORTER_OTLP_ENDPOINT' },
  ]);
  expect(lines.join()).not.toContain('127.0.0.1');
});
