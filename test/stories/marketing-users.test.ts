import { expect, test } from 'vitest';
import { MarketingUsersDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql } from '../kit/stored.ts';

const qiao = useQiao();

test('lists the users of the marketing platform by name, the disabled among them, the deleted not', async () => {
  const admin = await qiao.caller({ site: 'users' });

  const { marketingUsers } = await admin.run(MarketingUsersDocument, { first: 100 });

  const names = marketingUsers.edges.map(({ node }) => node.name);
  expect(names).toEqual(names.toSorted());
  expect(marketingUsers.totalCount).toBe(11);
  expect(names).not.toContain('Kenji Sato');
  expect(marketingUsers.edges.filter(({ node }) => node.disabled).map(({ node }) => node.name)).toEqual([
    'Jonas Berg',
  ]);
});

test.each(['mei', 'LIN', 'mei.lin', 'mei.lin@typeahead'])('finds a user by %s', async (search) => {
  const admin = await qiao.caller({ site: 'typeahead' });

  const { marketingUsers } = await admin.run(MarketingUsersDocument, { search, first: 5 });

  expect(marketingUsers.edges.map(({ node }) => node)).toEqual([
    {
      id: Buffer.from('MarketingUser:17').toString('base64url'),
      name: 'Mei Lin',
      loginName: 'Mei.Lin',
      emailAddress: 'mei.lin@typeahead.example',
      disabled: false,
      availability: 'AVAILABLE',
      asOf: expect.any(String),
    },
  ]);
});

test('a user who was deleted leaves the list, whether or not the marketing platform still shows them', async () => {
  const admin = await qiao.caller({ site: 'leavers' });
  await admin.run(MarketingUsersDocument, {});
  await qiao.eloqua.change('leavers', 'users', '11', { isDeleted: true });
  await qiao.eloqua.remove('leavers', 'users', '12');
  await sql(qiao, `update catalogue_read set read_at = read_at - interval '2 minutes'`);

  const { marketingUsers } = await admin.run(MarketingUsersDocument, { first: 100 });

  expect(marketingUsers.totalCount).toBe(9);
  const gone = await sql(qiao, 'select id from marketing_user where gone_at is not null order by id');
  expect(gone).toEqual([{ id: '11' }, { id: '12' }]);
});
