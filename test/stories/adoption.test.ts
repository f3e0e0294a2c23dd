import { beforeAll, describe, expect, test } from 'vitest';
import { BindingStory, OPEN_ID } from '../kit/bindings.ts';
import type { TestClient } from '../kit/client.ts';
import { allDelivered } from '../kit/deliveries.ts';
import {
  AdoptExistingContactsDocument,
  GetContactAdoptionDocument,
  LinkFollowerDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, settled, sql, stored } from '../kit/stored.ts';
import { addAccount, authorized, COMPLETE } from '../kit/stories.ts';

const SITE = 'adoption';
const WELL_FORMED = 'ozy4qt5QUADNXORxCVipKMV9dss0';
const qiao = useQiao();
let admin: TestClient;
let story: BindingStory;

/** Followers who were there before the contacts got their OpenIDs, so nobody is bound. */
beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE);
  const fields = { openIdFieldId: '100192', lastActivityFieldId: '100196' };
  const other = await authorized(qiao, admin, { ...COMPLETE, ...fields });
  story = new BindingStory(qiao, admin, SITE, accountId, appId);
  await story.follow('o-one', 'o-two', 'o-linked', 'o-taken', 'o-gone', 'o-nobody');
  await new BindingStory(qiao, admin, SITE, other.accountId, other.appId).follow('o-elsewhere');
  const input = {
    followerId: (await story.follower('o-linked')).id,
    contact: { contactId: await story.contact('linked@example.com') },
  };
  await admin.run(LinkFollowerDocument, { input });
  // Their contact has their OpenID from now on.
  await allDelivered(qiao);
});

const adopt = async (dryRun = false) => {
  const input = { accountId: story.accountId, dryRun };
  return (await admin.run(AdoptExistingContactsDocument, { input })).adoptExistingContacts;
};
const latest = async () => {
  const { officialAccount } = await admin.run(GetContactAdoptionDocument, { account: story.accountId });
  return officialAccount?.contactAdoption;
};
/** To its end. */
async function adopted(dryRun = false) {
  expect((await adopt(dryRun)).userErrors).toEqual([]);
  return ended();
}
async function ended() {
  for (let round = 0; round < 20; round += 1) {
    await story.hurried();
    const adoption = await latest();
    if (adoption?.status !== 'RUNNING') return adoption;
  }
  throw new Error('the adoption does not end');
}
const clear = () => sql(qiao, 'delete from contact_adoption');

const contacts: Record<string, string> = {};
/** What the sandbox's own contacts count for: they have OpenIDs of nobody. */
let seeded = { stale: 0, malformed: 0 };

