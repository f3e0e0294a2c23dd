import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import { eventually } from '../kit/eventually.ts';
import { SITE, useConsole } from './kit.ts';
import { Provider } from './provider.ts';

describeInBrowser('signing in with an identity provider', () => {
  let provider: Provider;
  beforeAll(async () => {
    provider = await Provider.start();
  });
  afterAll(() => provider.close());
  afterEach(() => Object.assign(provider, { renewedToken: null, expiresIn: 600 }));
  const pages = useConsole(() => ({
    config: { sandbox: false, console: { oidc: provider.oidc, sandboxes: null } },
    hosts: [provider.oidc.issuer],
  }));

  test('leads back to the page that the person wanted, and leaves no secret in the browser', async () => {
    provider.accessToken = await pages.qiao.token({ site: SITE });
    const page = await pages.open('connection');

    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByRole('heading', { level: 1, name: 'Connection and quotas' }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/console/connection');
    const kept = String(await page.evaluate('JSON.stringify([sessionStorage, localStorage])'));
    expect(kept).not.toContain('qiao.sign-in');
    expect(kept).not.toContain(provider.accessToken);
  });

  test('says that it did not succeed, and may be tried again', async () => {
    provider.refuses = true;
    const page = await pages.open();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Signing in did not succeed.').waitFor();
    provider.refuses = false;

    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByRole('heading', { level: 1 }).and(page.locator('main *')).waitFor();
  });

  const signIn = async (page: Page) => {
    provider.accessToken = await pages.qiao.token({ site: SITE });
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  const isIn = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  /** Tokens that the page sends to the API. */
  const tokensOf = (page: Page) => {
    const tokens: string[] = [];
    page.on('request', (request) => {
      const [, token] = /^Bearer (.+)$/.exec(request.headers().authorization ?? '') ?? [];
      if (token) tokens.push(token);
    });
    return tokens;
  };

  test('renews the token with each refresh token once, and keeps none outside of the memory', async () => {
    const renewedToken = await pages.qiao.token({ site: SITE, user: '18' });
    Object.assign(provider, { renewedToken, expiresIn: 30, renewals: 0, refusals: 0 });
    const page = await pages.open('connection');
    const tokens = tokensOf(page);

    await signIn(page);
    await isIn(page, 'Connection and quotas');
    await pages.go(page, 'audit');

    expect(new Set(tokens)).toEqual(new Set([renewedToken]));
    expect(provider.renewals).toBeGreaterThan(1);
    expect(provider.refusals).toBe(0);
    expect(await page.getByRole('button', { name: 'Session ends soon' }).count()).toBe(0);
    const kept = String(await page.evaluate('JSON.stringify([sessionStorage, localStorage])'));
    expect(kept).not.toMatch(/eyJ|qiao.sign-in/);
  });

  test('says in time that a token cannot be renewed, and leads back to the same page', async () => {
    provider.expiresIn = 200;
    const page = await pages.open('connection');
    await signIn(page);
    await isIn(page, 'Connection and quotas');
    await pages.go(page, 'audit');
    provider.expiresIn = 600;

    await page.getByRole('button', { name: 'Session ends soon' }).click();
    await page.getByText('you will be asked to sign in again').waitFor();
    await page.getByRole('button', { name: 'Sign in now' }).click();

    await page.getByRole('button', { name: 'Session ends soon' }).waitFor({ state: 'detached' });
    await isIn(page, 'Audit trail');
    expect(new URL(page.url()).pathname).toBe('/console/audit');
  });

  test('asks to sign in again when a token has ended that cannot be renewed', async () => {
    provider.expiresIn = 1;
    const page = await pages.open('connection');
    const tokens = tokensOf(page);
    await signIn(page);
    await page
      .getByRole('button', { name: 'Sign out' })
      .or(page.getByText('Your session has ended.'))
      .first()
      .waitFor();
    await eventually(async () => {
      await pages.go(page, 'audit');
      await pages.go(page, 'connection');
      return page.getByText('Your session has ended.').isVisible();
    });
    const before = tokens.length;
    provider.expiresIn = 600;

    await signIn(page);

    await isIn(page, 'Connection and quotas');
    expect(tokens.length).toBeGreaterThan(before);
  });

  test.each([
    ['ahead', 3_600_000],
    ['behind', -3_600_000],
  ])('works with a clock that is an hour %s', async (_where, wrongBy) => {
    Object.assign(provider, {
      renewedToken: await pages.qiao.token({ site: SITE }),
      renewals: 0,
      refusals: 0,
    });
    const page = await pages.open('connection');
    await page.addInitScript(`{ const right = Date.now; Date.now = () => right() + ${wrongBy}; }`);
    await page.reload();

    await signIn(page);
    await isIn(page, 'Connection and quotas');

    expect([provider.renewals, provider.refusals]).toEqual([0, 0]);
    expect(await page.getByRole('button', { name: 'Session ends soon' }).count()).toBe(0);
  });
});
