import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { activitiesOf, addContact, bind, hurryDeliveries } from '../kit/deliveries.ts';
import { eventually } from '../kit/eventually.ts';
import {
  GetNoticesDocument,
  MarketingUsersDocument,
  UpdateNoticeSettingsDocument,
  UpdateOfficialAccountDocument,
} from '../kit/generated/operations.ts';
import { type MailServer, startMailServer } from '../kit/mail-server.ts';
import { type Qiao, siteName, startQiao } from '../kit/qiao.ts';
import { outdateCatalogues, ownId, settled, sql } from '../kit/stored.ts';
import { accountOf, addAccount, authorizeAs, authorized, COMPLETE } from '../kit/stories.ts';

// About eight seconds: a Qiao of its own, because it has a mail server.
const logged: string[] = [];
let server: MailServer;
let qiao: Qiao;
beforeAll(async () => {
  server = await startMailServer();
  qiao = await startQiao({
    env: {
      MAIL_URL: server.url,
      MAIL_FROM: 'Qiao <qiao@example.com>',
      MAIL_OPERATOR: 'operator@example.com',
    },
    logTo: { write: (line: string) => void logged.push(line) },
  });
});
beforeEach(() => {
  server.mails.length = 0;
  server.refuseWith(null);
});
afterAll(async () => {
  await qiao.close();
  await server.close();
});

const recipientOf = (site: string) => `operations@${siteName(site)}.example`;

/** A site with an ACTIVE account, whose recipients are known. */
async function given(site: string, nickName = '演示服务号') {
  const admin = await qiao.caller({ site });
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE, { nickName });
  await admin.run(UpdateNoticeSettingsDocument, { input: { recipients: [recipientOf(site)] } });
  return { admin, accountId, appId, site: siteName(site) };
}

async function withdraw({ admin, accountId, appId }: Awaited<ReturnType<typeof given>>): Promise<void> {
  await qiao.wechat.revoke(appId);
  await settled(qiao);
  expect((await accountOf(admin, accountId)).status).toBe('ACTION_REQUIRED');
}

/** A site with an account that needs action, as if it had lost its authorization: the hourly job finds it. */
async function broken(site: string, name = '演示服务号') {
  const admin = await qiao.caller({ site });
  const { id } = await addAccount(admin, COMPLETE);
  await admin.run(UpdateNoticeSettingsDocument, { input: { recipients: [recipientOf(site)] } });
  await sql(
    qiao,
    `update official_account set status = 'ACTION_REQUIRED', was_active = true, name = $1 where id = $2`,
    [name, ownId(id)],
  );
  await run('notice.review');
  return { site: siteName(site) };
}

/** Everything about notices happened so much earlier; then the jobs of the timetable run. */
async function minutesLater(minutes: number): Promise<void> {
  for (const [table, columns] of [
    ['notice', ['opened_at', 'solved_at', 'mailed_at', 'next_mail_at']],
    ['operator_notice', ['opened_at', 'mailed_at', 'next_mail_at']],
  ] as const) {
    const changes = columns.map((column) => `${column} = ${column} - make_interval(mins => $1)`);
    await sql(qiao, `update ${table} set ${changes.join(', ')}`, [minutes]);
  }
  await tend();
}

const tend = () => run('notice.tend', 'notice.tell-operator');

async function run(...jobs: readonly string[]): Promise<void> {
  for (const job of jobs) await sql(qiao, `select graphile_worker.add_job($1, '{}'::json)`, [job]);
  await settled(qiao);
}

/** Runs a job four times, so that each has looked before the first goes on. */
async function fourAtOnce(table: string, name: string, installationId: string | null): Promise<void> {
  const handler = qiao.services.jobs.find(({ type }) => type.name === name);
  const job = { requestId: '', installationId, lastAttempt: true };
  const held = sql(qiao, `do $$ begin perform from ${table} for update; perform pg_sleep(0.3); end $$`);
  await Promise.all([held, ...Array.from({ length: 4 }, () => handler?.run({}, job))]);
}

const noticesOf = async (client: TestClient) => {
  const { installation } = await client.run(GetNoticesDocument, {});
  return installation.notices.edges.map(({ node }) => node);
};
/** The mails of its installation: time passes for all of them. */
const told = ({ site }: { readonly site: string }) =>
  server.mails.filter(({ to }) => to.includes(recipientOf(site)));

