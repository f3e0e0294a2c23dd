import { expect, test } from 'vitest';
import { describeInBrowser } from '../kit/browser.ts';
import { ConfigureMessageSenderDocument } from '../kit/generated/operations.ts';
import { drop } from '../kit/senders.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';
import { axe } from './axe.ts';
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

  test('a step that sends for an account the marketer may not use says so without its name, and gets another one', async () => {
    const { qiao } = pages;
    const admin = await qiao.caller({ site: SITE });
    await admin.ask('{ contactFields(first: 1) { edges { cursor } } }');
    const hidden = { ...COMPLETE, access: { mode: 'SELECTED_USERS' as const, userIds: ['17'] } };
    const { accountId } = await authorized(qiao, admin, hidden, { nickName: '桥茶馆' });
    const usable = { ...COMPLETE, openIdFieldId: '100192', lastActivityFieldId: '100196' };
    await authorized(qiao, admin, usable, { nickName: '桥咖啡旗舰店' });
    const { instanceId, configureUrl } = await drop(qiao, SITE, '18');
    await admin.run(ConfigureMessageSenderDocument, { input: { messageSenderId: instanceId, accountId } });

    const page = await pages.open(configureUrl, { width: 600, height: 700 });

    await page.getByText('This step sends for an account you may not use').waitFor();
    await page.getByText('Configured', { exact: true }).waitFor();
    expect(await page.getByText('桥茶馆').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('radio', { name: '桥咖啡旗舰店' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Saved\. The step sends for 桥咖啡旗舰店/).waitFor();
    await page.getByText('you may not use').waitFor({ state: 'hidden' });
  });
});
