import { beforeAll, describe, expect, test } from 'vitest';
import { BindingStory } from '../kit/bindings.ts';
import type { TestClient } from '../kit/client.ts';
import { allDelivered } from '../kit/deliveries.ts';
import {
  CreateBindingLinkDocument,
  type CreateBindingLinkInput,
  DeleteBindingLinkDocument,
  LinkFollowerDocument,
  ListBindingLinksDocument,
  RemoveOfficialAccountDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { settled, sql, stored } from '../kit/stored.ts';
import { addAccount, authorized, COMPLETE } from '../kit/stories.ts';

const SITE = 'bindinglinks';
const DAYS_30 = 30 * 86_400_000;
const qiao = useQiao();
let admin: TestClient;
let story: BindingStory;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE);
  story = new BindingStory(qiao, admin, SITE, accountId, appId);
  await settled(qiao);
});

const create = async (input: Partial<CreateBindingLinkInput> = {}) => {
  const wanted = { accountId: story.accountId, ...input };
  return (await admin.run(CreateBindingLinkDocument, { input: wanted })).createBindingLink;
};
const codeFor = async (contactId: string) => {
  const { bindingLink, userErrors } = await create({ contact: { contactId } });
  if (!bindingLink) throw new Error(JSON.stringify(userErrors));
  return bindingLink;
};
const links = async (variables: { first?: number; after?: string | null } = {}) => {
  const { officialAccount } = await admin.run(ListBindingLinksDocument, {
    account: story.accountId,
    ...variables,
  });
  if (!officialAccount) throw new Error('there is no account');
  return officialAccount.bindingLinks;
};
const linkOf = async (id: string) => (await links()).edges.find(({ node }) => node.id === id)?.node;

