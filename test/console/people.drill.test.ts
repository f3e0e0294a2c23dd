import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { UpdateOfficialAccountDocument } from '../kit/generated/operations.ts';
import { addAccount } from '../kit/stories.ts';
import { SITE, useConsole } from './kit.ts';

describeInBrowser('somebody', () => {
  const pages = useConsole();
  let admin: TestClient;
  beforeAll(async () => {
    admin = await pages.qiao.caller({ site: SITE });
  });

  /** What the phone of the administrator does with the account that was added last. */
  async function scan(nickName: string): Promise<void> {
    const { data } = await admin.ask<
      { officialAccounts: { edges: { node: { authorizationSession: { mobileUrl: string } } }[] } },
      object
    >('{ officialAccounts(last: 1) { edges { node { authorizationSession { mobileUrl } } } } }');
    const { appId } = await pages.qiao.wechat.account({ nickName });
    const url = data?.officialAccounts.edges[0]?.node.authorizationSession.mobileUrl ?? '';
    await pages.qiao.wechat.scan(url, appId);
  }

  /** Presses Tab until the focus is on what has this name. */
  async function tabTo(page: Page, name: string): Promise<void> {
    const focused = `(() => { const at = document.activeElement;
      return [at.ariaLabel, at.labels?.[0]?.textContent, at.textContent].filter(Boolean).map((text) => text.trim()).join('\\n'); })()`;
    for (let count = 0; count < 60; count += 1) {
      await page.keyboard.press('Tab');
      const names = String(await page.evaluate(focused)).split('\n');
      if (names.some((one) => one.startsWith(name))) return;
    }
    throw new Error(`the keyboard does not reach ${name}`);
  }

  /** Types into the typeahead that has the focus, and takes the first that is found, once the list is that of the whole text. */
  async function choose(page: Page, text: string, chosen: RegExp): Promise<void> {
    await page.keyboard.type(text);
    const isOpen = 'document.activeElement.getAttribute("aria-expanded") === "true"';
    await eventually(
      async () => {
        if (!(await page.evaluate(isOpen))) return true;
        await page.keyboard.press('Enter');
        return false;
      },
      20_000,
      300,
    );
    expect(await page.evaluate('document.activeElement.value')).toMatch(chosen);
  }

  test('with a keyboard only adds an account, from signing in to ready', async () => {
    const page = await pages.open();
    await page.getByRole('button', { name: 'Administrator' }).waitFor();
    await tabTo(page, 'Administrator');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await pages.shown(page);
    await tabTo(page, 'Add official account');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add and authorize' }).waitFor();
    await tabTo(page, 'Description');
    await page.keyboard.type('By keyboard');
    await tabTo(page, 'Add and authorize');
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    await scan('键盘');
    await page.getByText('WeChat says:').waitFor();

    await tabTo(page, 'OpenID');
    await choose(page, 'WeChat OpenID', /^WeChat OpenID/);
    await tabTo(page, 'Campaign');
    await choose(page, '1234', /WeChat/);
    await tabTo(page, 'I accept the terms');
    await page.keyboard.press('Space');
    await tabTo(page, 'Save');
    await page.keyboard.press('Enter');

    await page.getByText('The account is ready').waitFor();
  });

  test('who reads Chinese adds an account in Chinese', async () => {
    const page = await pages.enter('', { language: 'zh' });
    await page.getByRole('link', { name: '添加公众号' }).first().click();
    await page.getByRole('button', { name: '添加并授权' }).click();
    await page.getByRole('img', { name: '供公众号管理员扫描的二维码' }).waitFor();
    expect(await page.getByRole('main').textContent()).not.toMatch(/[A-Za-z]{4,}(?<!WeChat|Qiao)/);
    await scan('中文号');
    await page.getByText('微信返回：').waitFor();
    await page.locator('#acceptedTermsVersion').check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已全部保存。公众号还需要：').waitFor();
  });

  test('on a phone adds an account without a page that is too wide', async () => {
    const page = await pages.enter('', { width: 390, height: 844 });
    const isTooWide = () => page.evaluate('document.documentElement.scrollWidth > innerWidth');
    await page.getByRole('link', { name: 'Add official account' }).first().click();
    await page.getByRole('button', { name: 'Add and authorize' }).waitFor();
    expect(await isTooWide()).toBe(false);
    await page.getByRole('button', { name: 'Add and authorize' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    expect(await isTooWide()).toBe(false);
    await scan('手机上的公众号名字可以很长很长很长很长');
    await page.getByText('WeChat says:').waitFor();
    expect(await isTooWide()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Audit trail' }).click();
    await page.getByRole('heading', { name: 'Audit trail' }).waitFor();
    expect(await isTooWide()).toBe(false);
  });

  test('who is offline sees it, and what changed meanwhile as soon as they are back', async () => {
    const { id: accountId } = await addAccount(admin, { description: 'Before' });
    const page = await pages.open();
    let isOffline = false;
    let cut = () => {};
    await page.routeWebSocket(/\/graphql$/, (socket) => {
      if (isOffline) return void socket.close({ code: 3001 });
      socket.connectToServer();
      cut = () => void socket.close({ code: 3001 });
    });
    await page.reload();
    await page.getByRole('button', { name: 'Administrator' }).click();
    const row = page.getByRole('row');
    await row.filter({ hasText: 'Before' }).waitFor();
    isOffline = true;
    cut();

    await page.getByText('Reconnecting').waitFor();
    await admin.run(UpdateOfficialAccountDocument, { input: { accountId, description: 'After' } });
    isOffline = false;

    await row.filter({ hasText: 'After' }).waitFor();
    await page.getByText('Reconnecting').waitFor({ state: 'detached' });
  });
});
