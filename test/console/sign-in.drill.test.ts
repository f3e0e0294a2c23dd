import { expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import { axe } from './axe.ts';
import { useConsole } from './kit.ts';

describeInBrowser('signing in', () => {
  const pages = useConsole();

  test('an administrator enters by a button of the sandbox, sees no account, and signs out; who comes next sees nothing of theirs', async () => {
    const page = await pages.open();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Administrator' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('acme · Administrator 17').filter({ visible: true }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();

    await page.getByRole('button', { name: 'Marketer' }).click();
    await page.getByText('acme · Marketer 18').filter({ visible: true }).waitFor();
    expect(await page.getByRole('link', { name: 'API keys' }).count()).toBe(0);
  });

  test('a marketer is not offered what only administrators may do', async () => {
    const page = await pages.enter('', { as: 'MARKETER' });
    await page.getByRole('link', { name: 'Connection and quotas' }).waitFor();
    expect(await page.getByRole('link', { name: /API keys|Audit trail/ }).count()).toBe(0);
  });

  test('who skips the menu with the keyboard stays on the page', async () => {
    const page = await pages.enter('connection');
    const address = page.url();
    const skip = page.getByRole('button', { name: 'Skip to content' });
    await skip.focus();
    await skip.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    expect(page.url()).toBe(address);
  });

  test('the page is Chinese for whoever reads Chinese, and remembers another choice', async () => {
    const page = await pages.enter('', { language: 'zh' });
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.getByText('English', { exact: true }).first().click();
    await page.reload();
    await page.getByRole('button', { name: 'Administrator' }).waitFor();
  });
});
