import { describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { LOCK_WAITS, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import {
  ContactFieldsDocument,
  GetAccountDetailsDocument,
  OfficialAccountChangedDocument,
  UpdateOfficialAccountDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { outdateCatalogues, ownId, settled, sql, sqlUnseen } from '../kit/stored.ts';
import { accountOf, authorized, COMPLETE, listening, TERMS } from '../kit/stories.ts';

const qiao = useQiao();

const site = (name: string) => name.replaceAll(' ', '');

async function given(name: string, input = COMPLETE) {
  const admin = await qiao.caller({ site: name });
  const { accountId } = await authorized(qiao, admin, input);
  return { admin, accountId, site: site(name) };
}

/** The account after the marketing platform was read again. */
async function seen(client: TestClient, id: string) {
  await outdateCatalogues(qiao, 10);
  await client.run(GetAccountDetailsDocument, { id });
  const { officialAccount } = await client.run(GetAccountDetailsDocument, { id });
  if (!officialAccount) throw new Error('there is no such account');
  return officialAccount;
}

const told = ({ requirements }: { requirements: { code: string; path: string[] }[] }) =>
  requirements.map(({ code, path }) => `${code} ${path.join('.')}`);

describe('a contact field', () => {
  test('that held the OpenID and is deleted takes the account to ACTION_REQUIRED, and its name is remembered', async () => {
    const { admin, accountId, site } = await given('openid gone');
    await qiao.eloqua.remove(site, 'fields', '100191');

    const account = await seen(admin, accountId);

    expect(account.status).toBe('ACTION_REQUIRED');
    expect(told(account)).toEqual(['OPEN_ID_FIELD_MISSING openIdFieldId']);
    expect(account.mapped[0]).toEqual({
      purpose: 'OPEN_ID',
      lastKnownName: 'WeChat OpenID A1',
      contactField: null,
    });
    const [row] = await sql(qiao, 'select status from official_account where id = $1', [ownId(accountId)]);
    expect(row).toEqual({ status: 'ACTION_REQUIRED' });
  });

  test('that is read-only now can hold nothing; when it is writable again, the account is active again', async () => {
    const { admin, accountId, site } = await given('read only');
    await qiao.eloqua.change(site, 'fields', '100191', { isReadOnly: true });
    expect(await seen(admin, accountId)).toMatchObject({
      status: 'ACTION_REQUIRED',
      requirements: [
        { code: 'OPEN_ID_FIELD_MISSING', mutation: 'updateFieldMappings', path: ['openIdFieldId'] },
      ],
    });
    await qiao.eloqua.change(site, 'fields', '100191', { isReadOnly: false });
    expect(await seen(admin, accountId)).toMatchObject({ status: 'ACTIVE', requirements: [] });
  });

  test('of an optional purpose that is gone is an advice', async () => {
    const { admin, accountId, site } = await given('optional gone');
    await qiao.eloqua.remove(site, 'fields', '100194');
    await qiao.eloqua.remove(site, 'fields', '100195');
    const account = await seen(admin, accountId);
    expect(account.status).toBe('ACTIVE');
    expect(told(account)).toEqual([
      'MAPPED_FIELD_MISSING subscriptionStatusFieldId',
      'MAPPED_FIELD_MISSING lastActivityFieldId',
    ]);
  });

  test('of another account is nobody else’s matter, and who listens is told of their own', async () => {
    const { admin, accountId, site } = await given('listening');
    const events = await listening(qiao, 1, () => admin.subscribe(OfficialAccountChangedDocument, {}));
    await qiao.eloqua.remove(site, 'fields', '100192');
    await seen(admin, accountId);
    await qiao.eloqua.change(site, 'fields', '100191', { name: 'Renamed' });
    expect((await seen(admin, accountId)).mapped[0]?.lastKnownName).toBe('Renamed');
    expect((await events.next()).value?.data?.officialAccountChanged).toMatchObject({
      kind: 'CHANGED',
      accountId,
      changedPaths: ['fieldMappings', 'status', 'viewerCan', 'requirements'],
    });
    await events.return?.(undefined);
  });
});

describe('the default campaign', () => {
  test.each([
    [
      'completed',
      (site: string) => qiao.eloqua.change(site, 'campaigns', '1234', { currentStatus: 'Completed' }),
    ],
    ['deleted', (site: string) => qiao.eloqua.remove(site, 'campaigns', '1234')],
  ])('that was %s takes the account to ACTION_REQUIRED', async (what, change) => {
    const { admin, accountId, site } = await given(`campaign ${what}`);
    await change(site);
    const account = await seen(admin, accountId);
    expect(account.status).toBe('ACTION_REQUIRED');
    expect(told(account)).toEqual(['DEFAULT_CAMPAIGN_NOT_ACTIVE defaultCampaign']);
    expect(account.campaign?.name).toBe('WeChat default – Acme CN');
  });

  test('that ends within 60 days is an advice', async () => {
    const { admin, accountId } = await given('ending', { ...COMPLETE, defaultCampaign: '1235' });
    expect(told(await accountOf(admin, accountId))).toEqual(['DEFAULT_CAMPAIGN_ENDING accountId']);
  });

  test('that ends takes the account to ACTION_REQUIRED at that moment, though nobody looks', async () => {
    const name = 'at that moment';
    const admin = await qiao.caller({ site: name });
    const endAt = Math.floor(Date.now() / 1000) + 5;
    const campaign = { name: 'Short', currentStatus: 'Active', startAt: endAt - 1000, endAt };
    const defaultCampaign = await qiao.eloqua.addCampaign(site(name), campaign);
    const { accountId } = await authorized(qiao, admin, { ...COMPLETE, defaultCampaign });
    const statusOf = async () =>
      (await sql(qiao, 'select status from official_account where id = $1', [ownId(accountId)]))[0]?.status;
    expect(await statusOf()).toBe('ACTIVE');
    const events = await listening(qiao, 1, () => admin.subscribe(OfficialAccountChangedDocument, {}));

    await eventually(async () => (await statusOf()) === 'ACTION_REQUIRED', 20_000);

    expect((await events.next()).value?.data?.officialAccountChanged).toMatchObject({
      kind: 'CHANGED',
      accountId,
      changedPaths: ['status', 'viewerCan', 'requirements'],
    });
    await events.return?.(undefined);
  });

  test('that has ended while no worker ran is found by the daily review', async () => {
    const { admin, accountId } = await given('missed');
    await sql(
      qiao,
      `update campaign set end_at = now() - interval '1 minute' where id = '1234' and installation_id =
      (select installation_id from official_account where id = $1)`,
      [ownId(accountId)],
    );
    await qiao.services.accountReviews.reviewAll();
    await eventually(async () => (await accountOf(admin, accountId)).status === 'ACTION_REQUIRED');
    const [entry] = await sql(
      qiao,
      `select action, before, after from audit_entry where subject_id = $1 order by id desc limit 1`,
      [ownId(accountId)],
    );
    expect(entry).toEqual({
      action: 'reviewAccounts',
      before: { status: 'ACTIVE' },
      after: { status: 'ACTION_REQUIRED' },
    });
  });
});

test('the daily review takes a page of accounts at a time, and leaves an installation that was uninstalled alone', async () => {
  const names = ['many', 'gone for good'];
  const admins = await Promise.all(names.map((name) => qiao.caller({ site: name })));
  // As if they had been complete, which none is: a draft that was active before needs action.
  for (const name of names)
    await sql(
      qiao,
      `insert into official_account (installation_id, id, was_active, default_campaign)
       select i.id, gen_random_uuid(), true, '1234' from installation i, generate_series(1, 51) where i.site = $1`,
      [site(name)],
    );
  await sqlUnseen(qiao, `update installation set status = 'UNINSTALLED' where site = 'goneforgood'`);
  const drafts = `select i.site, a.status, count(*)::int from official_account a join installation i on i.id = a.installation_id
    where i.site in ('many', 'goneforgood') group by 1, 2 order by 1`;

  await qiao.services.accountReviews.reviewAll();

  await eventually(async () => (await sql(qiao, drafts))[1]?.status === 'ACTION_REQUIRED');
  await settled(qiao);
  expect(await sql(qiao, drafts)).toEqual([
    { site: 'goneforgood', status: 'DRAFT', count: 51 },
    { site: 'many', status: 'ACTION_REQUIRED', count: 51 },
  ]);
  expect(admins).toHaveLength(2);
});

test('an account that takes a field while that field goes is told of it, whichever commits first', async () => {
  const admin = await qiao.caller({ site: 'at once' });
  const { accountId } = await authorized(qiao, admin);
  await admin.run(GetAccountDetailsDocument, { id: accountId });
  const own = [ownId(accountId)];
  const installation = `(select installation_id from official_account where id = $1)`;
  await withClient(qiao.database.superuserUrl, async (edit) => {
    await edit.query('begin');
    await edit.query(`select from installation where id = ${installation} for no key update`, own);
    await edit.query(`update official_account set open_id_field = '100192' where id = $1`, own);
    await qiao.eloqua.remove('atonce', 'fields', '100192');
    await outdateCatalogues(qiao, 120);
    const reading = admin.run(ContactFieldsDocument, {});
    await eventually(async () => {
      return (await edit.query(LOCK_WAITS)).rows.length > 0;
    });
    await edit.query('commit');
    await reading;
  });
  const status = async () =>
    (await sql(qiao, 'select status from official_account where id = $1', own))[0]?.status;
  await eventually(async () => (await status()) === 'ACTION_REQUIRED');
});

test('terms that have a newer version since are an advice', async () => {
  const { admin, accountId } = await given('outdated');
  await sql(qiao, `update official_account set terms_version = '1999-01' where id = $1`, [ownId(accountId)]);
  const account = await accountOf(admin, accountId);
  expect(account.status).toBe('ACTIVE');
  expect(told(account)).toEqual(['TERMS_OUTDATED acceptedTermsVersion']);
  const accept = async (acceptedTermsVersion: string) =>
    (await admin.run(UpdateOfficialAccountDocument, { input: { accountId, acceptedTermsVersion } }))
      .updateOfficialAccount;
  // Saying again what was accepted changes nothing; accepting another old version is refused.
  expect(await accept('1999-01')).toMatchObject({ userErrors: [], officialAccount: { version: 1 } });
  expect((await accept('1998-01')).userErrors).toMatchObject([{ code: 'TERMS_NOT_ACCEPTED' }]);
  expect((await accept(TERMS)).officialAccount?.requirements).toEqual([]);
});

test('an installation that is uninstalled keeps the settings of its accounts, and neither token nor slot', async () => {
  const name = 'uninstalled';
  const admin = await qiao.caller({ site: name });
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE, { openPlatform: 'uninstalling' });
  await qiao.eloqua.uninstall(name);
  const [row] = await sql(
    qiao,
    `select status, credential_app_id, credential_state, credential_state_reason, open_id_field,
       (select count(*)::int from authorizer where app_id = $2) as owners,
       (select count(*)::int from credential where app_id = $2) as tokens
     from official_account where id = $1`,
    [ownId(accountId), appId],
  );
  expect(row).toEqual({
    status: 'ACTION_REQUIRED',
    credential_app_id: null,
    credential_state: 'WITHDRAWN',
    credential_state_reason: 'UNINSTALLED',
    open_id_field: '100191',
    owners: 0,
    tokens: 0,
  });
});
