import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import type { TestClient } from '../kit/client.ts';
import {
  GetNoticesDocument,
  MarketingUsersDocument,
  UpdateNoticeSettingsDocument,
  type UpdateNoticeSettingsInput,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, settled, sql, stored } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';

// About two seconds.
const qiao = useQiao();
let admin: TestClient;
beforeAll(async () => {
  admin = await qiao.caller({ site: 'notice settings' });
});

const update = async (input: UpdateNoticeSettingsInput) =>
  (await admin.run(UpdateNoticeSettingsDocument, { input })).updateNoticeSettings;

async function run(job: string): Promise<void> {
  await sql(qiao, `select graphile_worker.add_job($1, '{}'::json)`, [job]);
  await settled(qiao);
}

describe('updateNoticeSettings', () => {
  test('changes what is given; null sets the default; the audit trail has no address', async () => {
    const recipients = [' Ops@example.com', 'li.wei+qiao@mail.example.cn', 'ops@EXAMPLE.com '];
    const { installation } = await update({ recipients, language: 'ZH' });
    expect(installation?.noticeSettings).toEqual({
      ...{ recipients: ['ops@EXAMPLE.com', 'li.wei+qiao@mail.example.cn'], language: 'ZH' },
    });
    const second = await update({ recipients: null });
    expect(second.installation?.noticeSettings).toEqual({ recipients: [], language: 'ZH' });
    const entries = await sql(
      qiao,
      `select before, after from audit_entry where action = 'updateNoticeSettings' order by id`,
    );
    expect(entries).toEqual([
      {
        before: { noticeRecipients: 0, noticeLanguage: 'EN' },
        after: { noticeRecipients: 2, noticeLanguage: 'ZH' },
      },
      {
        before: { noticeRecipients: 2, noticeLanguage: 'ZH' },
        after: { noticeRecipients: 0, noticeLanguage: 'ZH' },
      },
    ]);
  });

  test('that changes nothing leaves no trace', async () => {
    const before = await stored(qiao);
    expect((await update({ language: 'ZH' })).userErrors).toEqual([]);
    expect(await stored(qiao)).toEqual(before);
  });

  test.each([
    'nobody',
    'a@b',
    '@example.com',
    'a b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'Qiao <a@example.com>',
    '"a"@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(250)}.com`,
    'a@例子.中国',
  ])('refuses %j', async (address) => {
    const before = await stored(qiao);
    const { installation, userErrors } = await update({ recipients: ['ops@example.com', address] });
    expect(installation).toBeNull();
    expect(userErrors).toMatchObject([
      { code: 'INVALID', message: expect.stringContaining('position 2'), path: ['recipients'] },
    ]);
    expect(await stored(qiao)).toEqual(before);
  });

  test('refuses more than ten', async () => {
    const recipients = Array.from({ length: 11 }, (_, index) => `a${index}@example.com`);
    expect((await update({ recipients })).userErrors).toMatchObject([
      { code: 'INVALID', path: ['recipients'] },
    ]);
  });
});

test('where nobody is known who connected Qiao, an administrator who changed something is told, and no marketer', async () => {
  const owner = await qiao.caller({ site: 'default recipient' });
  await owner.run(MarketingUsersDocument, {});
  const [{ id: installationId } = { id: '' }] = await sql<{ id: string }>(
    qiao,
    `update installation set connected_user_name = null where site = 'defaultrecipient' returning id`,
  );
  const users = await sql<{ id: string; email_address: string }>(
    qiao,
    'select id, email_address from marketing_user where installation_id = $1 and not disabled order by id',
    [installationId],
  );
  const did = (user: number, subject: string) =>
    sql(
      qiao,
      `insert into audit_entry (installation_id, id, actor_kind, actor, action, subject_type, subject_id, request_id)
       values ($1, $2, 'USER', $3, 'did', $4, $2, '')`,
      [installationId, newId(), users[user]?.id, subject],
    );
  const told = async () =>
    (await owner.run(GetNoticesDocument, {})).installation.noticeSettings?.defaultRecipient;

  await did(1, 'MessageSender');
  expect(await told()).toBeNull();
  await did(0, 'OfficialAccount');
  await did(1, 'MessageSender');
  expect(await told()).toBe(users[0]?.email_address);
});

describe('without a mail server', () => {
  test('notices are kept and shown, and nobody is told', async () => {
    const { accountId, appId } = await authorized(qiao, admin, COMPLETE);
    await qiao.wechat.revoke(appId);
    await settled(qiao);
    await sql(qiao, `update notice set next_mail_at = now() - interval '1 hour'`);
    await run('notice.tend');
    const { noticeSettings, notices } = (await admin.run(GetNoticesDocument, {})).installation;
    expect(noticeSettings?.isMailConfigured).toBe(false);
    expect(notices).toMatchObject({
      totalCount: 1,
      edges: [
        {
          node: {
            ...{ kind: 'ACCOUNT_ACTION_REQUIRED', solvedAt: null, mailedAt: null },
            officialAccount: { id: accountId },
          },
        },
      ],
    });
  });
});

const pageAfter = async (after: string | null) =>
  (await admin.run(GetNoticesDocument, { first: 1, after })).installation.notices;

describe('notices', () => {
  test('that no event told are found within an hour, and old ones are deleted', async () => {
    await sql(qiao, 'delete from notice');
    await run('notice.review');
    const found = await sql<{ id: string }>(qiao, 'select id from notice where solved_at is null');
    expect(found).toHaveLength(1);
    await run('notice.review');
    expect(await sql(qiao, 'select id from notice')).toEqual(found);
    await sql(
      qiao,
      `insert into notice (installation_id, id, kind, account_id, opened_at, solved_at)
       select installation_id, gen_random_uuid(), kind, account_id, now(), now() - interval '91 days' from notice`,
    );
    await run('notice.review');
    expect(await sql(qiao, 'select id from notice')).toEqual(found);
  });

  test('are listed with open ones first, page by page', async () => {
    const ids = ['01983f6e-0000-7000-8000-000000000001', 'ff983f6e-0000-7000-8000-000000000002'];
    for (const id of ids)
      await sql(
        qiao,
        `insert into notice (installation_id, id, kind, account_id, opened_at, solved_at)
         select installation_id, $1, 'CAMPAIGN_ENDING', account_id, now(), now() from notice where solved_at is null`,
        [id],
      );
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const notices = await pageAfter(after);
      seen.push(...notices.edges.map(({ node }) => ownId(node.id)));
      after = notices.pageInfo.endCursor;
      more = notices.pageInfo.hasNextPage;
    }
    expect(seen).toEqual([expect.any(String), ids[1], ids[0]]);
    const answer = await admin.ask(GetNoticesDocument, { after: 'nonsense' });
    expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  test('one open notice of a kind is enough for an account', async () => {
    const again = `insert into notice (installation_id, id, kind, account_id, opened_at)
      select installation_id, gen_random_uuid(), kind, account_id, now() from notice where solved_at is null`;
    await expect(sql(qiao, again)).rejects.toThrow('notice_one_open_of_an_account');
  });
});
