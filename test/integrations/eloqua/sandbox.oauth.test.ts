import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ContactFieldsClient } from '../../../src/integrations/eloqua/contact-fields.client.ts';
import { OAuthClient } from '../../../src/integrations/eloqua/oauth.client.ts';
import type { EloquaSession } from '../../../src/integrations/eloqua/rest.call.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { errorOf } from './kit.ts';
import { type Eloqua, keys, options, startEloqua } from './sandbox.ts';

const fields = new ContactFieldsClient(requestText, options);

let eloqua: Eloqua;
let session: EloquaSession;
beforeAll(async () => {
  eloqua = await startEloqua();
});
beforeEach(async () => {
  await eloqua.reset();
  session = await eloqua.signIn();
});
afterAll(() => eloqua[Symbol.asyncDispose]());

describe('authorization', () => {
  test('comes back with the state, and with a code or a refusal', async () => {
    expect(Object.fromEntries(await eloqua.consent())).toEqual({ code: expect.any(String), state: 'S' });
    expect(Object.fromEntries(await eloqua.consent('DENY'))).toEqual({ error: 'access_denied', state: 'S' });
  });

  test('gives tokens for eight hours, and says whose they are', async () => {
    const grant = await eloqua.authorize();
    expect(grant.expiresIn).toBe(28_800);
    expect(await eloqua.identity.identify(grant.accessToken)).toEqual({
      siteId: '4242',
      siteName: 'acme',
      userId: '17',
      userName: 'Mei.Lin',
      baseUrl: session.baseUrl,
    });
  });

  test.each([400, 401])('takes a code once (refused by %d)', async (invalidCodeStatus) => {
    await eloqua.settings({ invalidCodeStatus });
    const code = (await eloqua.consent()).get('code') ?? '';
    await eloqua.oauth.exchangeCode(code, eloqua.redirectUri);
    expect(await errorOf(eloqua.oauth.exchangeCode(code, eloqua.redirectUri))).toMatchObject({
      kind: 'INVALID_GRANT',
      status: invalidCodeStatus,
    });
  });

  test.each([true, false])(
    'is refreshed, once with each token; the old access token lives: %s',
    async (lives) => {
      await eloqua.settings({ oldAccessTokenLives: lives });
      const before = await eloqua.authorize();
      const after = await eloqua.oauth.refresh(before.refreshToken, eloqua.redirectUri);
      expect(after.refreshToken).not.toBe(before.refreshToken);
      expect((await eloqua.identity.identify(after.accessToken)).userId).toBe('17');
      const old = eloqua.identity.identify(before.accessToken);
      if (lives) expect((await old).userId).toBe('17');
      else expect((await errorOf(old)).kind).toBe('UNAUTHORIZED');
      expect((await errorOf(eloqua.oauth.refresh(before.refreshToken, eloqua.redirectUri))).kind).toBe(
        'INVALID_GRANT',
      );
    },
  );

  test('is not given up when it is our secret that is wrong', async () => {
    const { refreshToken } = await eloqua.authorize();
    const wrong = new OAuthClient({ ...keys, clientSecret: 'x', loginUrl: eloqua.url }, requestText);
    expect((await errorOf(wrong.refresh(refreshToken, eloqua.redirectUri))).kind).toBe('UNAUTHORIZED');
    expect(await eloqua.oauth.refresh(refreshToken, eloqua.redirectUri)).toMatchObject({ expiresIn: 28_800 });
  });

  test('is asked for once when the answer is lost', async () => {
    const code = (await eloqua.consent()).get('code') ?? '';
    await eloqua.control('DELETE', 'requests');
    await eloqua.control('POST', 'faults', { path: '/auth/oauth2/token', when: 'AFTER', reset: true });
    expect((await errorOf(eloqua.oauth.exchangeCode(code, eloqua.redirectUri))).kind).toBe('UNAVAILABLE');
    expect(await eloqua.asked('/auth/oauth2/token')).toBe(1);
  });

  test.each([200, 401])('that is invalid is UNAUTHORIZED (with status %d)', async (idRefusalStatus) => {
    await eloqua.settings({ idRefusalStatus });
    expect((await errorOf(eloqua.identity.identify('x'))).kind).toBe('UNAUTHORIZED');
    expect((await errorOf(fields.list({ ...session, accessToken: 'x' }))).kind).toBe('UNAUTHORIZED');
  });

  test('outlives a move of the site, whose new address is asked for', async () => {
    await eloqua.control('POST', 'sites/acme/move', { pod: 'p06' });
    expect((await errorOf(fields.get(session, '100191'))).kind).toBe('UNAUTHORIZED');
    session = { ...session, baseUrl: (await eloqua.identity.identify(session.accessToken)).baseUrl };
    expect(session.baseUrl).toBe(`${eloqua.url}/p06`);
    expect((await fields.get(session, '100191'))?.internalName).toBe('C_WeChat_OpenID_A11');
  });
});