describe('an account that loses its authorization', () => {
  test('is told by mail, with what to do and a link, and not before five minutes have passed', async () => {
    const account = await given('mail lost');
    await withdraw(account);
    const [open] = await noticesOf(account.admin);
    expect(open).toMatchObject({ kind: 'ACCOUNT_ACTION_REQUIRED', solvedAt: null, mailedAt: null });
    expect(open?.officialAccount?.id).toBe(account.accountId);
    await minutesLater(4);
    expect(server.mails).toEqual([]);

    await minutesLater(2);

    const [mail] = server.mails;
    expect(server.mails).toHaveLength(1);
    expect(mail?.to).toEqual([recipientOf(account.site)]);
    expect(mail?.subject).toBe('“演示服务号” cannot be used until somebody acts – Qiao, maillost');
    expect(mail?.text).toContain("must scan WeChat's QR code to authorize Qiao");
    const link = `${qiao.url}/console/accounts/${account.accountId}`;
    expect(mail?.text).toContain(`Open the account: ${link}`);
    expect(mail?.text).toContain(`${qiao.url}/console/connection`);
    expect(mail?.html).toContain(`<a href="${link}">`);
    expect(mail?.messageId).toMatch(/^<qiao\.[\w-]{32}@localhost>$/);
    expect((await noticesOf(account.admin))[0]?.mailedAt).not.toBeNull();
    await minutesLater(120);
    expect(told(account)).toHaveLength(1);
  });

  test('is told nobody if it is authorized again within that time', async () => {
    const account = await given('mail healed');
    await withdraw(account);
    await minutesLater(3);
    await authorizeAs(qiao, account.admin, account.accountId, account.appId);
    await minutesLater(10);
    expect(told(account)).toEqual([]);
    expect(await noticesOf(account.admin)).toMatchObject([
      { kind: 'ACCOUNT_ACTION_REQUIRED', solvedAt: expect.any(String), mailedAt: null },
    ]);
  });

  test('is told again with the same Message-ID if Qiao ends between sending and booking', async () => {
    const account = await broken('mail twice');
    await minutesLater(6);
    await sql(
      qiao,
      `update notice n set mails = 0, mailed_at = null, attempts = 1, next_mail_at = now() from installation i
       where i.id = n.installation_id and i.site = $1`,
      [account.site],
    );
    await tend();
    const [first, second] = told(account);
    expect(second?.messageId).toBe(first?.messageId);
  });

  test('is told once by workers that look at the same moment', async () => {
    const account = await broken('mail at once');
    await sql(
      qiao,
      "update notice set next_mail_at = now() - interval '1 minute' where next_mail_at is not null",
    );
    const [{ id: installationId } = { id: '' }] = await sql<{ id: string }>(
      qiao,
      'select id from installation where site = $1',
      [account.site],
    );
    await fourAtOnce('notice', 'notice.mail', installationId);
    expect(told(account)).toHaveLength(1);
  });

  test('is told once more after seven days, and never again', async () => {
    const account = await broken('mail reminder');
    await minutesLater(6);
    await minutesLater(7 * 24 * 60 - 1);
    expect(told(account)).toHaveLength(1);
    await minutesLater(2);
    const [first, second, ...more] = told(account);
    expect(more).toEqual([]);
    expect(second?.subject).toMatch(/^Reminder: /);
    expect(second?.messageId).not.toBe(first?.messageId);
    await minutesLater(30 * 24 * 60);
    expect(told(account)).toHaveLength(2);
  });

  test('shares a mail with others of its installation; what comes later waits until an hour has passed', async () => {
    const one = await given('mail together', 'first');
    const input = { ...COMPLETE, openIdFieldId: '100192', lastActivityFieldId: '100196' };
    const { accountId, appId } = await authorized(qiao, one.admin, input, { nickName: 'second' });
    await withdraw(one);
    await withdraw({ ...one, accountId, appId });
    await minutesLater(6);
    expect(told(one)).toHaveLength(1);
    expect(told(one)[0]?.subject).toContain('(and 1 more)');
    expect(told(one)[0]?.text).toMatch(/first[\s\S]*second/);
    await authorizeAs(qiao, one.admin, accountId, appId);
    // Two withdrawals within one second are one event: WeChat's times are whole seconds.
    await sleep(1000);
    await withdraw({ ...one, accountId, appId });
    await minutesLater(30);
    expect(told(one)).toHaveLength(1);
    await minutesLater(31);
    expect(told(one)).toHaveLength(2);
  });
});

test('while the mail server hangs, one job waits for it, and contacts get their activities', async () => {
  const account = await given('mail hangs');
  const contactId = await addContact(qiao, account.site, 'mei@example.com');
  await qiao.eloqua.settings({ syncMs: 1 });
  const waiting = [await broken('mail waits first'), await broken('mail waits second')];
  const held = server.hang();
  onTestFinished(() => held.letGo());
  await sql(qiao, 'update notice set next_mail_at = now() where next_mail_at is not null');
  await sql(qiao, `select graphile_worker.add_job('notice.tend', '{}'::json)`);
  await eventually(() => held.waiting() > 0);

  await qiao.wechat.call('POST', `/_sandbox/accounts/${account.appId}/events`, {
    ...{ type: 'subscribe', openId: 'o-mei' },
  });
  await eventually(async () => (await sql(qiao, `select from follower where open_id = 'o-mei'`)).length > 0);
  await bind(qiao, account.accountId, 'o-mei', contactId);
  await eventually(async () => {
    await hurryDeliveries(qiao);
    return (await activitiesOf(qiao, account.site, contactId)).length > 0;
  });

  expect(held.waiting()).toBe(1);
  held.letGo();
  await settled(qiao);
  expect(waiting.map((site) => told(site).length)).toEqual([1, 1]);
});

