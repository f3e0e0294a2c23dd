import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { useQiao } from '../kit/shared-qiao.ts';
import { waitingSession } from '../kit/stories.ts';

const qiao = useQiao();
let token: string;
beforeAll(async () => {
  token = await qiao.token();
});

const LONG = JSON.stringify({ query: '{ __schema { types { name description } } }' });

const ask = (body: string | Buffer, headers: Record<string, string>) =>
  fetch(`${qiao.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body,
  });

describe('an answer of GraphQL', () => {
  test.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=1, br;q=0', 'gzip'],
    ['identity', null],
  ])('is sent as a client wants that accepts %s', async (accepted, coding) => {
    const response = await ask(LONG, { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBe(coding);
    const { data } = (await response.json()) as { data: { __schema: { types: unknown[] } } };
    expect(data.__schema.types.length).toBeGreaterThan(100);
  });

  test('depends on what the client accepts, and says so to caches', async () => {
    const response = await ask(LONG, { 'accept-encoding': 'gzip' });
    expect(response.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    await response.text();
  });

  test('is not compressed if it is short', async () => {
    const response = await ask(JSON.stringify({ query: '{ viewer { role } }' }), { 'accept-encoding': 'br' });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.json()).toMatchObject({ data: { viewer: { role: 'ADMINISTRATOR' } } });
  });
});

test('a compressed request is refused: a small one could become large', async () => {
  const response = await ask(gzipSync(LONG), { 'content-encoding': 'gzip' });
  expect(response.status).toBe(415);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
});

test('pages and callbacks of WeChat and Eloqua are sent as they are, however long', async () => {
  const { session } = await waitingSession(qiao, 'not compressed');
  const open = (url: string, method = 'GET') =>
    fetch(url, { method, headers: { 'accept-encoding': 'br, gzip' } });
  const launch = await open(session.launchUrl);
  expect((await launch.text()).length).toBeGreaterThan(1024);
  const others = [
    await open(`${qiao.url}/wechat/events`, 'POST'),
    await open(`${qiao.url}/eloqua/app/oauth/callback`),
  ];
  for (const { headers } of [launch, ...others]) expect(headers.get('content-encoding')).toBeNull();
});
