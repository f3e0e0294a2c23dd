import { describe, expect, test } from 'vitest';
import {
  CampaignsDocument,
  ContactFieldsDocument,
  CreateContactFieldDocument,
  CreateDefaultCampaignDocument,
  type FieldPurpose,
  RemoveOfficialAccountDocument,
  RenewDefaultCampaignDocument,
} from '../kit/generated/operations.ts';
import type { Qiao } from '../kit/qiao.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { outdateCatalogues, sql, storedBut } from '../kit/stored.ts';
import { accountOf, addAccount, COMPLETE, errorCodes } from '../kit/stories.ts';

const qiao = useQiao();

const POSTS = { field: '/api/rest/1.0/assets/contact/field', campaign: '/api/rest/2.0/assets/campaign' };
const posts = async (path: string) =>
  (await qiao.eloqua.requests(path)).filter(({ method }) => method === 'POST');
const YEAR_MS = 365 * 86_400_000;

describe('createContactField', () => {
  const create = async (client: Awaited<ReturnType<Qiao['caller']>>, input: object) =>
    (await client.run(CreateContactFieldDocument, { input: { purpose: 'OPEN_ID', ...input } }))
      .createContactField;

  test.each([
    ['OPEN_ID', 'WeChat OpenID', 'text'],
    ['UNION_ID', 'WeChat UnionID 2', 'text'],
    ['SUBSCRIPTION_STATUS', 'WeChat Subscription Status 2', 'text'],
    ['LAST_ACTIVITY', 'WeChat Last Activity', 'date'],
  ] as const)('makes a field that is fit for %s', async (purpose: FieldPurpose, name, dataType) => {
    const admin = await qiao.caller({ site: `make${purpose.replaceAll('_', '')}` });

    const { contactField, userErrors } = await create(admin, { purpose });

    expect(userErrors).toEqual([]);
    expect(contactField).toMatchObject({ name, dataType, displayType: 'text', readOnly: false });
    expect(contactField).toMatchObject({
      purposes: expect.arrayContaining([purpose]),
      availability: 'AVAILABLE',
    });
    const { contactFields } = await admin.run(ContactFieldsDocument, { search: name });
    expect(contactFields.edges.map(({ node }) => node.id)).toContain(contactField?.id);
  });

  test('takes the next name where one is taken, in whatever case', async () => {
    const admin = await qiao.caller({ site: 'names' });
    await qiao.eloqua.addField('names', { name: 'wechat openid' });

    const names = [];
    for (let n = 0; n < 3; n += 1) names.push((await create(admin, {})).contactField?.name);
    names.push((await create(admin, { name: '会员 OpenID' })).contactField?.name);
    names.push((await create(admin, { name: '会员 OpenID' })).contactField?.name);

    expect(names).toEqual([
      'WeChat OpenID 2',
      'WeChat OpenID 3',
      'WeChat OpenID 4',
      '会员 OpenID',
      '会员 OpenID 2',
    ]);
  });

  test('is named after the account that it is for, and an account may use it', async () => {
    const admin = await qiao.caller({ site: 'after' });
    const account = await addAccount(admin, { description: 'Shanghai store' });

    const { contactField } = await create(admin, { accountId: account.id });

    expect(contactField?.name).toBe('WeChat OpenID Shanghai store');
    const other = await addAccount(admin, { openIdFieldId: contactField?.id ?? '' });
    expect(other.fieldMappings.map(({ lastKnownName }) => lastKnownName)).toEqual([
      'WeChat OpenID Shanghai store',
    ]);
  });

  test('for an account of another installation is refused, and makes nothing', async () => {
    const admin = await qiao.caller({ site: 'ours' });
    const { id } = await addAccount(await qiao.caller({ site: 'foreign' }));
    await qiao.eloqua.forgetRequests();

    const { contactField, userErrors } = await create(admin, { accountId: id });

    expect([contactField, userErrors]).toMatchObject([null, [{ code: 'NOT_FOUND', path: ['accountId'] }]]);
    expect(await posts(POSTS.field)).toEqual([]);
  });

  test('with a name of more than 100 characters is refused, and makes nothing', async () => {
    const admin = await qiao.caller({ site: 'long' });
    await qiao.eloqua.forgetRequests();

    const { userErrors } = await create(admin, { name: 'x'.repeat(101) });

    expect(userErrors).toMatchObject([{ code: 'INVALID', path: ['name'] }]);
    expect(await posts(POSTS.field)).toEqual([]);
  });

  test.each([{ reset: true }, { html: true }, { httpStatus: 502 }])(
    'finds the field that was made where the answer was lost (%j), and makes no other',
    async (fault) => {
      const site = `lost${JSON.stringify(fault).replaceAll(/\W/g, '')}`;
      const admin = await qiao.caller({ site });
      await qiao.eloqua.forgetRequests();
      await qiao.eloqua.fault({ path: POSTS.field, times: 1, when: 'AFTER', ...fault });

      const { contactField, userErrors } = await create(admin, {});

      expect([contactField?.name, userErrors]).toEqual(['WeChat OpenID', []]);
      expect(await posts(POSTS.field)).toHaveLength(1);
    },
  );

  test.each([{ reset: true }, { html: true }, { httpStatus: 500 }])(
    'says so where the call did not arrive (%j): nothing is there, and it was tried once',
    async (fault) => {
      const site = `away${JSON.stringify(fault).replaceAll(/\W/g, '')}`;
      const admin = await qiao.caller({ site });
      await admin.run(ContactFieldsDocument, {});
      const before = await storedBut(qiao, 'marketing_connection', 'installation');
      await qiao.eloqua.forgetRequests();
      await qiao.eloqua.fault({ path: POSTS.field, times: 1, ...fault });

      const { contactField, userErrors } = await create(admin, {});

      expect([contactField, userErrors]).toMatchObject([
        null,
        [{ code: 'UPSTREAM_UNAVAILABLE', message: expect.stringContaining('may have') }],
      ]);
      expect(await posts(POSTS.field)).toHaveLength(1);
      expect(await storedBut(qiao, 'marketing_connection', 'installation')).toEqual(before);
    },
  );

  test('says which right is missing where the user who connected may not make fields', async () => {
    const admin = await qiao.caller({ site: 'rights' });
    await qiao.eloqua.fault({ path: POSTS.field, times: 1, httpStatus: 403 });

    const { userErrors } = await create(admin, {});

    expect(userErrors).toMatchObject([
      {
        code: 'UPSTREAM_UNAVAILABLE',
        message:
          'The user who connected Qiao may not do this in the marketing platform. Give them the permission, or connect as another user. Nothing was changed.',
      },
    ]);
  });

  test('says that nothing changed where nothing was asked for yet', async () => {
    const admin = await qiao.caller({ site: 'unread' });
    await qiao.eloqua.fault({ path: `${POSTS.field}s`, times: 1, httpStatus: 500 });

    const { userErrors } = await create(admin, {});

    expect(userErrors).toMatchObject([
      { code: 'UPSTREAM_UNAVAILABLE', message: expect.stringContaining('Nothing was changed') },
    ]);
  });

  test('is for administrators', async () => {
    const marketer = await qiao.caller({ site: 'rights', role: 'marketer' });

    expect(
      errorCodes(await marketer.ask(CreateContactFieldDocument, { input: { purpose: 'OPEN_ID' } })),
    ).toEqual(['FORBIDDEN']);
  });

  test('is in the audit trail', async () => {
    const admin = await qiao.caller({ site: 'trail', user: '20' });
    const { contactField } = await create(admin, {});

    const entries = await sql(
      qiao,
      `select e.actor, e.after from audit_entry e join installation i on i.id = e.installation_id
       where i.site = 'trail' and e.action = 'createContactField'`,
    );
    const id = Buffer.from(contactField?.id ?? '', 'base64url')
      .toString()
      .split(':')[1];
    expect(entries).toEqual([
      { actor: '20', after: { contactField: id, name: 'WeChat OpenID', purpose: 'OPEN_ID' } },
    ]);
  });
});

