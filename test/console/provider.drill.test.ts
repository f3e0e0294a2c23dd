import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import { SITE, useConsole } from './kit.ts';
import { Provider } from './provider.ts';

describeInBrowser('signing in with an identity provider', () => {
  let provider: Provider;
  beforeAll(async () => {
    provider = await Provider.start();
  });
  afterAll(() => provider.close());
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
});
