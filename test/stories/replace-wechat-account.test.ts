import { expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import {
  AuthorizeAccountDocument,
  type AuthorizeAccountInput,
  ChangeImpactDocument,
} from '../kit/generated/operations.ts';
import { configuredStep, senderAccount, senderOf, told } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { connectionOf, outdateCatalogues, ownId, sql, stored, storedIn } from '../kit/stored.ts';
import { accountOf, authorized, COMPLETE, outcome } from '../kit/stories.ts';

const qiao = useQiao();

async function authorize(client: TestClient, input: AuthorizeAccountInput) {
  return (await client.run(AuthorizeAccountDocument, { input })).authorizeAccount;
}

async function tokenOf(client: TestClient, accountId: string): Promise<string> {
  const change = 'REPLACE_WECHAT_ACCOUNT';
  return (await client.run(ChangeImpactDocument, { accountId, change })).changeImpact.impactToken;
}

/** Opens a session with what was agreed to, and lets another WeChat account be scanned after `meanwhile`. */
async function replace(
  client: TestClient,
  accountId: string,
  appId: string,
  meanwhile?: () => Promise<unknown>,
) {
  const { authorizationSession: session } = await authorize(client, {
    accountId,
    impactToken: await tokenOf(client, accountId),
  });
  if (!session) throw new Error('refused');
  await meanwhile?.();
  await qiao.wechat.confirm(session.launchUrl, appId);
  return outcome(client, session.id);
}

async function given(site: string) {
  const admin = await qiao.caller({ site });
  const { accountId, appId } = await senderAccount(qiao, admin, COMPLETE);
  const another = await qiao.wechat.account({ nickName: 'Another' });
  return { admin, accountId, appId, another: another.appId };
}

test('with the token of what breaks, another WeChat account takes the place of the connected one', async () => {
  const site = 'replace';
  const { admin, accountId, appId, another } = await given(site);
  const step = await configuredStep(qiao, admin, site, accountId);

  const session = await replace(admin, accountId, another);

  expect(session).toMatchObject({ status: 'COMPLETED', failure: null });
  expect(await accountOf(admin, accountId)).toMatchObject({
    status: 'ACTIVE',
    appId: another,
    name: 'Another',
    version: 1,
    credential: { state: 'VALID', stateReason: null, revision: 2 },
  });
  expect(await connectionOf(qiao, appId)).toBeUndefined();
  expect(await connectionOf(qiao, another)).toMatchObject({ revision: 2 });
  expect(await senderOf(admin, step.id)).toMatchObject({
    status: 'NEEDS_CONFIGURATION',
    cause: 'WECHAT_ACCOUNT_REPLACED',
  });
  await told(qiao, site, step.instanceId, true);
  const entries = await sql(
    qiao,
    `select before, after from audit_entry where subject_id = $1 and action = 'completeAuthorization' order by id desc limit 2`,
    [ownId(accountId)],
  );
  expect(entries).toEqual([
    { before: { appId }, after: expect.objectContaining({ appId: another }) },
    {
      before: { appId, credentialState: 'VALID', credentialStateReason: null },
      after: { appId, credentialState: 'WITHDRAWN', credentialStateReason: 'REPLACED' },
    },
  ]);
  expect(await sql(qiao, 'select 1 from authorization_session where impact_token is not null')).toEqual([]);
});

test('the same account may be scanned as well: then nothing breaks', async () => {
  const site = 'same';
  const { admin, accountId, appId } = await given(site);
  const step = await configuredStep(qiao, admin, site, accountId);

  expect(await replace(admin, accountId, appId)).toMatchObject({ status: 'COMPLETED' });

  expect(await accountOf(admin, accountId)).toMatchObject({ appId, credential: { revision: 1 } });
  expect((await senderOf(admin, step.id))?.status).toBe('CONFIGURED');
});

test('senders that were configured meanwhile are not broken: the session fails and says so, and nothing changes', async () => {
  const site = 'meanwhile';
  const { admin, accountId, appId, another } = await given(site);
  await configuredStep(qiao, admin, site, accountId);
  let before = await stored(qiao);

  const session = await replace(admin, accountId, another, async () => {
    await configuredStep(qiao, admin, site, accountId);
    before = await stored(qiao);
  });

  expect(session).toMatchObject({
    status: 'FAILED',
    failure: {
      code: 'DIFFERENT_ACCOUNT',
      message: expect.stringContaining('other message senders than the user agreed to'),
      nextStep: expect.stringContaining('changeImpact'),
      retryable: false,
    },
  });
  const after = await stored(qiao);
  for (const table of ['official_account', 'authorizer', 'credential', 'slot_group'] as const)
    expect(after[table]).toEqual(before[table]);
  expect(await accountOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', appId });
  expect(
    await sql(qiao, `select 1 from message_sender where status <> 'CONFIGURED' and account_id = $1`, [
      ownId(accountId),
    ]),
  ).toEqual([]);
});

test('a token of something else is refused when the session is opened, and none is opened', async () => {
  const site = 'stale token';
  const { admin, accountId } = await given(site);
  const impactToken = await tokenOf(admin, accountId);
  await configuredStep(qiao, admin, 'staletoken', accountId);
  const before = await storedIn(qiao, 'authorization_session');

  const refused = await authorize(admin, { accountId, impactToken });

  expect(refused).toMatchObject({
    authorizationSession: null,
    userErrors: [{ code: 'IMPACT_CHANGED', path: ['impactToken'] }],
  });
  expect(await storedIn(qiao, 'authorization_session')).toEqual(before);
});

test('what is no token agrees to nothing, even where no sender would break', async () => {
  const { admin, accountId } = await given('no token');
  const before = await storedIn(qiao, 'authorization_session');
  for (const impactToken of ['garbage', `v1.9999999999.${'A'.repeat(43)}`]) {
    expect(await authorize(admin, { accountId, impactToken })).toMatchObject({
      authorizationSession: null,
      userErrors: [{ code: 'IMPACT_CHANGED', path: ['impactToken'] }],
    });
  }
  expect(await storedIn(qiao, 'authorization_session')).toEqual(before);
});

test('without a token another account is refused, as ever', async () => {
  const { admin, accountId, appId, another } = await given('without');
  const { authorizationSession: session } = await authorize(admin, { accountId });
  await qiao.wechat.confirm(session?.launchUrl ?? '', another);
  expect(await outcome(admin, session?.id ?? '')).toMatchObject({
    failure: { code: 'DIFFERENT_ACCOUNT', message: expect.stringContaining('Nothing changed') },
  });
  expect(await accountOf(admin, accountId)).toMatchObject({ appId });
});

test('a session that waits takes the token that comes later, and keeps it when it is shown again', async () => {
  const { admin, accountId, another } = await given('later');
  const { authorizationSession: first } = await authorize(admin, { accountId });
  const impactToken = await tokenOf(admin, accountId);
  const { authorizationSession: second } = await authorize(admin, { accountId, impactToken });
  const { authorizationSession: third } = await authorize(admin, { accountId });
  expect([second?.id, third?.id]).toEqual([first?.id, first?.id]);

  await qiao.wechat.confirm(third?.launchUrl ?? '', another);
  expect(await outcome(admin, third?.id ?? '')).toMatchObject({ status: 'COMPLETED' });
});

test('on a full open platform the new account takes the slot of the old one', async () => {
  const admin = await qiao.caller({ site: 'full' });
  const { subscriptionStatusFieldId: _s, lastActivityFieldId: _l, ...rest } = COMPLETE;
  const accountIds: string[] = [];
  for (const name of ['Full 1', 'Full 2', 'Full 3', 'Full 4', 'Full 5']) {
    const openIdFieldId = await qiao.eloqua.addField('full', { name });
    await outdateCatalogues(qiao, 1);
    const made = await authorized(qiao, admin, { ...rest, openIdFieldId }, { openPlatform: 'fullOne' });
    accountIds.push(made.accountId);
  }
  const { appId: another } = await qiao.wechat.account({ openPlatform: 'fullOne' });
  const [, , third = ''] = accountIds;

  expect(await replace(admin, third, another)).toMatchObject({ status: 'COMPLETED' });

  expect(await connectionOf(qiao, another)).toMatchObject({ slot: 3 });
});

test('an account of WeChat that another official account has is no replacement, and nothing changes', async () => {
  const { admin, accountId, appId } = await given('taken');
  const other = await given('taken elsewhere');
  expect(await replace(admin, accountId, other.appId)).toMatchObject({
    failure: { code: 'ACCOUNT_ALREADY_CONNECTED' },
  });
  expect(await accountOf(admin, accountId)).toMatchObject({ appId, status: 'ACTIVE' });
  expect(await accountOf(other.admin, other.accountId)).toMatchObject({
    appId: other.appId,
    status: 'ACTIVE',
  });
});