describe('createDefaultCampaign', () => {
  const create = async (client: Awaited<ReturnType<Qiao['caller']>>, input: object = {}) =>
    (await client.run(CreateDefaultCampaignDocument, { input })).createDefaultCampaign;

  test('makes a campaign that is active and ends in about ten years', async () => {
    const admin = await qiao.caller({ site: 'campaign' });

    const { campaign, userErrors } = await create(admin);

    expect(userErrors).toEqual([]);
    expect(campaign).toMatchObject({ name: 'WeChat default campaign', status: 'ACTIVE' });
    const life = Date.parse(campaign?.endAt ?? '') - Date.now();
    expect(life).toBeGreaterThan(9.9 * YEAR_MS);
    expect(life).toBeLessThan(10.1 * YEAR_MS);
    expect((await create(admin)).campaign?.name).toBe('WeChat default campaign 2');
    const { campaigns } = await admin.run(CampaignsDocument, { search: 'default campaign' });
    expect(campaigns.totalCount).toBe(2);
  });

  test('becomes the default campaign of the account that it is for', async () => {
    const admin = await qiao.caller({ site: 'mine' });
    const account = await addAccount(admin, { ...COMPLETE, defaultCampaign: null, description: 'Beijing' });
    expect(account.requirements.map(({ code }) => code)).toContain('DEFAULT_CAMPAIGN_REQUIRED');

    const { campaign } = await create(admin, { accountId: account.id });

    expect(campaign?.name).toBe('WeChat default – Beijing');
    const after = await accountOf(admin, account.id);
    expect(after.defaultCampaign?.id).toBe(campaign?.id);
    expect(after.requirements.map(({ code }) => code)).not.toContain('DEFAULT_CAMPAIGN_REQUIRED');
  });

  test('becomes it though Eloqua is away as soon as it is made: nobody need ask for what was made just now', async () => {
    const admin = await qiao.caller({ site: 'awayafter' });
    const account = await addAccount(admin);
    await qiao.eloqua.forgetRequests();

    const { campaign, userErrors } = await create(admin, { accountId: account.id });

    expect(userErrors).toEqual([]);
    const calls = await qiao.eloqua.requests('/api/*');
    expect(calls.at(-1)).toMatchObject({ method: 'POST', path: expect.stringContaining('/active/') });
    expect((await accountOf(admin, account.id)).defaultCampaign?.id).toBe(campaign?.id);
  });

  test('for an account that was removed is refused, and makes nothing', async () => {
    const admin = await qiao.caller({ site: 'removed' });
    const { id: accountId } = await addAccount(admin);
    await admin.run(RemoveOfficialAccountDocument, { input: { accountId } });
    await qiao.eloqua.forgetRequests();

    expect(await create(admin, { accountId })).toMatchObject({
      campaign: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['accountId'] }],
    });
    expect(await posts(POSTS.campaign)).toEqual([]);
  });

  test.each(['\0', 'half \ud83d', 'x'.repeat(101)])(
    'with the name %j is refused, and makes nothing',
    async (name) => {
      const admin = await qiao.caller({ site: 'campaignnames' });
      await qiao.eloqua.forgetRequests();

      expect(await create(admin, { name })).toMatchObject({
        campaign: null,
        userErrors: [{ code: 'INVALID', path: ['name'] }],
      });
      expect(await posts(POSTS.campaign)).toEqual([]);
    },
  );

  test.each([POSTS.campaign, `${POSTS.campaign}/active/*`])(
    'where the answer of %s was lost, there is one campaign, and it is active',
    async (path) => {
      const site = `lost${path.length}`;
      const admin = await qiao.caller({ site });
      await qiao.eloqua.fault({ path, times: 1, when: 'AFTER', reset: true });

      const { campaign, userErrors } = await create(admin);

      expect([campaign?.status, userErrors]).toEqual(['ACTIVE', []]);
      const { campaigns } = await admin.run(CampaignsDocument, { search: 'default campaign' });
      expect(campaigns.totalCount).toBe(1);
    },
  );

  test('refused with 401 half-way is made once: what was done is not done again', async () => {
    const admin = await qiao.caller({ site: 'halfway' });
    await qiao.eloqua.fault({ path: `${POSTS.campaign}/active/*`, times: 1, httpStatus: 401 });

    const { campaign, userErrors } = await create(admin);

    expect([campaign?.status, campaign?.name, userErrors]).toEqual(['ACTIVE', 'WeChat default campaign', []]);
    const { campaigns } = await admin.run(CampaignsDocument, { search: 'default campaign' });
    expect(campaigns.totalCount).toBe(1);
  });

  test('where activating is refused leaves one draft, and the next attempt uses it', async () => {
    const admin = await qiao.caller({ site: 'refused' });
    await qiao.eloqua.addCampaign('refused', { name: 'WeChat default campaign' });
    await qiao.eloqua.fault({ path: `${POSTS.campaign}/active/*`, times: 2, httpStatus: 403 });

    const refused = [await create(admin), await create(admin)];

    const fault = {
      code: 'UPSTREAM_UNAVAILABLE',
      message: expect.stringContaining('“WeChat default campaign 2” exists as a draft'),
    };
    expect(refused).toMatchObject([{ userErrors: [fault] }, { userErrors: [fault] }]);
    expect((await create(admin)).campaign).toMatchObject({
      name: 'WeChat default campaign 2',
      status: 'ACTIVE',
    });
    const { campaigns } = await admin.run(CampaignsDocument, { search: 'default campaign' });
    expect(campaigns.edges.map(({ node }) => [node.name, node.status])).toEqual([
      ['WeChat default campaign', 'DRAFT'],
      ['WeChat default campaign 2', 'ACTIVE'],
    ]);
  });

  test.each([400, 409])(
    'refused with %i because somebody else has activated it is as good as activated',
    async (httpStatus) => {
      const site = `faster${httpStatus}`;
      const admin = await qiao.caller({ site });
      await qiao.eloqua.fault({ path: `${POSTS.campaign}/active/*`, times: 1, when: 'AFTER', httpStatus });

      const { campaign, userErrors } = await create(admin);

      expect([campaign?.name, campaign?.status, userErrors]).toEqual([
        'WeChat default campaign',
        'ACTIVE',
        [],
      ]);
      const { campaigns } = await admin.run(CampaignsDocument, { search: 'default campaign' });
      expect(campaigns.totalCount).toBe(1);
    },
  );

  test.each([{ reset: true }, { httpStatus: 403 }])(
    'where nobody knows whether it is active (%j), that is what the answer says',
    async (fault) => {
      const admin = await qiao.caller({ site: `unknown${JSON.stringify(fault).replaceAll(/\W/g, '')}` });
      await qiao.eloqua.fault({ path: `${POSTS.campaign}/active/*`, times: 1, when: 'AFTER', ...fault });
      await qiao.eloqua.fault({ path: `${POSTS.campaign}/*`, times: 1, httpStatus: 500 });

      expect(await create(admin)).toMatchObject({
        campaign: null,
        userErrors: [
          {
            code: 'UPSTREAM_UNAVAILABLE',
            message: expect.stringContaining(
              '“WeChat default campaign” may exist, as a draft or active. Check the marketing platform before you try again.',
            ),
          },
        ],
      });
    },
  );

  test('where the activation was lost and shows no effect yet, promises nothing; the next attempt uses the draft', async () => {
    const admin = await qiao.caller({ site: 'noeffect' });
    await qiao.eloqua.fault({ path: `${POSTS.campaign}/active/*`, times: 1, reset: true });

    expect(await create(admin)).toMatchObject({
      campaign: null,
      userErrors: [
        { code: 'UPSTREAM_UNAVAILABLE', message: expect.stringContaining('as a draft or active') },
      ],
    });
    expect((await create(admin)).campaign).toMatchObject({
      name: 'WeChat default campaign',
      status: 'ACTIVE',
    });
    const { campaigns } = await admin.run(CampaignsDocument, { search: 'default campaign' });
    expect(campaigns.totalCount).toBe(1);
  });

  test('where nothing arrives says so, and leaves nothing', async () => {
    const admin = await qiao.caller({ site: 'down' });
    await qiao.eloqua.fault({ path: POSTS.campaign, times: 1, httpStatus: 500 });

    expect(await create(admin)).toMatchObject({
      campaign: null,
      userErrors: [{ code: 'UPSTREAM_UNAVAILABLE', message: expect.stringContaining('may have') }],
    });
    expect((await admin.run(CampaignsDocument, { search: 'default campaign' })).campaigns.totalCount).toBe(0);
  });
});