test('the name of an account is text: it begins no header and no element', async () => {
  const name = 'A\r\nBcc: thief@example.com\r\n\r\n<img src=x onerror="alert(1)">\u202e';
  const account = await broken('mail names', name);
  await minutesLater(6);
  const [mail] = told(account);
  expect(mail?.to).toEqual([recipientOf(account.site)]);
  expect(mail?.raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc/im);
  expect(mail?.subject).toContain('“A Bcc: thief@example.com <img src=x');
  expect(mail?.html).toContain('&#60;img src=x onerror=&#34;alert(1)&#34;&#62;');
  expect(mail?.html).not.toContain('<img');
});

test('a mail that the server refuses is tried again, later and later, and given up after twelve times', async () => {
  const account = await broken('mail refused');
  logged.length = 0;
  server.refuseWith(451);
  await minutesLater(6);
  await tend();
  expect(await attempts(account.site)).toEqual([1]);
  await minutesLater(3);
  expect(await attempts(account.site)).toEqual([2]);
  server.refuseWith(null);
  await minutesLater(5);
  expect(told(account)).toHaveLength(1);

  const other = await broken('mail given up');
  server.refuseWith(550);
  await minutesLater(6);
  await sql(qiao, 'update notice set attempts = 10 where attempts = 1');
  for (let attempt = 0; attempt < 3; attempt += 1) await minutesLater(100);
  expect(await attempts(other.site)).toEqual([12]);
  const lines = logged.filter((line) => line.includes('mail'));
  expect(lines.some((line) => line.includes('a mail is given up'))).toBe(true);
  expect(logged.join('')).not.toMatch(/@[\w.]*example/);
});

const attempts = async (site: string) =>
  (
    await sql<{ attempts: number }>(
      qiao,
      'select n.attempts from notice n join installation i on i.id = n.installation_id where i.site = $1',
      [site],
    )
  ).map((row) => row.attempts);

test('a recipient that the server refuses costs the others nothing, and is shown until it is taken', async () => {
  const account = await broken('mail refused alone');
  const [good, bad] = [recipientOf(account.site), 'Gone@Example.com'];
  const admin = await qiao.caller({ site: account.site });
  const set = (recipients: string[]) => admin.run(UpdateNoticeSettingsDocument, { input: { recipients } });
  const refused = async () =>
    (await admin.run(GetNoticesDocument, {})).installation.noticeSettings?.refusedRecipients;
  await set([bad, good]);
  server.refused.add('Gone@example.com');
  logged.length = 0;
  await minutesLater(6);
  expect(told(account)).toMatchObject([{ to: [good] }]);
  expect(await refused()).toEqual([bad]);
  expect(logged.join('')).toContain('the mail server refused some recipients of a mail');
  expect(logged.join('')).not.toMatch(/gone@example/i);
  await set([good]);
  await set([bad, good]);
  expect(await refused(), 'of one that was no recipient meanwhile nothing is kept').toEqual([]);
  await sql(qiao, 'update notice_settings set refused_recipients = $1 where $2 = any(recipients)', [
    [bad],
    bad,
  ]);

  server.refused.clear();
  await minutesLater(7 * 24 * 60 + 10);
  expect(told(account).at(-1)?.to).toEqual(['Gone@example.com', good]);
  expect(await refused()).toEqual([]);
});

test('where it refuses each recipient, they are shown, and the mail is tried again', async () => {
  const account = await broken('mail refused all');
  const admin = await qiao.caller({ site: account.site });
  server.refused.add(recipientOf(account.site));
  await minutesLater(6);
  const { noticeSettings } = (await admin.run(GetNoticesDocument, {})).installation;
  expect(noticeSettings?.refusedRecipients).toEqual([recipientOf(account.site)]);
  await admin.run(UpdateNoticeSettingsDocument, { input: { recipients: ['other@example.com'] } });
  await minutesLater(3);
  expect(server.mails.at(-1)?.to).toEqual(['other@example.com']);
  server.refused.clear();
});

