import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { DomainEvent } from '../../../src/kernel/events.ts';
import type { UnitOfWork } from '../../../src/kernel/unit-of-work.ts';
import { AccountEditService } from '../../../src/modules/accounts/account/account-edit.service.ts';
import { OfficialAccount } from '../../../src/modules/accounts/account/official-account.entity.ts';
import { officialAccountChanged } from '../../../src/modules/accounts/account/official-account.events.ts';
import { AccountStatusService } from '../../../src/modules/accounts/requirements/account-status.service.ts';
import {
  SETTING_COLUMNS,
  SETTINGS,
  type SettingColumn,
} from '../../../src/modules/accounts/settings/settings.rules.ts';
import { createDatabase, type TestDatabase } from '../../kit/database.ts';
import { Rows } from '../kit/rows.ts';
import { callerContext, openWork } from '../kit/work.ts';

let database: TestDatabase;
let rows: Rows;
let orm: MikroORM;
let close: () => Promise<void>;
let work: UnitOfWork;
let installationId: string;
let accountId: string;
let events: DomainEvent[];

beforeAll(async () => {
  database = await createDatabase();
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  ({ orm, work, close } = await openWork(database.url, [
    async (_tx, _ctx, event) => void events.push(event),
  ]));
});
beforeEach(async () => {
  installationId = await rows.installation();
  accountId = await rows.account(installationId, {
    description: 'before',
    default_timezone: 'Asia/Shanghai',
  });
  events = [];
});
afterAll(async () => {
  await close();
  await rows.client.end();
  await database.drop();
});

type Edit = Parameters<AccountEditService['edit']>;

/** A service that sets the entity's property, and does nothing else. */
async function edit(change: Edit[4], reach: Edit[3] = 'REQUIREMENTS'): Promise<void> {
  const edits = new AccountEditService(new AccountStatusService(systemClock), work);
  await edits.edit(callerContext(installationId), 'changeSetting', { accountId }, reach, change);
}

const set = (column: SettingColumn, value: string | null) =>
  edit(async (_tx, account) => {
    Object.assign(account, { [column]: value });
    return [];
  });

async function stored() {
  const { rows: accounts } = await rows.client.query('select * from official_account where id = $1', [
    accountId,
  ]);
  const { rows: audit } = await rows.client.query(
    'select before, after from audit_entry where installation_id = $1',
    [installationId],
  );
  return { account: accounts[0], audit };
}

const changedPaths = () =>
  events.flatMap((event) => (officialAccountChanged.matches(event) ? [event.payload.changedPaths] : []));

describe('every changed setting gets a version, an audit entry and an event:', () => {
  const VALUES: Partial<Record<SettingColumn, string>> = {
    accountType: 'SERVICE',
    accessMode: 'SELECTED_USERS',
  };

  test.each(SETTING_COLUMNS)('%s', async (column) => {
    const value = VALUES[column] ?? 'its value';
    const { account } = await stored();

    await set(column, value);

    const [name = ''] = orm.getMetadata().get(OfficialAccount).properties[column].fieldNames;
    const after = await stored();
    expect(after.account).toMatchObject({ [name]: value, version: 2 });
    expect(after.audit).toEqual([{ before: { [column]: account[name] }, after: { [column]: value } }]);
    expect(changedPaths()).toEqual([expect.arrayContaining([...SETTINGS[column].paths])]);
  });
});

test('a no-op edit gets no version, audit entry or event', async () => {
  const before = await stored();
  await set('description', 'before');
  await edit(async (_tx, account) => {
    account.defaultTimezone = null;
    account.defaultTimezone = 'Asia/Shanghai';
    return [{ name: 'accessUserIds', before: ['1'], after: ['1'], paths: ['access'] }];
  });
  expect(await stored()).toEqual(before);
  expect(events).toEqual([]);
});

test('a change that was flushed inside the edit is recorded too', async () => {
  await edit(async (tx, account) => {
    account.description = 'after';
    await tx.em.flush();
    account.defaultTimezone = null;
    return [];
  });
  expect(await stored()).toMatchObject({
    account: { description: 'after', default_timezone: null, version: 2 },
    audit: [
      {
        before: { description: 'before', defaultTimezone: 'Asia/Shanghai' },
        after: { description: 'after', defaultTimezone: null },
      },
    ],
  });
  expect(changedPaths()).toEqual([['description', 'displayName', 'defaultTimezone']]);
});

test('changes in other tables are recorded after those of the account', async () => {
  await edit(async (_tx, account) => {
    account.accessMode = 'SELECTED_USERS';
    return [{ name: 'accessUserIds', before: [], after: ['17'], paths: ['access', 'viewerCan'] }];
  });
  expect((await stored()).audit).toEqual([
    {
      before: { accessMode: 'ALL_USERS', accessUserIds: [] },
      after: { accessMode: 'SELECTED_USERS', accessUserIds: ['17'] },
    },
  ]);
  expect(changedPaths()).toEqual([['access', 'viewerCan']]);
});

test('a setting that requirements depend on cannot be edited as a label', async () => {
  const before = await stored();
  const change = edit(async (_tx, account) => {
    account.termsVersion = '2026-11';
    return [];
  }, 'LABELS');
  await expect(change).rejects.toThrow('an edit of labels changed termsVersion');
  expect(await stored()).toEqual(before);
  expect(events).toEqual([]);
});

test('a column that no setting declares cannot be edited', async () => {
  const before = await stored();
  const change = edit(async (_tx, account) => {
    account.retentionBasis = 'none';
    return [];
  });
  await expect(change).rejects.toThrow('an edit changed retentionBasis, which SETTINGS does not declare');
  expect(await stored()).toEqual(before);
  expect(events).toEqual([]);
});
