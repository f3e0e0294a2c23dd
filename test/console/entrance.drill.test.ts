import { expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import { drop } from '../kit/senders.ts';
import { SITE, useConsole } from './kit.ts';

describeInBrowser('coming from Eloqua', () => {
  const pages = useConsole();

  test('the gear icon of the app leads an administrator in; the address keeps no code, and its code works once', async () => {
    const configureUrl = await pages.qiao.eloqua.configureUrl(SITE);
    const { headers } = await fetch(configureUrl, { redirect: 'manual' });
    const address = headers.get('location') ?? '';
    expect(address).toContain('#code=');

    const page = await pages.open(address);
    await page.getByText('acme · Administrator 17').filter({ visible: true }).waitFor();
    expect(new URL(page.url()).hash).toBe('');
    expect(await pages.leave()).toEqual([]);

    const again = await pages.open(address);
    await again.getByText('This link was used already, or is older than a minute.').waitFor();
    expect(await pages.leave()).toEqual([expect.stringContaining('401')]);
  });

  test('the settings of a step show its page, as a small window has it', async () => {
    const { configureUrl } = await drop(pages.qiao, SITE, '18');
    const page = await pages.open(configureUrl, { width: 600, height: 500 });
    await page.getByRole('heading', { level: 1, name: 'WeChat message sender' }).waitFor();
    await page.getByText('There is no account to choose').waitFor();
  });
});
