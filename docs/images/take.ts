/**
 * Takes `tour.png`, the picture of the README, by walking the guided tour. Run `npm start` in an empty `.data/`, and then, where
 * Chromium is installed: `node docs/images/take.ts [http://localhost:4000]`.
 */
import { chromium } from 'playwright-core';

const [, , url = 'http://localhost:4000'] = process.argv;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 860 }, locale: 'en-GB' });
const phone = page.frameLocator('iframe[src$="/phone"]');
const eloqua = page.frameLocator('iframe[src*="show=contacts"]');
await page.goto(`${url}/console/tour`);
await page.getByRole('button', { name: 'Administrator' }).click();
await page.getByRole('button', { name: 'Add an official account' }).click();
await phone.getByRole('button', { name: /^Scan localhost/ }).click();
await phone.getByRole('button', { name: 'Create an account' }).click();
await phone.getByLabel('Name').fill('桥茶馆');
await phone.getByRole('button', { name: 'Create', exact: true }).click();
await phone.getByRole('button', { name: 'Confirm' }).click();
await page.getByText('This QR code is for').waitFor();
await phone.getByRole('button', { name: 'Back' }).click();
await phone.getByRole('button', { name: /^Scan qiao/ }).click();
await eloqua.getByText('changed', { exact: true }).waitFor();
await page.getByText('The contact has its follower').waitFor();
await page.screenshot({ path: new URL('tour.png', import.meta.url).pathname });
await browser.close();