describe('adoptExistingContacts', () => {
  test('counts the contacts that are there, which are of nobody but the one who is linked', async () => {
    const adoption = await adopted(true);
    expect(adoption).toMatchObject({
      ...{ status: 'COMPLETED', failure: null, dryRun: true, endedAt: expect.any(String) },
      ...{ matched: 1, duplicate: 0, ofAnotherAccount: 0 },
    });
    seeded = { stale: adoption?.stale ?? 0, malformed: adoption?.malformed ?? 0 };
  });

  test('counts each contact once, and binds nobody in a dry run', async () => {
    const given = [
      ['one', 'o-one'],
      ['two-a', 'o-two'],
      ['two-b', 'o-two'],
      ['linked-elsewhere', 'o-linked'],
      ['stale', WELL_FORMED],
      ['malformed', 'unknown'],
      ['elsewhere', 'o-elsewhere'],
    ] as const;
    for (const [name, openId] of given)
      contacts[name] = await story.contact(`${name}@example.com`, { [OPEN_ID]: openId });
    const before = await sql(qiao, 'select * from follower order by id');

    expect(await adopted(true)).toMatchObject({
      ...{ status: 'COMPLETED', dryRun: true, matched: 2, duplicate: 3, ofAnotherAccount: 1 },
      ...{ stale: seeded.stale + 1, malformed: seeded.malformed + 1 },
    });
    expect(await sql(qiao, 'select * from follower order by id')).toEqual(before);
    expect(await sql(qiao, 'select * from adopted_contact')).toEqual([]);
  });

  test('binds each follower whose contact is the only one', async () => {
    const linked = await story.bindingOf('o-linked');
    expect(await adopted()).toMatchObject({
      ...{ status: 'COMPLETED', dryRun: false, matched: 2, duplicate: 3, ofAnotherAccount: 1 },
    });

    expect(await story.bindingOf('o-one')).toEqual(['BOUND', 'EXISTING_FIELD', contacts.one]);
    expect(await story.bindingOf('o-two')).toEqual(['CONFLICT', null, null]);
    expect(await story.bindingOf('o-linked')).toEqual(linked);
    expect(await story.bindingOf('o-nobody')).toEqual(['HELD', null, null]);
    expect(await sql(qiao, 'select * from adopted_contact')).toEqual([]);
  });

  test('finds the same again', async () => {
    const before = await sql(qiao, 'select * from follower order by id');
    expect(await adopted()).toMatchObject({ status: 'COMPLETED', matched: 2, duplicate: 3 });
    const after = await sql(qiao, 'select * from follower order by id');
    expect(after.map(({ looked_up_at: _again, ...row }) => row)).toEqual(
      before.map(({ looked_up_at: _again, ...row }) => row),
    );
  });

  test('is refused while another one runs, and returns the one that runs', async () => {
    await clear();
    await allDelivered(qiao);
    await qiao.eloqua.fault({ path: '/api/bulk/*', times: 100, httpStatus: 503 });
    const { contactAdoption } = await adopt();
    await settled(qiao);
    const before = await stored(qiao);
    expect((await adopt()).contactAdoption?.id).toBe(contactAdoption?.id);
    expect((await adopt(true)).userErrors).toEqual([{ code: 'CONFLICT', path: ['dryRun'] }]);
    expect(await stored(qiao)).toEqual(before);

    await qiao.eloqua.clearFaults();
    expect(await ended()).toMatchObject({ id: contactAdoption?.id, status: 'COMPLETED', matched: 2 });
  });

  test('goes on where it was interrupted, and counts nothing twice', async () => {
    await clear();
    for (let index = 0; index < 520; index += 260)
      await qiao.eloqua.call('POST', '/_sandbox/contacts', {
        ...{ site: SITE, count: 260, emailAddress: `many${index}-{n}@example.com` },
        fields: { [OPEN_ID]: `o-many-${index}-{n}` },
      });
    const total = await adopted(true);
    await sql(
      qiao,
      `update contact_adoption set status = 'RUNNING', ended_at = null, page_offset = 0, done_in_page = 500,
         matched = 0, stale = 0, duplicate = 0, malformed = 0, of_another_account = 0`,
    );
    const adoptionId = ownId(total?.id ?? '');
    const [{ installation_id: installationId } = {}] = await sql(qiao, 'select * from contact_adoption');
    const job = JSON.stringify({ payload: { adoptionId }, installationId });
    await sql(qiao, `select graphile_worker.add_job('follower.adopt', $1::json)`, [job]);
    const rest = await ended();

    const all = (one: typeof total) =>
      (one?.matched ?? 0) +
      (one?.stale ?? 0) +
      (one?.duplicate ?? 0) +
      (one?.malformed ?? 0) +
      (one?.ofAnotherAccount ?? 0);
    expect(all(total)).toBe(seeded.stale + seeded.malformed + 8 + 520);
    expect(all(rest)).toBe(all(total) - 500);
  });

  test('fails if the contact field is gone, and says so', async () => {
    await clear();
    await sql(qiao, `update official_account set open_id_field = '999' where app_id = $1`, [story.appId]);
    expect(await adopted()).toMatchObject({ status: 'FAILED', failure: 'FIELD_GONE' });
    await sql(qiao, `update official_account set open_id_field = '100191' where app_id = $1`, [story.appId]);
  });

  test('needs an OpenID field, and an account', async () => {
    const draft = (await addAccount(admin)).id;
    await allDelivered(qiao);
    const before = await stored(qiao);
    for (const [accountId, code] of [
      [draft, 'REQUIRED'],
      ['x', 'NOT_FOUND'],
    ] as const) {
      const { adoptExistingContacts } = await admin.run(AdoptExistingContactsDocument, {
        input: { accountId },
      });
      expect(adoptExistingContacts).toEqual({
        contactAdoption: null,
        userErrors: [{ code, path: ['accountId'] }],
      });
    }
    expect(await stored(qiao)).toEqual(before);
  });
});

test('a follower who unfollows meanwhile takes what was found of them along', async () => {
  await clear();
  await sql(
    qiao,
    `insert into adopted_contact (installation_id, follower_id, account_id, contact_id, claims)
     select installation_id, id, account_id, '1', 1 from follower where open_id = 'o-gone'`,
  );
  await story.does({ type: 'unsubscribe', openId: 'o-gone' });
  await settled(qiao);
  expect(await sql(qiao, 'select * from adopted_contact')).toEqual([]);
});