describe('a personal QR code', () => {
  test('binds who follows by it', async () => {
    const contactId = await story.contact('wang@example.com');
    const campaign = '1234';
    const { bindingLink } = await create({
      ...{ contact: { emailAddress: 'wang@example.com' }, campaign, label: ' for Wang ' },
    });
    expect(bindingLink).toMatchObject({
      kind: 'PERSONAL_QR_CODE',
      url: expect.stringMatching(/^http:\/\/weixin\.qq\.com\/q\//),
      qrCodeSvg: expect.stringContaining('<svg'),
      contact: { id: contactId, emailAddress: 'wang@example.com' },
      campaign: { name: expect.any(String) },
      ...{ label: 'for Wang', usedAt: null, usedCount: 0, account: { id: story.accountId } },
    });
    const { expiresAt, createdAt, url, id } = bindingLink ?? {};
    const life = Date.parse(expiresAt ?? '') - Date.parse(createdAt ?? '');
    expect(Math.abs(life - DAYS_30)).toBeLessThan(60_000);

    await story.scan(url ?? '', 'o-wang');
    expect(await story.bindingOf('o-wang')).toEqual(['BOUND', 'QR_CODE', contactId]);
    expect(await linkOf(id ?? '')).toMatchObject({ usedAt: expect.any(String), usedCount: 1 });
  });

  test('binds who follows already', async () => {
    await story.follow('o-zhao');
    const { url } = await codeFor(await story.contact('zhao@example.com'));
    await story.scan(url, 'o-zhao');

    expect((await story.bindingOf('o-zhao')).slice(0, 2)).toEqual(['BOUND', 'QR_CODE']);
  });

  test('binds only the first of many who scan it at once', async () => {
    const contactId = await story.contact('shared@example.com');
    const { id, url } = await codeFor(contactId);
    const openIds = Array.from({ length: 20 }, (_, index) => `o-shared-${index}`);
    await Promise.all(
      openIds.map((openId) => qiao.wechat.call('POST', '/_sandbox/qr-codes/scan', { code: url, openId })),
    );
    await settled(qiao);

    const bindings = await Promise.all(openIds.map((openId) => story.bindingOf(openId)));
    expect(bindings.filter(([state]) => state === 'BOUND')).toEqual([['BOUND', 'QR_CODE', contactId]]);
    expect(bindings.filter(([state]) => state === 'HELD')).toHaveLength(19);
    expect(await linkOf(id)).toMatchObject({ usedCount: 1 });

    await story.scan(url, 'o-shared-late');
    expect(await story.bindingOf('o-shared-late')).toEqual(['HELD', null, null]);
  });

  test('rebinds nobody, and leaves a conflict where the contact has another follower', async () => {
    const { id, url } = await codeFor(String((await story.contactsWith('wang@example.com'))[0]?.id));
    const wang = await story.bindingOf('o-wang');
    await story.scan(url, 'o-second-phone');
    expect(await story.bindingOf('o-second-phone')).toEqual(['CONFLICT', null, null]);
    expect(await story.bindingOf('o-wang')).toEqual(wang);
    expect(await linkOf(id)).toMatchObject({ usedCount: 0 });

    const zhao = await story.bindingOf('o-zhao');
    await story.scan((await codeFor(await story.contact('free@example.com'))).url, 'o-zhao');
    expect(await story.bindingOf('o-zhao')).toEqual(zhao);
  });

  test('takes a follower away from a contact that Qiao created, and not from one that somebody linked', async () => {
    const contactId = await story.contact('real@example.com');
    const [linked, made] = [
      await story.contact('linked@example.com'),
      await story.contact('made@example.com'),
    ];
    await story.follow('o-linked', 'o-made');
    for (const [openId, contact] of [
      ['o-linked', linked],
      ['o-made', made],
    ] as const) {
      const input = { followerId: (await story.follower(openId)).id, contact: { contactId: contact } };
      await admin.run(LinkFollowerDocument, { input });
    }
    await sql(qiao, `update follower set binding_how = 'CREATED' where open_id = 'o-made'`);
    const { url } = await codeFor(contactId);
    await story.scan(url, 'o-linked');
    expect(await story.bindingOf('o-linked')).toEqual(['BOUND', 'LINK', linked]);

    await story.scan(url, 'o-made');
    expect(await story.bindingOf('o-made')).toEqual(['BOUND', 'QR_CODE', contactId]);
  });

  test('stays used, and says of nobody who used it, after they unfollow', async () => {
    await story.does({ type: 'unsubscribe', openId: 'o-wang' });
    await settled(qiao);
    expect(await story.followers('o-wang')).toEqual([]);
    const rows = await sql(qiao, 'select * from binding_link where used_count > 0');
    expect(JSON.stringify(rows)).not.toContain('o-wang');
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('createBindingLink', () => {
  test('refuses what cannot be, before WeChat is asked, and stores nothing', async () => {
    const subscription = await authorized(
      qiao,
      admin,
      { ...COMPLETE, openIdFieldId: '100192', lastActivityFieldId: '100196' },
      { serviceType: 'SUBSCRIPTION' },
    );
    const draft = (await addAccount(admin)).id;
    const contact = { emailAddress: 'zhao@example.com' };
    const asked = (await qiao.wechat.requests('/cgi-bin/qrcode/create')).length;
    await allDelivered(qiao);
    const before = await stored(qiao);
    const refused: [Partial<CreateBindingLinkInput>, string, string[]][] = [
      [{ accountId: subscription.accountId, contact }, 'INVALID', ['accountId']],
      [{ accountId: subscription.accountId }, 'INVALID', ['accountId']],
      [{ accountId: draft, contact }, 'INVALID', ['accountId']],
      [{ accountId: 'x' }, 'NOT_FOUND', ['accountId']],
      [{ contact: { emailAddress: 'nobody@example.com' } }, 'NOT_FOUND', ['contact', 'emailAddress']],
      [{ contact, campaign: '4711' }, 'CAMPAIGN_NOT_FOUND', ['campaign']],
      [{ contact, label: 'x'.repeat(101) }, 'INVALID', ['label']],
      [{ label: 'two\nlines' }, 'INVALID', ['label']],
    ];
    for (const [input, code, path] of refused)
      expect(await create(input)).toMatchObject({ bindingLink: null, userErrors: [{ code, path }] });
    expect(await stored(qiao)).toEqual(before);
    expect(await qiao.wechat.requests('/cgi-bin/qrcode/create')).toHaveLength(asked);
  });

  test('stores nothing if WeChat refuses or does not answer', async () => {
    const contact = { emailAddress: 'zhao@example.com' };
    const before = (await links()).totalCount;
    for (const [errcode, code] of [
      [48001, 'INVALID'],
      [45009, 'OPERATOR_REQUIRED'],
      [-1, 'UPSTREAM_UNAVAILABLE'],
    ] as const) {
      await qiao.wechat.fault({ path: '/cgi-bin/qrcode/create', times: 1, errcode });
      expect((await create({ contact })).userErrors).toMatchObject([{ code }]);
      await qiao.wechat.clearFaults();
    }
    expect((await links()).totalCount).toBe(before);
  });
});

test('deleteBindingLink makes a printed code useless', async () => {
  const { id, url } = await codeFor(await story.contact('deleted@example.com'));
  const input = { bindingLinkId: id };
  const { deleteBindingLink } = await admin.run(DeleteBindingLinkDocument, { input });
  expect(deleteBindingLink).toEqual({ officialAccount: { id: story.accountId }, userErrors: [] });
  await story.scan(url, 'o-deleted');
  expect(await story.bindingOf('o-deleted')).toEqual(['HELD', null, null]);

  const again = (await admin.run(DeleteBindingLinkDocument, { input })).deleteBindingLink;
  expect(again.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['bindingLinkId'] }]);
});

test('the links of an account are listed page by page', async () => {
  const all = (await links()).edges.map(({ node }) => node.id);
  const { edges: first, pageInfo, totalCount } = await links({ first: 2 });
  const { edges: rest } = await links({ after: pageInfo.endCursor ?? null });
  expect([...first, ...rest].map(({ node }) => node.id)).toEqual(all);
  expect(totalCount).toBe(all.length);
});

test('codes are deleted ninety days after they expire, and all links with their account', async () => {
  const { edges } = await links({ first: 1 });
  await sql(
    qiao,
    `update binding_link set expires_at = now() - interval '91 days' where scene is not null and id = (select id from binding_link order by id limit 1)`,
  );
  await sql(qiao, `select graphile_worker.add_job('follower.delete-old-links', '{}'::json)`);
  await settled(qiao);
  expect(await linkOf(edges[0]?.node.id ?? '')).toBeUndefined();

  await admin.run(RemoveOfficialAccountDocument, { input: { accountId: story.accountId } });
  expect(await sql(qiao, 'select id from binding_link')).toEqual([]);
});