describe('renewDefaultCampaign', () => {
  const renew = async (client: Awaited<ReturnType<Qiao['caller']>>, accountId: string) =>
    (await client.run(RenewDefaultCampaignDocument, { input: { accountId } })).renewDefaultCampaign;

  test('moves the end of a campaign that ends soon far away, and with it the advice', async () => {
    const admin = await qiao.caller({ site: 'renew' });
    const { id } = await addAccount(admin, { ...COMPLETE, defaultCampaign: '1235' });
    const codes = async () => (await accountOf(admin, id)).requirements.map(({ code }) => code);
    expect(await codes()).toContain('DEFAULT_CAMPAIGN_ENDING');

    const { campaign, userErrors } = await renew(admin, id);

    expect(userErrors).toEqual([]);
    expect(campaign).toMatchObject({ name: 'WeChat default – ending soon', status: 'ACTIVE' });
    expect(Date.parse(campaign?.endAt ?? '') - Date.now()).toBeGreaterThan(9.9 * YEAR_MS);
    expect(campaign?.endAt).toMatch(/T00:00:00\.000Z$/);
    expect(await codes()).not.toContain('DEFAULT_CAMPAIGN_ENDING');
    const kept = await qiao.eloqua.call<{ name: string; startAt: number }>(
      'GET',
      '/_sandbox/campaigns/1235?site=renew',
    );
    expect(kept).toMatchObject({ name: 'WeChat default – ending soon', startAt: 1_735_689_600 });
  });

  test('leaves a campaign alone that ends later still', async () => {
    const admin = await qiao.caller({ site: 'later' });
    const { id } = await addAccount(admin, { ...COMPLETE, defaultCampaign: '1235' });
    const endAt = Date.UTC(2099, 0, 1);
    await qiao.eloqua.change('later', 'campaigns', '1235', { endAt: endAt / 1000 });
    await outdateCatalogues(qiao, 1);
    await qiao.eloqua.forgetRequests();

    const { campaign, userErrors } = await renew(admin, id);

    expect([campaign?.endAt, userErrors]).toEqual(['2099-01-01T00:00:00.000Z', []]);
    expect((await qiao.eloqua.requests()).filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('of an account without one, or with one that ended, is refused', async () => {
    const admin = await qiao.caller({ site: 'ended' });
    const none = await addAccount(admin);
    const ended = await addAccount(admin, { defaultCampaign: '1235' });
    await qiao.eloqua.change('ended', 'campaigns', '1235', { endAt: Math.floor(Date.now() / 1000) - 60 });

    expect(await renew(admin, none.id)).toMatchObject({
      campaign: null,
      userErrors: [{ code: 'CAMPAIGN_NOT_FOUND', path: ['accountId'] }],
    });
    expect(await renew(admin, ended.id)).toMatchObject({
      campaign: null,
      userErrors: [{ code: 'CAMPAIGN_NOT_ACTIVE', path: ['accountId'] }],
    });
  });
});