test('a default campaign that ends soon is told, in Chinese if the settings say so', async () => {
  const account = await given('mail campaign');
  await account.admin.run(UpdateNoticeSettingsDocument, { input: { language: 'ZH' } });
  const endAt = Math.floor(Date.now() / 1000) + 20 * 86_400;
  const campaign = await qiao.eloqua.addCampaign(account.site, {
    ...{ name: 'Ends soon', currentStatus: 'Active', endAt },
  });
  const input = { accountId: account.accountId, defaultCampaign: campaign };
  const { updateOfficialAccount } = await account.admin.run(UpdateOfficialAccountDocument, { input });
  expect(updateOfficialAccount.userErrors).toEqual([]);
  await minutesLater(6);
  const [mail] = told(account);
  expect(mail?.subject).toBe('公众号“演示服务号”的默认营销活动即将结束 – Qiao，mailcampaign');
  expect(mail?.text).toContain('请延后该营销活动的结束时间');
});

describe('a lost connection', () => {
  test('is told to who connected, as long as no recipients are set', async () => {
    const admin = await qiao.caller({ site: 'mail connection' });
    await admin.run(MarketingUsersDocument, {});
    const { noticeSettings } = (await admin.run(GetNoticesDocument, {})).installation;
    expect(noticeSettings).toMatchObject({ recipients: [], isMailConfigured: true });
    expect(noticeSettings?.defaultRecipient).toMatch(/@mailconnection\.example$/);
    await qiao.eloqua.revoke('mailconnection');
    await outdateCatalogues(qiao, 10);
    await admin.run(MarketingUsersDocument, {});
    await eventually(async () => (await noticesOf(admin)).length === 1);
    await minutesLater(6);
    const mail = server.mails.find(({ to }) => to[0] === noticeSettings?.defaultRecipient);
    expect(mail?.subject).toBe('The connection to the marketing platform is lost – Qiao, mailconnection');
    await qiao.eloqua.reinstall('mailconnection');
    await eventually(async () => (await noticesOf(admin))[0]?.solvedAt != null);
  });
});

describe('that WeChat pushes no ticket', () => {
  const lose = async () => {
    await sql(qiao, 'create table kept_tickets as select * from component_ticket');
    await sql(qiao, 'delete from component_ticket');
    await tend();
  };
  const find = async () => {
    await sql(qiao, 'insert into component_ticket select * from kept_tickets');
    await sql(qiao, 'drop table kept_tickets');
    await tend();
  };

  test('is told to the operator, and forgotten when it is over', async () => {
    await lose();
    await minutesLater(10);
    expect(server.mails).toEqual([]);
    await minutesLater(6);
    expect(server.mails).toMatchObject([
      {
        to: ['operator@example.com'],
        subject: `WeChat pushes no component ticket / 微信未推送 component_verify_ticket – Qiao, ${new URL(qiao.url).host}`,
      },
    ]);
    await find();
    await minutesLater(61);
    expect(await sql(qiao, 'select kind from operator_notice')).toEqual([]);
  });

  test('is told an hour after the last one, while it still works, and again only after a new ticket', async () => {
    const pushed = (minutesAgo: number) =>
      sql(qiao, 'update component_ticket set received_at = now() - make_interval(mins => $1)', [minutesAgo]);
    await pushed(44);
    await minutesLater(20);
    expect(await sql(qiao, 'select kind from operator_notice')).toEqual([]);
    await pushed(46);
    await tend();
    expect(server.mails).toEqual([]);
    await minutesLater(15);
    expect(server.mails).toHaveLength(1);
    await minutesLater(24 * 60);
    expect(server.mails).toHaveLength(1);
    await pushed(0);
    await minutesLater(61);
    await pushed(46);
    await tend();
    await minutesLater(15);
    expect(server.mails).toHaveLength(2);
    await pushed(0);
    await minutesLater(61);
  });

  test('is told at most once an hour if it comes and goes', async () => {
    await lose();
    await minutesLater(16);
    await find();
    await lose();
    await minutesLater(30);
    expect(server.mails).toHaveLength(1);
    await minutesLater(31);
    expect(server.mails).toHaveLength(2);
    await find();
    await minutesLater(61);
  });

  test('is told once by workers that look at the same moment', async () => {
    await lose();
    await sql(qiao, "update operator_notice set next_mail_at = now() - interval '1 minute'");
    await fourAtOnce('operator_notice', 'notice.tell-operator', null);
    expect(server.mails).toHaveLength(1);
    await find();
  });
});

test('uninstalling solves everything and forgets the recipients', async () => {
  const account = await broken('mail uninstalled');
  await qiao.eloqua.uninstall(account.site);
  await settled(qiao);
  const rows = `from notice n join installation i on i.id = n.installation_id where i.site = $1 and solved_at is null`;
  expect(await sql(qiao, `select n.id ${rows}`, [account.site])).toEqual([]);
  const settings = `select recipients from notice_settings s join installation i on i.id = s.installation_id where i.site = $1`;
  expect(await sql(qiao, settings, [account.site])).toEqual([]);
});
