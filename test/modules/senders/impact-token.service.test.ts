import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KeyRing } from '../../../src/kernel/secrets.ts';
import { ImpactTokenService } from '../../../src/modules/senders/impact/impact-token.service.ts';
import { newKeys } from '../kit/work.ts';

const START = Date.parse('2026-11-25T08:00:00.000Z');
const sender = { id: 's', credentialRevision: 1, openIdField: '100191', status: 'CONFIGURED' as const };
const impact = { installationId: 'i', accountId: 'a', change: 'REMOVE' as const, senders: [sender] };

function service(keys: KeyRing = newKeys()) {
  const clock = { time: START, now: () => new Date(clock.time) };
  return { clock, tokens: new ImpactTokenService(keys, clock) };
}

describe('an impact token', () => {
  test('fits the impact for which it was issued, for a quarter of an hour', () => {
    const { tokens, clock } = service();
    const { token, expiresAt } = tokens.issue(impact);
    expect(expiresAt.toISOString()).toBe('2026-11-25T08:15:00.000Z');
    clock.time = expiresAt.getTime() - 1;
    expect(tokens.fits(token, impact, false)).toBe(true);
    clock.time += 1;
    expect(tokens.fits(token, impact, false)).toBe(false);
  });

  test('that was accepted in time fits later, too, but only as long as the impact is the same', () => {
    const { tokens, clock } = service();
    const { token } = tokens.issue(impact);
    clock.time += 86_400_000;
    expect(tokens.fits(token, impact, true)).toBe(true);
    expect(tokens.fits(token, { ...impact, senders: [] }, true)).toBe(false);
  });

  test('fits after another key has become the first, until its own key is removed', () => {
    const [old, next] = ['old', 'new'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
    const { token } = service(KeyRing.parse(`${old}`)).tokens.issue(impact);
    const fits = (ring: string) => service(KeyRing.parse(ring)).tokens.fits(token, impact, false);
    expect(fits(`${next},${old}`)).toBe(true);
    expect(fits(`${next}`)).toBe(false);
  });

  test('of a later expiry cannot be made of it', () => {
    const { tokens } = service();
    const [version, seconds, signature] = tokens.issue(impact).token.split('.');
    expect(tokens.fits(`${version}.${Number(seconds) + 1}.${signature}`, impact, false)).toBe(false);
  });

  test.each([
    '',
    'v1',
    'v1..',
    'v2.1795594500.x',
    'v1.9999999999.',
    `v1.9999999999.${'A'.repeat(43)}`,
    'null',
  ])('is not "%s"', (token) => expect(service().tokens.fits(token, impact, true)).toBe(false));

  test('of another deployment does not fit, nor one from before the keys were changed', () => {
    const old = newKeys();
    const { token } = service(old).tokens.issue(impact);
    expect(service().tokens.fits(token, impact, false)).toBe(false);
    expect(service(old).tokens.fits(token, impact, false)).toBe(true);
  });

  test('tells nothing of what it covers', () => {
    const id = randomBytes(8).toString('hex');
    const { token } = service().tokens.issue({ ...impact, accountId: id, senders: [{ ...sender, id }] });
    expect(token).not.toContain(id);
    expect(token.length).toBeLessThan(64);
  });
});
