import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import { settled } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';
import { SITE, useConsole } from './kit.ts';

/** `<b>` must stay text, and the page must not get wider. */
const MARKUP = '<b>shop</b>';

describeInBrowser('followers', () => {
  const pages = useConsole();
  let account = '';
  let appId = '';
  beforeAll(async () => {
    const admin = await pages.qiao.caller({ site: SITE });
    await admin.ask('{ contactFields(first: 1) { edges { cursor } } }');
    ({ accountId: account, appId } = await authorized(pages.qiao, admin, COMPLETE));
    await does('subscribe', 'o-mei-who-stays-for-long', MARKUP);
    await settled(pages.qiao);
  });

  /** On the phone. */
  const does = (type: string, openId: string, eventKey = '') =>
    pages.qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, { type, openId, eventKey });

  test('a follower is linked to a contact, exported and erased', async () => {
    const page = await pages.enter(`accounts/${account}/followers`);
    await page.getByText('100%').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /o-mei/ }).click();
    await page.getByText('Waits for a contact').waitFor();

    await page.getByRole('button', { name: 'Link to a contact' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('nobody@nowhere.example');
    await page.keyboard.press('Enter');
    await dialog.getByText('The marketing platform has no such contact.').waitFor();
    await dialog.getByRole('textbox').fill('contact4@customer.example');
    await page.keyboard.press('Enter');
    await page.getByText('Linked by a person or program').waitFor();
    await page.getByText('contact4@customer.example').waitFor();

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export data' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^follower-.*\.json$/);
    await page.getByText('The data was exported').waitFor();

    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('button', { name: 'Erase now' }).click();
    await page.getByText('The follower was erased').waitFor();
    await page.getByRole('link', { name: 'All followers' }).click();
    await page.getByText('No followers yet').waitFor();
  });

  test('new activities are announced, and show when the person wants to see them', async () => {
    await does('subscribe', 'o-first');
    await settled(pages.qiao);
    const page = await pages.enter(`accounts/${account}/activity`);
    const rows = page.getByRole('table', { name: 'Activity' }).getByRole('row');
    await rows.nth(1).waitFor();
    const before = await rows.count();

    await does('subscribe', 'o-second', MARKUP);
    await page.getByRole('button', { name: 'Show 1 new' }).waitFor();
    expect(await rows.count()).toBe(before);
    await page.getByRole('button', { name: 'Show 1 new' }).click();

    await page.getByText(`Scene ${MARKUP}`).waitFor();
    expect(await rows.count()).toBe(before + 1);
    await page.getByRole('img', { name: /2 follows/ }).waitFor({ state: 'attached' });
  });

  test('a registration page is made and shown, and the list of WeChat is synchronized', async () => {
    await pages.qiao.wechat.call('POST', `/_sandbox/followers/${appId}`, { count: 300 });
    const page = await pages.enter(`accounts/${account}/binding`, { width: 390 });
    await page.getByRole('button', { name: 'New link' }).click();
    await page.getByRole('radio', { name: 'Registration page' }).click();
    await page.getByLabel('Label').fill(MARKUP);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('img', { name: `QR code: ${MARKUP}` }).waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Synchronize now' }).click();
    await page.getByText('Completed').waitFor();
    await page.getByText('New: 300').waitFor();
  });

  test('settings that are not saved ask before the person leaves them', async () => {
    const page = await pages.enter(`accounts/${account}/binding`);
    const value = page.getByLabel('For followers');
    await value.fill('following');
    await page.getByRole('link', { name: 'Followers', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
    expect(await value.inputValue()).toBe('following');
  });

  test('a marketer sees followers, and is not offered what administrators may do', async () => {
    const page = await pages.enter(`accounts/${account}/binding`, { as: 'MARKETER' });
    await page.getByText('Only administrators change this.').waitFor();
    expect(await page.getByRole('button', { name: /New link|Synchronize|Count|Save|Delete/ }).count()).toBe(
      0,
    );
  });
});
