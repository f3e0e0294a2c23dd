import { expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import { useConsole } from './kit.ts';

describeInBrowser('the guided tour', () => {
  const pages = useConsole();

  test('leads from a new account to the contact that has changed, on one page', async () => {
    const page = await pages.enter('tour', { width: 1440 });
    const phone = page.frameLocator('iframe[src*="/phone"]');
    const eloqua = page.frameLocator('iframe[src*="show=contacts"]');
    await eloqua.getByText('contact3@customer.example').waitFor();

    await page.getByRole('button', { name: 'Add an official account' }).click();
    await phone.getByRole('button', { name: /^Scan localhost/ }).click();
    await phone.getByRole('button', { name: 'Create an account' }).click();
    await phone.getByLabel('Name').fill('桥茶馆');
    await phone.getByRole('button', { name: 'Create', exact: true }).click();
    await phone.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('This QR code is for contact3@customer.example').waitFor();

    await phone.getByRole('button', { name: 'Back' }).click();
    await phone.getByRole('button', { name: /^Scan qiao/ }).click();

    await page.getByText('The contact has its follower').waitFor({ timeout: 60_000 });
    await eloqua.getByText('changed', { exact: true }).waitFor();
    expect(await page.locator('[aria-current=step]').count()).toBe(0);
    await page.getByRole('link', { name: 'See the follower' }).waitFor();
  });
});
