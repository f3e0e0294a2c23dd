import { randomBytes } from 'node:crypto';
import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { KeyRing } from '../../../src/kernel/secrets.ts';
import { ConsoleSecretService } from '../../../src/modules/callers/console-secret.service.ts';
import { ConsoleTokenService } from '../../../src/modules/callers/console-token.service.ts';

const [older, newer] = ['older', 'newer'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
const before = KeyRing.parse(`${older}`);
const during = KeyRing.parse(`${newer},${older}`);
const after = KeyRing.parse(`${newer}`);

const user = { userId: '17', site: 'acme', role: 'MARKETER', senderId: null } as const;
const session = { installationId: newId(), sessionId: newId() };

const tokensOf = (keys: KeyRing) => new ConsoleTokenService(keys, 'qiao', systemClock);
const isValid = async (token: string, keys: KeyRing) => {
  const trusted = tokensOf(keys).trusted();
  return jwtVerify(token, trusted.keys, { ...trusted, algorithms: [...trusted.algorithms] }).then(
    ({ payload }) => [payload.sub, payload.site, payload.role, payload.iss].join(' '),
    (error: Error & { code: string }) => error.code,
  );
};

test('a token is valid as long as the ring has its key', async () => {
  const { token: old } = await tokensOf(before).issue(user);
  const { token: recent } = await tokensOf(during).issue(user);
  const said = '17 acme marketer qiao';
  expect([await isValid(old, before), await isValid(old, during)]).toEqual([said, said]);
  expect(await isValid(old, after)).toBe('ERR_JWKS_NO_MATCHING_KEY');
  expect([await isValid(recent, during), await isValid(recent, after)]).toEqual([said, said]);
  expect(await isValid(recent, before)).toBe('ERR_JWKS_NO_MATCHING_KEY');
});

test('so are a code and a refresh token, and neither is the other', () => {
  const [old, rotating, recent] = [before, during, after].map((keys) => new ConsoleSecretService(keys));
  for (const [kind, other] of [
    ['CODE', 'REFRESH_TOKEN'],
    ['REFRESH_TOKEN', 'CODE'],
  ] as const) {
    const { text = '' } = old?.issue(kind, session) ?? {};
    expect([old, rotating, recent].map((secrets) => secrets?.open(kind, text))).toEqual([
      session,
      session,
      null,
    ]);
    expect(old?.open(other, text)).toBeNull();
  }
});

test('two secrets of one session have nothing in common but the session', () => {
  const secrets = new ConsoleSecretService(after);
  const [one, two] = [secrets.issue('CODE', session), secrets.issue('CODE', session)];
  expect(one.digest).not.toBe(two.digest);
  expect(secrets.open('CODE', one.text)).toEqual(secrets.open('CODE', two.text));
});

test.each(['', '.', 'x', 'x.y', 'x.y.z', '.'.repeat(500), '\0.\0', '桥.桥'])('“%s” is no secret', (text) => {
  expect(new ConsoleSecretService(after).open('CODE', text)).toBeNull();
});
