import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import type { TestClient } from '../kit/client.ts';
import { ConfigureMessageSenderDocument } from '../kit/generated/operations.ts';
import { CAMPAIGN, drop } from '../kit/senders.ts';
import { settled } from '../kit/stored.ts';
import { addAccount, authorized, COMPLETE } from '../kit/stories.ts';
import type { NewWeChatAccount } from '../kit/wechat.ts';
import { SITE, useConsole } from './kit.ts';

const MARKUP = '<img src=x onerror=alert(1)> & <b>bold</b>';

describeInBrowser('an official account', () => {
  const pages = useConsole();
  let admin: TestClient;
  beforeAll(async () => {
    admin = await pages.qiao.caller({ site: SITE });
    await admin.ask('{ contactFields(first: 1) { edges { cursor } } }');
  });

  /** What the phone of an account's administrator does with the code that the page shows. */
  async function scan(page: Page, wechat: Partial<NewWeChatAccount>): Promise<string> {
    await page.getByRole('img', { name: 'QR code for the administrator of the official account' }).waitFor();
    const url = await mobileUrl();
    const { appId } = await pages.qiao.wechat.account(wechat);
    await pages.qiao.wechat.scan(url, appId);
    return appId;
  }

  /** Of the account that was added last. */
  async function mobileUrl(): Promise<string> {
    const { data } = await admin.ask<
      { officialAccounts: { edges: { node: { authorizationSession: { mobileUrl: string } | null } }[] } },
      object
    >('{ officialAccounts(last: 1) { edges { node { authorizationSession { mobileUrl } } } } }');
    return data?.officialAccounts.edges[0]?.node.authorizationSession?.mobileUrl ?? '';
  }

  async function begin(page: Page, description: string, type = 'As WeChat says'): Promise<void> {
    await page.getByRole('link', { name: 'Add official account' }).first().click();
    await page.getByLabel('Description', { exact: true }).fill(description);
    await page.getByLabel('Type of the account').selectOption({ label: type });
    await page.getByRole('button', { name: 'Add and authorize' }).click();
  }

  /** Chooses the first that is found. */
  async function choose(page: Page, id: string, search: string): Promise<void> {
    await page.locator(`#${id}`).fill(search);
    await page.getByRole('option').filter({ hasText: search }).first().click();
  }

  const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

  test('is added, scanned, set up and ready, and a description with markup stays text', async () => {
    const page = await pages.enter();
    await begin(page, MARKUP);
    await scan(page, { nickName: '桥咖啡' });
    await page.getByText('WeChat says:').waitFor();

    await page.getByRole('button', { name: 'Create a new field: OpenID' }).click();
    await page.getByText('was created. Save to use it.').waitFor();
    await choose(page, 'subscriptionStatusFieldId', 'Status');
    await page.locator('#defaultCampaign').fill('1234');
    await page.getByRole('option').first().click();
    await page.locator('#acceptedTermsVersion').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();

    await page.getByText('The account is ready').waitFor();
    await page.getByRole('link', { name: 'Official accounts' }).first().click();
    await rowOf(page, `桥咖啡 ${MARKUP}`).getByText('Active').waitFor();
    expect(await page.locator('main img[src="x"], main b').count()).toBe(0);
  });

  test('that was left half added is a draft, and its page goes on where it was', async () => {
    const page = await pages.enter();
    await begin(page, 'Left early');
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    const url = await mobileUrl();
    await page.getByRole('link', { name: 'Official accounts' }).first().click();
    await rowOf(page, 'Left early').getByText('Draft').waitFor();
    const later = await pages.enter();
    await later
      .getByRole('link', { name: /Left early/ })
      .first()
      .click();
    await later.getByRole('img', { name: /QR code/ }).waitFor();
    expect(await mobileUrl()).toBe(url);

    const { appId } = await pages.qiao.wechat.account({ nickName: '晚归' });
    await pages.qiao.wechat.scan(url, appId);

    await later.getByText('晚归 Left early').waitFor();
    await later.getByRole('link', { name: 'Open the setting' }).first().click();
    await later.locator('#openIdFieldId:focus').waitFor();
  });

  test('is added once, although the answer was lost and the person tried again', async () => {
    const page = await pages.enter();
    let isLost = false;
    await page.route('**/graphql', async (route) => {
      if (isLost || !route.request().postData()?.includes('mutation AddAccount')) return route.continue();
      isLost = true;
      await route.fetch();
      return route.abort();
    });
    await begin(page, 'Answer lost');
    await page.getByText('Qiao cannot be reached').waitFor();
    await page.getByRole('button', { name: 'Add and authorize' }).click();
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    await page.getByRole('link', { name: 'Official accounts' }).first().click();
    await rowOf(page, 'Answer lost').waitFor();
    expect(await rowOf(page, 'Answer lost').count()).toBe(1);
    expect(await pages.leave()).toEqual([expect.stringContaining('ERR_FAILED')]);
  });

  test('whose settings cannot be read says so, and reads them again', async () => {
    const page = await pages.enter();
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('SettingsFrame') ? route.abort() : route.continue(),
    );
    await begin(page, 'Settings out of reach');
    const again = page.getByRole('alert').getByRole('button');
    await again.waitFor();
    await page.unroute('**/graphql');
    await again.click();
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    expect(await pages.leave()).toEqual([expect.stringContaining('ERR_FAILED')]);
  });

  test('of another type than the chosen one is refused in words, and can be tried again', async () => {
    const page = await pages.enter();
    await begin(page, 'Wrong type', 'Service account');
    await scan(page, { nickName: '订阅号', serviceType: 'SUBSCRIPTION' });

    await page.getByText('The account could not be authorized').waitFor();
    await page.getByText('Scan an account of the chosen type').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
  });

  test('for which the open platform has no room is refused in words', async () => {
    for (let count = 0; count < 5; count += 1)
      await authorized(pages.qiao, admin, {}, { nickName: `第${count}号`, openPlatform: 'full' });
    const page = await pages.enter();
    await begin(page, 'One too many');
    await scan(page, { nickName: '第六号', openPlatform: 'full' });

    await page.getByText('The account could not be authorized').waitFor();
    await page
      .getByText(/open platform/i)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Official accounts' }).first().click();
    await page.getByText('5 of 5').first().waitFor();
  });

  test('whose merchant withdraws the authorization changes in the list at once, and nothing moves', async () => {
    const input = { ...COMPLETE, subscriptionStatusFieldId: null, description: 'Withdrawn' };
    const { appId } = await authorized(pages.qiao, admin, input);
    const page = await pages.enter();
    const row = rowOf(page, 'Withdrawn');
    await row.getByText('Active').waitFor();
    await page.evaluate(`window.shifts = 0; new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifts += entry.value;
    }).observe({ type: 'layout-shift' })`);

    await pages.qiao.wechat.revoke(appId);

    await row.getByText('Action required').waitFor();
    expect(await page.evaluate('window.shifts')).toBeLessThan(0.001);
  });

  describe('that a campaign uses', () => {
    test('shows what its removal breaks, again if that has changed meanwhile, and is removed', async () => {
      const { qiao } = pages;
      const { accountId } = await authorized(
        qiao,
        admin,
        { ...COMPLETE, openIdFieldId: '100192', subscriptionStatusFieldId: null, lastActivityFieldId: null },
        { nickName: '将移除' },
      );
      const use = async () => {
        const { instanceId } = await drop(qiao, SITE, '17', CAMPAIGN);
        await admin.run(ConfigureMessageSenderDocument, {
          input: { messageSenderId: instanceId, accountId },
        });
        await settled(qiao);
      };
      await use();
      const page = await pages.enter(`accounts/${accountId}/settings`);
      await page.getByRole('button', { name: 'Remove this account …' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('One message sender must be configured again').waitFor();
      await use();
      await dialog.getByRole('button', { name: 'Remove the account' }).click();
      await dialog.getByText('What this breaks has changed').waitFor();
      await dialog.getByText('2 message senders must be configured again').waitFor();
      expect(await dialog.locator(':focus').count()).toBe(1);
      await dialog.getByRole('button', { name: 'Remove the account' }).click();
      await dialog.waitFor({ state: 'detached' });

      await page.getByRole('link', { name: 'Official accounts' }).first().click();
      await page.getByRole('heading', { name: 'Official accounts' }).waitFor();
      expect(await rowOf(page, '将移除').count()).toBe(0);
    });
  });

  test('whose settings are not saved asks before the person leaves them', async () => {
    const { id } = await addAccount(admin, { description: 'Unsaved' });
    const page = await pages.enter(`accounts/${id}/settings`);
    const description = page.getByLabel('Description', { exact: true });
    await description.fill('Typed and not saved');
    await page.getByRole('link', { name: 'Followers', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
    expect(await description.inputValue()).toBe('Typed and not saved');

    await page.getByRole('link', { name: 'Followers', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();

    await page.getByRole('heading', { name: 'Followers', exact: true }).waitFor();
  });

  test('that a marketer may not use does not exist for them; of another, nothing is offered that they may not do', async () => {
    const { id } = await addAccount(admin, {
      ...{ description: 'Only Mei', access: { mode: 'SELECTED_USERS', userIds: ['17'] } },
    });
    await addAccount(admin, { description: 'For everybody' });
    const page = await pages.enter('', { as: 'MARKETER' });
    await rowOf(page, 'For everybody').waitFor();

    expect(await rowOf(page, 'Only Mei').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Add official account' }).count()).toBe(0);
    await page
      .getByRole('link', { name: /For everybody/ })
      .first()
      .click();
    await page.getByRole('navigation', { name: 'Parts of the account' }).waitFor();
    expect(await page.getByRole('button', { name: /Remove|Authorize|Save/ }).count()).toBe(0);
    await pages.go(page, `accounts/${id}`).catch(() => null);
    await page
      .getByText(/does not exist|not found/i)
      .first()
      .waitFor();
  });
});
