import { expect, test } from 'vitest';
import { CampaignsDocument, GetCampaignDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';

const qiao = useQiao();

const globalId = (id: string) => Buffer.from(`Campaign:${id}`).toString('base64url');

test('lists the campaigns by name, with status and dates', async () => {
  const admin = await qiao.caller({ site: 'campaigns' });

  const { campaigns } = await admin.run(CampaignsDocument, { search: 'wechat' });

  expect(campaigns.totalCount).toBe(4);
  expect(campaigns.edges.map(({ node }) => [node.name, node.status])).toEqual([
    ['WeChat 2024', 'COMPLETED'],
    ['WeChat autumn (draft)', 'DRAFT'],
    ['WeChat default – Acme CN', 'ACTIVE'],
    ['WeChat default – ending soon', 'ACTIVE'],
  ]);
  expect(campaigns.edges.at(2)?.node).toEqual({
    id: globalId('1234'),
    name: 'WeChat default – Acme CN',
    status: 'ACTIVE',
    startAt: '2025-01-01T00:00:00.000Z',
    endAt: '2035-01-01T00:00:00.000Z',
    availability: 'AVAILABLE',
    asOf: expect.any(String),
  });
});

test.each([
  '1238',
  ' 1238 ',
  globalId('1238'),
  'https://secure.p01.eloqua.com/Main.aspx#campaigns&id=1238',
  'https://secure.p06.eloqua.com/Main.aspx?x=1#campaigns&id=1238&tab=2',
])('one campaign is found by %s', async (reference) => {
  const admin = await qiao.caller({ site: 'reference' });

  const { campaign } = await admin.run(GetCampaignDocument, { reference });

  expect(campaign).toMatchObject({ id: globalId('1238'), name: 'Spring launch' });
});

test.each(['999', 'nonsense', '', 'https://secure.p01.eloqua.com/', globalId('999'), 'x1238'])(
  '“%s” finds no campaign',
  async (reference) => {
    const admin = await qiao.caller({ site: 'reference' });

    expect(await admin.run(GetCampaignDocument, { reference })).toEqual({ campaign: null });
  },
);

test('a campaign that was made a moment ago is found at once by its pasted URL', async () => {
  const admin = await qiao.caller({ site: 'fresh' });
  await admin.run(CampaignsDocument, {});
  const id = await qiao.eloqua.addCampaign('fresh', { name: 'Just made' });

  const reference = `https://secure.p01.eloqua.com/Main.aspx#campaigns&id=${id}`;

  expect((await admin.run(GetCampaignDocument, { reference })).campaign).toMatchObject({
    name: 'Just made',
    status: 'DRAFT',
    availability: 'AVAILABLE',
  });
});
