import { describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { withClient } from '../kit/database.ts';
import {
  GetAccountDetailsDocument,
  OfficialAccountChangedDocument,
  UpdateOfficialAccountDocument,
  type UpdateOfficialAccountInput,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql, stored, storedButCatalogues } from '../kit/stored.ts';
import { accountOf, addAccount, authorized, COMPLETE, listening, TERMS } from '../kit/stories.ts';

const qiao = useQiao();

async function update(client: TestClient, input: UpdateOfficialAccountInput) {
  return (await client.run(UpdateOfficialAccountDocument, { input })).updateOfficialAccount;
}

const codes = ({ userErrors }: Awaited<ReturnType<typeof update>>) =>
  userErrors.map(({ code, path }) => `${code} ${path?.join('.')}`);

/** An account in an installation of its own. */
async function given(site: string, input = {}) {
  const admin = await qiao.caller({ site });
  return { admin, accountId: (await addAccount(admin, input)).id };
}

const auditOf = (accountId: string) =>
  sql(
    qiao,
    `select action, before, after from audit_entry where subject_id = $1 and action = 'updateOfficialAccount' order by id`,
    [ownId(accountId)],
  );

test('what is given changes, what is left out stays, null clears', async () => {
  const { admin, accountId } = await given('left out', {
    description: 'Shop',
    defaultTimezone: 'Asia/Shanghai',
  });

  const first = await update(admin, { accountId, defaultTimezone: 'Europe/Berlin' });
  expect(first.officialAccount).toMatchObject({
    description: 'Shop',
    displayName: 'Shop',
    defaultTimezone: 'Europe/Berlin',
    version: 2,
  });
  const second = await update(admin, { accountId, description: null });
  expect(second.officialAccount).toMatchObject({
    description: null,
    defaultTimezone: 'Europe/Berlin',
    version: 3,
  });
  expect(await auditOf(accountId)).toEqual([
    {
      action: 'updateOfficialAccount',
      before: { defaultTimezone: 'Asia/Shanghai' },
      after: { defaultTimezone: 'Europe/Berlin' },
    },
    { action: 'updateOfficialAccount', before: { description: 'Shop' }, after: { description: null } },
  ]);
});

test('what is as it was already changes nothing, not even the version', async () => {
  const { admin, accountId } = await given('as it was', COMPLETE);
  const before = await storedButCatalogues(qiao);

  const same = await update(admin, {
    accountId,
    defaultCampaign: '1234',
    acceptedTermsVersion: TERMS,
    description: ' ',
  });

  expect(same).toMatchObject({ officialAccount: { version: 1 }, userErrors: [] });
  expect(await storedButCatalogues(qiao)).toEqual(before);
});

test('labels change while another transaction has the lock of the installation', async () => {
  const { admin, accountId } = await given('labels', COMPLETE);
  await withClient(qiao.database.superuserUrl, async (other) => {
    await other.query('begin');
    await other.query(
      'select from installation where id = (select installation_id from official_account where id = $1) for no key update',
      [ownId(accountId)],
    );
    const labels = { description: 'Shop', note: 'By hand', defaultTimezone: 'Europe/Berlin' };
    expect((await update(admin, { accountId, ...labels })).officialAccount).toMatchObject({
      description: 'Shop',
      version: 2,
    });
    await other.query('rollback');
  });
});

describe('the default campaign', () => {
  test('is taken as a number, as a global id, or as the address that a browser shows', async () => {
    const { admin, accountId } = await given('references');
    const url = 'https://secure.p01.eloqua.com/Main.aspx#campaigns&id=1238';
    const references = ['1234', url, Buffer.from('Campaign:1235').toString('base64url')];

    const names: unknown[] = [];
    for (const defaultCampaign of references) {
      await update(admin, { accountId, defaultCampaign });
      const { officialAccount } = await admin.run(GetAccountDetailsDocument, { id: accountId });
      names.push(officialAccount?.campaign?.name);
    }

    expect(names).toEqual(['WeChat default – Acme CN', 'Spring launch', 'WeChat default – ending soon']);
  });

  test.each([
    ['that does not exist', '999999', 'CAMPAIGN_NOT_FOUND'],
    ['that is a draft', '1236', 'CAMPAIGN_NOT_ACTIVE'],
    ['that is completed', '1237', 'CAMPAIGN_NOT_ACTIVE'],
    ['that no text names', 'Spring launch', 'INVALID'],
    ['of an empty text', '', 'INVALID'],
  ])('cannot be one %s', async (_which, defaultCampaign, code) => {
    const { admin, accountId } = await given('no such campaign');
    const before = await storedButCatalogues(qiao);

    const refused = await update(admin, { accountId, defaultCampaign });

    expect(refused.officialAccount).toBeNull();
    expect(codes(refused)).toEqual([`${code} defaultCampaign`]);
    expect(await storedButCatalogues(qiao)).toEqual(before);
  });

  test('is asked for live: a marketing platform that is away changes nothing', async () => {
    const { admin, accountId } = await given('away');
    const path = '/api/REST/2.0/assets/campaign/1234';
    await qiao.eloqua.fault({ path, times: 9, httpStatus: 503 });

    const refused = await update(admin, { accountId, defaultCampaign: '1234' });
    await qiao.eloqua.clearFaults();

    expect(codes(refused)).toEqual(['UPSTREAM_UNAVAILABLE defaultCampaign']);
    expect(await accountOf(admin, accountId)).toMatchObject({ defaultCampaign: null, version: 1 });
    expect(codes(await update(admin, { accountId, defaultCampaign: '1234' }))).toEqual([]);
  });

  test('that is cleared takes an active account to ACTION_REQUIRED, and one that is chosen brings it back', async () => {
    const admin = await qiao.caller({ site: 'cleared' });
    const { accountId } = await authorized(qiao, admin);

    const cleared = await update(admin, { accountId, defaultCampaign: null });
    expect(cleared.officialAccount).toMatchObject({
      status: 'ACTION_REQUIRED',
      requirements: [{ code: 'DEFAULT_CAMPAIGN_REQUIRED' }],
    });
    const chosen = await update(admin, { accountId, defaultCampaign: '1235' });
    expect(chosen.officialAccount).toMatchObject({
      status: 'ACTIVE',
      requirements: [{ code: 'DEFAULT_CAMPAIGN_ENDING', severity: 'ADVICE' }],
    });
  });
});

describe('the note', () => {
  test('is set, changed and cleared, each with a version and an audit entry', async () => {
    const { admin, accountId } = await given('note');

    const set = await update(admin, { accountId, note: ' Ask 王芳 first.\r\nShe has the phone. ' });
    const changed = await update(admin, { accountId, note: 'Ask 李娜.' });
    const untouched = await update(admin, { accountId, description: 'Shop' });
    const cleared = await update(admin, { accountId, note: ' ' });

    const TWO_LINES = 'Ask 王芳 first.\nShe has the phone.';
    expect(set.officialAccount).toMatchObject({ note: TWO_LINES, version: 2 });
    expect(changed.officialAccount).toMatchObject({ note: 'Ask 李娜.', version: 3 });
    expect(untouched.officialAccount).toMatchObject({ note: 'Ask 李娜.', version: 4 });
    expect(cleared.officialAccount).toMatchObject({ note: null, version: 5 });
    expect(await accountOf(admin, accountId)).toMatchObject({ note: null, displayName: 'Shop' });
    expect((await auditOf(accountId)).map(({ before, after }) => [before, after])).toEqual([
      [{ note: null }, { note: TWO_LINES }],
      [{ note: TWO_LINES }, { note: 'Ask 李娜.' }],
      [{ description: null }, { description: 'Shop' }],
      [{ note: 'Ask 李娜.' }, { note: null }],
    ]);
  });

  test('that is as it was gets no version', async () => {
    const { admin, accountId } = await given('same note', { note: 'Ask 王芳 first.' });
    const before = await stored(qiao);
    expect(await update(admin, { accountId, note: 'Ask 王芳 first. ' })).toMatchObject({
      officialAccount: { version: 1 },
      userErrors: [],
    });
    expect(await stored(qiao)).toEqual(before);
  });

  test('has 500 characters, as PostgreSQL counts them', async () => {
    const { admin, accountId } = await given('long note');
    const note = '🏪'.repeat(500);
    expect((await update(admin, { accountId, note })).officialAccount).toMatchObject({ note, version: 2 });
  });

  const characters = 'A note has no control or direction characters, except line breaks.';
  test.each([
    ['of 501 characters', '🏪'.repeat(501), 'A note has at most 500 characters.'],
    ['with a NUL', 'a\0b', characters],
    ['with a tab', 'a\tb', characters],
    ['with an escape sequence', 'a\u001b[1mb', characters],
    ['with a right-to-left override', 'a\u202eb', characters],
    ['with an isolate', 'a\u2068b', characters],
    ['with half of a character', 'a\ud83d', characters],
  ])('%s is refused, and nothing changes', async (_what, note, message) => {
    const { admin, accountId } = await given('refused note', { note: 'as it was' });
    const before = await stored(qiao);

    const refused = await update(admin, { accountId, note, description: 'not saved either' });

    expect(refused).toEqual({
      officialAccount: null,
      userErrors: [{ code: 'INVALID', message, path: ['note'] }],
    });
    expect(await stored(qiao)).toEqual(before);
  });

  test('is the one changed path of its event', async () => {
    const { admin, accountId } = await given('note event');
    const events = await listening(qiao, 1, () => admin.subscribe(OfficialAccountChangedDocument, {}));

    await update(admin, { accountId, note: 'Ask first.' });

    const { value } = await events.next();
    expect(value.data.officialAccountChanged).toMatchObject({
      kind: 'CHANGED',
      accountId,
      changedPaths: ['note'],
    });
    await events.return?.(undefined);
  });
});

test.each([
  ['a line break', 'a\nb'],
  ['a tab', 'a\tb'],
  ['a right-to-left mark', 'a\u200fb'],
])('a description with %s is refused, and nothing changes', async (_what, description) => {
  const { admin, accountId } = await given('refused description', { description: 'as it was' });
  const before = await stored(qiao);

  expect(await update(admin, { accountId, description })).toEqual({
    officialAccount: null,
    userErrors: [
      {
        code: 'INVALID',
        message: 'A description is one line of text, without control or direction characters.',
        path: ['description'],
      },
    ],
  });
  expect(await stored(qiao)).toEqual(before);
});

describe('the terms', () => {
  test('are accepted by somebody at some time, and that is kept', async () => {
    const { admin, accountId } = await given('terms');
    const since = Date.now();

    const accepted = await update(admin, { accountId, acceptedTermsVersion: TERMS });
    expect(accepted.officialAccount?.requirements.map(({ code }) => code)).not.toContain('TERMS_REQUIRED');
    const { officialAccount } = await admin.run(GetAccountDetailsDocument, { id: accountId });
    const acceptance = officialAccount?.termsAcceptance;
    expect(acceptance).toMatchObject({ version: TERMS, acceptedBy: { kind: 'USER', id: '17' } });
    expect(Date.parse(String(acceptance?.acceptedAt))).toBeGreaterThanOrEqual(since - 1000);
  });

  test('that are already accepted stay unchanged if another user accepts them again', async () => {
    const { accountId } = await given('terms again', { acceptedTermsVersion: TERMS });
    const another = await qiao.caller({ site: 'terms again', user: '20' });

    await update(another, { accountId, acceptedTermsVersion: TERMS });

    const proofs = await sql(
      qiao,
      'select accepted_by, version from terms_acceptance where account_id = $1',
      [ownId(accountId)],
    );
    expect(proofs).toEqual([{ accepted_by: '17', version: TERMS }]);
  });

  test('can be taken back; the proof stays', async () => {
    const { admin, accountId } = await given('terms taken back', { acceptedTermsVersion: TERMS });

    await update(admin, { accountId, acceptedTermsVersion: null });

    const { officialAccount } = await admin.run(GetAccountDetailsDocument, { id: accountId });
    expect(officialAccount).toMatchObject({ termsAcceptance: null });
    expect(officialAccount?.requirements.map(({ code }) => code)).toContain('TERMS_REQUIRED');
    expect(
      await sql(qiao, 'select 1 from terms_acceptance where account_id = $1', [ownId(accountId)]),
    ).toHaveLength(1);
  });

  test('of an unknown version cannot be accepted', async () => {
    const { admin, accountId } = await given('terms unknown');
    const before = await storedButCatalogues(qiao);
    expect(codes(await update(admin, { accountId, acceptedTermsVersion: '1999-01' }))).toEqual([
      'TERMS_NOT_ACCEPTED acceptedTermsVersion',
    ]);
    expect(await storedButCatalogues(qiao)).toEqual(before);
  });
});

test('all faults are told at once', async () => {
  const { admin, accountId } = await given('at once');
  const wrong = { defaultCampaign: '1237', description: 'x'.repeat(201), acceptedTermsVersion: '1' };
  expect(codes(await update(admin, { accountId, ...wrong }))).toEqual([
    'CAMPAIGN_NOT_ACTIVE defaultCampaign',
    'INVALID description',
    'TERMS_NOT_ACCEPTED acceptedTermsVersion',
  ]);
});

test('of two who know the same version, one is refused', async () => {
  const { admin, accountId } = await given('conflict', { description: 'one' });
  const change = (description: string) => update(admin, { accountId, expectedVersion: 1, description });

  const answers = await Promise.all([change('two'), change('three')]);

  expect(answers.map(codes).toSorted()).toEqual([[], ['CONFLICT expectedVersion']]);
  expect(await accountOf(admin, accountId)).toMatchObject({ version: 2 });
  expect(codes(await change('four'))).toEqual(['CONFLICT expectedVersion']);
});

test('only callers count as versions: what WeChat says does not', async () => {
  const admin = await qiao.caller({ site: 'versions' });
  const { accountId } = await authorized(qiao, admin);
  expect(await accountOf(admin, accountId)).toMatchObject({ version: 1, status: 'ACTIVE' });
});

test('who listens is told which fields changed', async () => {
  const { admin, accountId } = await given('told', { description: 'before' });
  const events = await listening(qiao, 1, () => admin.subscribe(OfficialAccountChangedDocument, {}));

  await update(admin, { accountId, description: 'after', acceptedTermsVersion: TERMS });

  const { value } = await events.next();
  expect(value.data.officialAccountChanged).toMatchObject({
    kind: 'CHANGED',
    accountId,
    changedPaths: ['description', 'displayName', 'termsAcceptance', 'requirements'],
    account: { displayName: 'after' },
  });
  await events.return?.(undefined);
});

test('an account of another installation does not exist', async () => {
  const { accountId } = await given('theirs');
  const stranger = await qiao.caller({ site: 'not theirs' });
  const before = await stored(qiao);
  expect(codes(await update(stranger, { accountId, description: 'mine' }))).toEqual(['NOT_FOUND accountId']);
  expect(await stored(qiao)).toEqual(before);
});
