import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchBrowser } from '../../kit/browser.ts';
import { COMPONENT_ID, type Json, Platform } from './kit.ts';

describeInBrowser('the phone', () => {
  let platform: Platform;
  let browser: Browser;
  let page: Page;
  let account: { appId: string; access: string };
  const complaints: string[] = [];
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const enter = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const last = () => platform.receiver.pushes.at(-1)?.fields;

  beforeAll(async () => {
    platform = await Platform.start();
    account = await platform.connected();
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    page.on('pageerror', (error) => void complaints.push(error.message));
    await page.goto(`${platform.url}/phone`);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
  });

  const code = async (scene_str: string) => {
    const body = { action_name: 'QR_STR_SCENE', expire_seconds: 600, action_info: { scene: { scene_str } } };
    return (await platform.api('/cgi-bin/qrcode/create', body, account.access)).url as string;
  };

  test('scans a QR code by its address, and one in sight', async () => {
    await enter('QR code', await code('spring'));
    await button('Scan').first().click();
    await page.getByText('You follow this account: spring').waitFor();
    expect(last()).toMatchObject({ Event: 'subscribe', EventKey: 'qrscene_spring' });
    await code('till-1');
    await page.getByRole('navigation').getByRole('button', { name: 'Scan' }).click();
    await button('Scan till-1').click();
    await page.getByText('You scanned: till-1').waitFor();
  });

  test('taps a key of the menu, and writes', async () => {
    await button('More').click();
    await enter('Menu key', 'HELP');
    await button('Tap').click();
    await page.getByText('You tapped: HELP').waitFor();
    await enter('Message', '你好');
    await button('Send').click();
    await page.getByText('你好').waitFor();
    expect(last()).toMatchObject({ MsgType: 'text', Content: '你好' });
  });

  test('opens a link, and WeChat knows who is looking', async () => {
    const query = new URLSearchParams({
      appid: account.appId,
      redirect_uri: `${platform.receiver.url}/register`,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 's',
      component_appid: COMPONENT_ID,
    });
    await enter('Link', `${platform.url}/connect/oauth2/authorize?${query}#wechat_redirect`);
    const [opened] = await Promise.all([page.waitForEvent('popup'), button('Open').click()]);
    await opened.getByText('landed').waitFor();
    const openid = last()?.FromUserName;
    const answer: Json = await platform.get('/sns/oauth2/component/access_token', {
      appid: account.appId,
      code: new URL(opened.url()).searchParams.get('code') ?? '',
      grant_type: 'authorization_code',
      component_appid: COMPONENT_ID,
      component_access_token: await platform.componentToken(),
    });
    expect(answer).toMatchObject({ openid });
  });

  test('speaks the language that its address names, else what the browser prefers', async () => {
    const navigation = (at: Page) => at.getByRole('navigation').getByRole('button').allTextContents();
    const chinese = await browser.newPage({ locale: 'zh-CN', viewport: { width: 390, height: 800 } });
    chinese.on('pageerror', (error) => void complaints.push(error.message));
    await chinese.goto(`${platform.url}/phone`);
    await chinese.getByRole('heading', { name: '公众号的二维码' }).waitFor();
    await chinese.getByRole('button', { name: '聊天' }).click();
    await chinese.getByText('您没有关注此公众号').waitFor();
    expect(await chinese.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await navigation(chinese)).toEqual(['扫一扫', '公众号', '聊天']);
    await chinese.goto(`${platform.url}/phone?language=en`);
    expect(await navigation(chinese)).toEqual(['Scan', 'Accounts', 'Chat']);
    await chinese.close();
  });

  test('unfollows, fits its screen, and breaks none of its own rules', async () => {
    await button('Unfollow').click();
    await page.getByText('You no longer follow this account').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(complaints).toEqual([]);
  });
});
