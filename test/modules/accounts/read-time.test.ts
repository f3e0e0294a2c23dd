import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OfficialAccountService } from '../../../src/modules/accounts/account/official-account.service.ts';
import { toOfficialAccountType } from '../../../src/modules/accounts/account/official-account.type.ts';
import { createDatabase, type TestDatabase } from '../../kit/database.ts';
import { Rows } from '../kit/rows.ts';
import { callerContext, openWork } from '../kit/work.ts';

let database: TestDatabase;
let rows: Rows;
let opened: Awaited<ReturnType<typeof openWork>>;

beforeAll(async () => {
  database = await createDatabase();
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  opened = await openWork(database.url);
});
afterAll(async () => {
  await opened.close();
  await rows.client.end();
  await database.drop();
});

test.each([
  ['sixty-one days before its default campaign ends', '2030-01-01T00:00:00Z', []],
  ['fifty-nine days before', '2030-01-03T00:00:00Z', ['DEFAULT_CAMPAIGN_ENDING']],
  ['after it has ended', '2030-03-04T00:00:00Z', ['DEFAULT_CAMPAIGN_NOT_ACTIVE']],
])('an account that is read %s has the requirements of that moment', async (_when, now, expected) => {
  const installationId = await rows.installation();
  const { id } = await rows.active(installationId, { default_campaign: '7', permission_sets: '[]' });
  await rows.insert('campaign', {
    installation_id: installationId,
    id: '7',
    name: 'It ends',
    status: 'ACTIVE',
    end_at: new Date('2030-03-03T00:00:00Z'),
    as_of: new Date(),
  });
  const accounts = new OfficialAccountService(opened.work, { now: () => new Date(now) });

  const account = await accounts.byId(callerContext(installationId), id);

  if (!account) throw new Error('the account is not found');
  const codes = toOfficialAccountType(account).requirements.map(({ code }) => code);
  expect(codes.filter((code) => code.startsWith('DEFAULT_CAMPAIGN'))).toEqual(expected);
});
