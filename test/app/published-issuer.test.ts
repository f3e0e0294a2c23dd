import { createServer } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { publishedIssuer } from '../../src/app/published-issuer.ts';
import { isOutage } from '../../src/kernel/outages.ts';
import { freePort } from '../kit/ports.ts';

let answer = { status: 200, body: '{"keys":[]}' };
const provider = createServer((_request, response) =>
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body),
);
const url = new Promise<string>((resolve) =>
  provider.listen(0, '127.0.0.1', () =>
    resolve(`http://127.0.0.1:${(provider.address() as { port: number }).port}/keys`),
  ),
);
afterAll(() => void provider.close());

/** Why there is no key for a token. */
async function refusal(jwksUrl: string): Promise<Error> {
  const { keys } = publishedIssuer('https://id.example.com', 'qiao', jwksUrl);
  return Promise.resolve(keys({ alg: 'RS256', kid: 'k1' }, { payload: '', signature: '' })).then(
    () => new Error('there is one'),
    (error: Error) => error,
  );
}

test.each([
  ['another status', { status: 404, body: '{}' }, 'Expected 200 OK'],
  ['no JSON', { status: 200, body: '<html>' }, 'Failed to parse'],
  ['no keys', { status: 200, body: '{}' }, 'malformed'],
])('keys that cannot be read are an outage: %s', async (_what, given, reason) => {
  answer = given;
  const error = await refusal(await url);
  expect(error.message).toContain('cannot be read (AUTH_JWKS_URL): ');
  expect(error.message).toContain(reason);
  expect(isOutage(error)).toBe(true);
});

test('where nothing listens, too, with the reason of the system', async () => {
  const error = await refusal(`http://127.0.0.1:${await freePort()}/keys`);
  expect(error.message).toContain('(AUTH_JWKS_URL): ECONNREFUSED');
  expect(isOutage(error)).toBe(true);
});

test('a token that names no key of the provider is at fault itself', async () => {
  answer = { status: 200, body: '{"keys":[]}' };
  expect(await refusal(await url)).toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
});
