import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import { sqlUnseen } from '../kit/stored.ts';
import { axe } from './axe.ts';
import { SITE, tabTo, useConsole } from './kit.ts';
import { type Sample, sampled } from './sample.ts';

describeInBrowser('the pages of the installation', () => {
  const pages = useConsole();
  let sample: Sample;
  beforeAll(async () => {
    sample = await sampled(pages.qiao);
  });

  test('an API key is created, its secret shown once, and it is revoked', async () => {
    const page = await pages.enter('api-keys');
    await page.getByRole('button', { name: 'Create a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name of the program').fill('Till of the shop');
    await dialog.getByLabel('Read accounts').check();
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Create a key' }).click();

    const secret = await dialog.getByText(/^qiao_/).textContent();
    const answer = await fetch(`${pages.qiao.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: '{"query":"{ viewer { apiKey { name } } }"}',
    });
    expect(await answer.json()).toMatchObject({ data: { viewer: { apiKey: { name: 'Till of the shop' } } } });
    await dialog.getByRole('button', { name: 'I have copied it' }).click();

    await page.getByRole('button', { name: 'Revoke Till of the shop' }).click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();

    await page.getByText('The key "Till of the shop" is revoked.').waitFor();
    expect(await page.getByText(secret ?? '').count()).toBe(0);
  });

  test('the audit trail shows what was before, and only the changes that are asked for', async () => {
    const page = await pages.enter('audit');
    const changed = page.getByRole('listitem').filter({ hasText: 'Changed settings' });
    expect(await changed.textContent()).toContain('Flagship <i>store</i>');

    await page.getByRole('combobox', { name: 'Change' }).click();
    await page.getByRole('option', { name: 'Revoked an API key' }).click();

    await changed.waitFor({ state: 'detached' });
    await page.getByText('Revoked an API key').first().waitFor();
  });

  test('a lost connection is told on every page, and a reading that fails takes no page away', async () => {
    const { qiao } = pages;
    const page = await pages.enter('audit');
    await sqlUnseen(qiao, `update installation set connection_state = 'LOST' where site = '${SITE}'`);
    await pages.go(page, 'api-keys');
    await page.getByText('The connection to the marketing platform needs attention.').waitFor();
    await page.getByRole('link', { name: 'See what to do' }).click();
    await page.getByText('Open the configuration of the app there and connect again.').waitFor();

    await sqlUnseen(qiao, `update installation set connection_state = 'CONNECTED' where site = '${SITE}'`);
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('query Viewer')
        ? route.fulfill({ json: { errors: [{ message: '', extensions: { code: 'THROTTLED' } }] } })
        : route.continue(),
    );
    await pages.go(page, 'api-keys');
    await page.getByRole('heading', { name: 'API keys' }).waitFor();
    await page.unroute('**/graphql');
    await pages.go(page, 'audit');
    await page.getByText('needs attention').waitFor({ state: 'detached' });
  });

  test('an administrator signs another user out', async () => {
    const page = await pages.enter('connection');
    await page.getByRole('combobox', { name: 'User' }).click();
    const option = page.getByRole('option').first();
    const name = await option.locator('p').first().textContent();
    await option.click();
    await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await page.getByText(`${name} is signed out everywhere.`).waitFor();
  });

  test('an administrator says who is told by mail, and what is wrong stands at the field', async () => {
    const page = await pages.enter('connection');
    await page.getByText('No mail is sent').waitFor();
    const field = page.getByLabel('Recipients');
    const save = page.getByRole('button', { name: 'Save' });
    await field.fill('operations@example.com\nnobody');
    await save.click();
    await page.getByText('The address at position 2 does not have the form').waitFor();
    await field.fill('operations@example.com');
    await save.click();
    await page.getByText('Saved.').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  test('a marketer chooses the account of a message sender, with the keyboard alone', async () => {
    const page = await pages.enter(`message-senders/${sample.openSenderId}`, { as: 'MARKETER', width: 600 });
    await page.getByText('Needs configuration').waitFor();
    await tabTo(page, page.getByRole('radio', { name: /桥咖啡旗舰店/ }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: 'Save' }));
    await page.keyboard.press('Enter');
    await page.getByText(/^Saved\. The step sends for 桥咖啡旗舰店/).waitFor();
    await page.getByText('Configured', { exact: true }).waitFor();
  });
});
