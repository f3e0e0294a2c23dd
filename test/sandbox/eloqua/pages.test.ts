import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../kit/browser.ts';
import { eventually } from '../eventually.ts';
import { Eloqua, type Json } from './kit.ts';

describeInBrowser('the live page', () => {
  let eloqua: Eloqua;
  let browser: Browser;
  let page: Page;
  const requested: string[] = [];
  const complaints: string[] = [];
  const section = (name: string) => page.getByRole('region', { name });
  const campaign = (name: string) => section('Campaigns').locator('.row').filter({ hasText: name });
  const toast = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor();

  beforeAll(async () => {
    eloqua = await Eloqua.start();
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    page.on('request', (request) => void requested.push(request.url()));
    page.on('pageerror', (error) => void complaints.push(error.message));
    await page.goto(`${eloqua.url}/`);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await eloqua?.close();
  });

  test('installs the app', async () => {
    await section('Apps').getByRole('button', { name: 'Install' }).click();
    await toast('Install: READY');
    await section('Apps').getByText('READY').waitFor();
  });
  test('drops a sender on a campaign, which cannot be activated until it is configured', async () => {
    await campaign('WeChat autumn').getByRole('button', { name: 'Drop a sender' }).click();
    await campaign('WeChat autumn').getByText('requires configuration').waitFor();
    await campaign('WeChat autumn').getByRole('button', { name: 'Activate' }).click();
    await toast('ConfigurationRequirement');
    const { access } = await eloqua.signIn();
    const { json } = await eloqua.control('GET', '/instances');
    const [{ instanceId }] = json.instances as [Json];
    const path = `/p01/api/cloud/1.0/actions/instances/${instanceId}`;
    await eloqua.api(access, 'PUT', path, { requiresConfiguration: false });
    await campaign('WeChat autumn').getByText('configured', { exact: true }).waitFor();
    await campaign('WeChat autumn').getByRole('button', { name: 'Activate' }).click();
    await campaign('WeChat autumn').getByText('Active', { exact: true }).waitFor();
  });
  test('lets contacts reach the step', async () => {
    await campaign('WeChat autumn').getByRole('button', { name: 'Send 3 contacts in' }).click();
    await toast('the app answered 204');
    await campaign('WeChat autumn').getByText('3 pending').waitFor();
  });
  test('ends a campaign', async () => {
    await campaign('Spring launch').getByRole('button', { name: 'End now' }).click();
    await campaign('Spring launch').getByText('Completed').waitFor();
  });
  test('shows contacts as they change, and finds them', async () => {
    await eloqua.control('PATCH', '/contacts/501', { fields: { C_WeChat_OpenID_A11: 'oFresh' } });
    await section('Contacts').getByText('oFresh').waitFor();
    await page.getByRole('searchbox').fill('contact77@');
    await section('Contacts').getByText('contact77@customer.example').waitFor();
    await section('Contacts').getByText('oFresh').waitFor({ state: 'detached' });
  });
  test('shows what changed of a contact, and what it did', async () => {
    const { access } = await eloqua.signIn();
    const rest = (path: string, body: Json) => eloqua.api(access, 'POST', `/p01/api/REST/2.0${path}`, body);
    await rest('/assets/external/type', { name: 'WeChat', activityTypes: [{ name: 'Unfollow' }] });
    await rest('/data/activity', {
      ...{ contactId: '504', campaignId: '1234', activityDate: '1790000000' },
      ...{ assetType: 'WeChat', activityType: 'Unfollow', assetName: 'Acme CN' },
    });
    const fields = { C_WeChat_Subscription_Status1: 'Unsubscribed' };
    await eloqua.control('PATCH', '/contacts/504', { fields });
    await page.getByRole('searchbox').fill('contact4@');
    const contact = section('Contacts').locator('.row.fresh');
    await contact.locator('.changed').getByText('Unsubscribed', { exact: true }).waitFor();
    expect(await contact.locator('del').textContent()).toBe('Subscribed');
    expect(await contact.locator('li').textContent()).toContain('Unfollow · Acme CN · WeChat default');
  });
  test('uninstalls the app', async () => {
    await section('Apps').getByRole('button', { name: 'Uninstall' }).click();
    await section('Apps').getByText('not installed').waitFor();
    await eventually(() => eloqua.app.at('/app/uninstall')[0]);
  });
  test('fits a phone, asks no other host, and breaks none of its own rules', async () => {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(new Set(requested.map((url) => new URL(url).origin))).toEqual(new Set([eloqua.url]));
    expect(complaints).toEqual([]);
  });
  test('has a consent page beside it, on which a person allows', async () => {
    eloqua.app.replies['/app/oauth/callback'] = () => ({ body: 'back at the app' });
    await page.goto(eloqua.app.authorizeUrl(eloqua.url));
    await page.getByLabel('Signed in as').selectOption({ label: 'acme \\ Ines Silva (administrator)' });
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('back at the app').waitFor();
    const code = new URL(page.url()).searchParams.get('code') ?? '';
    const { json } = await eloqua.exchange(code);
    const me = await eloqua.api((json as { access_token: string }).access_token, 'GET', '/id');
    expect(me.json).toMatchObject({ user: { username: 'Ines.Silva' } });
  });
});
