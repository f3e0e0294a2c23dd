import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import {
  type AccountChange,
  AuthorizeAccountDocument,
  ChangeImpactDocument,
  ConfigureMessageSenderDocument,
  RemoveOfficialAccountDocument,
  UpdateAccessDocument,
  UpdateFieldMappingsDocument,
  UpdateOfficialAccountDocument,
} from '../kit/generated/operations.ts';
import {
  configuredStep,
  DEFINITION,
  definitionWith,
  senderAccount,
  senderOf,
  stepOf,
  told,
} from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { settled, sql, stored, storedIn } from '../kit/stored.ts';
import { accountOf, authorizeAs, COMPLETE, outcome } from '../kit/stories.ts';

const qiao = useQiao();

interface Scene {
  readonly site: string;
  readonly admin: TestClient;
  readonly accountId: string;
  readonly appId: string;
  readonly otherId: string;
  /** A contact field that is fit for an OpenID and used by nobody. */
  readonly freeField: string;
  readonly hit: { readonly id: string; readonly instanceId: string };
  /** A sender of another account. */
  readonly spared: { readonly id: string; readonly instanceId: string };
}

/** An installation of its own with two accounts, and a configured sender of each. */
async function scene(site: string): Promise<Scene> {
  const admin = await qiao.caller({ site });
  const freeField = await qiao.eloqua.addField(site, { name: 'WeChat OpenID B' });
  const { accountId, appId } = await senderAccount(qiao, admin);
  const second = { ...COMPLETE, openIdFieldId: '100192', lastActivityFieldId: '100196' };
  const { accountId: otherId } = await senderAccount(qiao, admin, second);
  const hit = await configuredStep(qiao, admin, site, accountId);
  const spared = await configuredStep(qiao, admin, site, otherId);
  await settled(qiao);
  return { site, admin, accountId, appId, otherId, freeField, hit, spared };
}

async function tokenFor({ admin, accountId }: Scene, change: AccountChange): Promise<string> {
  const { changeImpact } = await admin.run(ChangeImpactDocument, { accountId, change });
  return changeImpact.impactToken;
}

const remove = async ({ admin, accountId }: Scene, impactToken?: string) =>
  (
    await admin.run(RemoveOfficialAccountDocument, {
      input: { accountId, ...(impactToken && { impactToken }) },
    })
  ).removeOfficialAccount;

async function moveOpenId({ admin, accountId, freeField: openIdFieldId }: Scene, impactToken?: string) {
  const input = { accountId, openIdFieldId, ...(impactToken && { impactToken }) };
  return (await admin.run(UpdateFieldMappingsDocument, { input })).updateFieldMappings;
}

/** Only the sender of the changed account needs configuration, and Eloqua keeps its campaign from being activated. */
async function expectBroken({ admin, site, hit, spared, accountId }: Scene, cause: string) {
  await told(qiao, site, hit.instanceId, true);
  expect(await senderOf(admin, hit.id)).toMatchObject({
    status: 'NEEDS_CONFIGURATION',
    cause,
    account: { id: accountId },
    upToDate: true,
  });
  expect((await stepOf(qiao, site, hit.instanceId))?.recordDefinition).toEqual(DEFINITION);
  expect(await senderOf(admin, spared.id)).toMatchObject({ status: 'CONFIGURED', upToDate: true });
  expect(await stepOf(qiao, site, spared.instanceId)).toMatchObject({ requiresConfiguration: false });
}

describe('an account that senders trust', () => {
  test('cannot be removed, nor its OpenID moved, by somebody who has not seen what breaks', async () => {
    const one = await scene('unseen');
    const wrong = await tokenFor(one, 'REPLACE_WECHAT_ACCOUNT');
    for (const change of [remove, moveOpenId]) {
      await change(one, 'v1.9999999999.x');
      const before = await storedIn(qiao, 'official_account', 'message_sender', 'audit_entry');
      expect((await change(one)).userErrors).toMatchObject([{ code: 'REQUIRED', path: ['impactToken'] }]);
      expect((await change(one, wrong)).userErrors).toMatchObject([
        { code: 'IMPACT_CHANGED', path: ['impactToken'] },
      ]);
      // The catalogue is read before; of accounts and senders nothing is other.
      expect(await storedIn(qiao, 'official_account', 'message_sender', 'audit_entry')).toEqual(before);
    }
    expect(await stepOf(qiao, one.site, one.hit.instanceId)).toMatchObject({ requiresConfiguration: false });
  });

  test('answers a stale token together with every other fault of the input, in the order of the input', async () => {
    const one = await scene('together');
    const stale = await tokenFor(one, 'REMOVE');
    const staleToo = await tokenFor(one, 'CHANGE_OPEN_ID_FIELD');
    await configuredStep(qiao, one.admin, one.site, one.accountId);
    await settled(qiao);
    const { accountId, freeField: openIdFieldId } = one;
    // Reads the catalogue, so that nothing is read below.
    await moveOpenId(one);
    const before = await stored(qiao);

    const input = { accountId, impactToken: stale, followerData: 'RETAIN_WITH_BASIS' } as const;
    const { removeOfficialAccount } = await one.admin.run(RemoveOfficialAccountDocument, { input });
    expect(removeOfficialAccount.userErrors).toMatchObject([
      { code: 'IMPACT_CHANGED', path: ['impactToken'] },
      { code: 'REQUIRED', path: ['retentionBasis'] },
    ]);

    const fields = { accountId, openIdFieldId, subscriptionStatusFieldId: '100202', impactToken: staleToo };
    const { updateFieldMappings } = await one.admin.run(UpdateFieldMappingsDocument, { input: fields });
    expect(updateFieldMappings.userErrors).toMatchObject([
      { code: 'FIELD_NOT_SUITABLE', path: ['subscriptionStatusFieldId'] },
      { code: 'IMPACT_CHANGED', path: ['impactToken'] },
    ]);

    expect(await stored(qiao)).toEqual(before);
    expect(await stepOf(qiao, one.site, one.hit.instanceId)).toMatchObject({ requiresConfiguration: false });
  });

  test('cannot be removed with a token from before another sender was configured with it', async () => {
    const one = await scene('stale');
    const early = await tokenFor(one, 'REMOVE');
    await configuredStep(qiao, one.admin, one.site, one.accountId);
    expect((await remove(one, early)).userErrors).toMatchObject([{ code: 'IMPACT_CHANGED' }]);
    expect((await remove(one, await tokenFor(one, 'REMOVE'))).userErrors).toEqual([]);
  });

  test('is removed with the token: exactly its senders break, and heal with another account', async () => {
    const one = await scene('removed');
    const { officialAccount, userErrors } = await remove(one, await tokenFor(one, 'REMOVE'));
    expect(userErrors).toEqual([]);
    expect(officialAccount?.status).toBe('REMOVED');
    await expectBroken(one, 'ACCOUNT_REMOVED');
    await one.admin.run(ConfigureMessageSenderDocument, {
      input: { messageSenderId: one.hit.id, accountId: one.otherId },
    });
    await told(qiao, one.site, one.hit.instanceId, false);
    expect(await senderOf(one.admin, one.hit.id)).toMatchObject({
      status: 'CONFIGURED',
      cause: null,
      account: { id: one.otherId },
    });
  });

  test('gets its OpenID in another field with the token: its senders break, and heal with the same account', async () => {
    const one = await scene('moved');
    expect((await moveOpenId(one, await tokenFor(one, 'CHANGE_OPEN_ID_FIELD'))).userErrors).toEqual([]);
    await expectBroken(one, 'OPEN_ID_FIELD_CHANGED');
    await one.admin.run(ConfigureMessageSenderDocument, {
      input: { messageSenderId: one.hit.id, accountId: one.accountId },
    });
    await told(qiao, one.site, one.hit.instanceId, false);
    const { recordDefinition } = (await stepOf(qiao, one.site, one.hit.instanceId)) ?? {};
    expect(recordDefinition).toMatchObject({ OpenId: expect.stringMatching(/C_WeChat_OpenID_B\d*\)/) });
  });

  test('makes room for another WeChat account with the token: its senders break', async () => {
    const one = await scene('replaced');
    const impactToken = await tokenFor(one, 'REPLACE_WECHAT_ACCOUNT');
    const { authorizeAccount } = await one.admin.run(AuthorizeAccountDocument, {
      input: { accountId: one.accountId, impactToken },
    });
    expect(authorizeAccount.userErrors).toEqual([]);
    const session = authorizeAccount.authorizationSession;
    const { appId } = await qiao.wechat.account();
    await qiao.wechat.confirm(session?.launchUrl ?? '', appId);
    expect(await outcome(one.admin, session?.id ?? '')).toMatchObject({ status: 'COMPLETED' });
    expect(await accountOf(one.admin, one.accountId)).toMatchObject({ appId, credential: { revision: 2 } });
    await expectBroken(one, 'WECHAT_ACCOUNT_REPLACED');
  });

  test('is not replaced where a sender was configured after the token was given: the session fails, and nothing breaks', async () => {
    const one = await scene('late');
    const impactToken = await tokenFor(one, 'REPLACE_WECHAT_ACCOUNT');
    const { authorizeAccount } = await one.admin.run(AuthorizeAccountDocument, {
      input: { accountId: one.accountId, impactToken },
    });
    const session = authorizeAccount.authorizationSession;
    await configuredStep(qiao, one.admin, one.site, one.accountId);
    const { appId } = await qiao.wechat.account();
    await qiao.wechat.confirm(session?.launchUrl ?? '', appId);
    expect(await outcome(one.admin, session?.id ?? '')).toMatchObject({ status: 'FAILED' });
    expect(await accountOf(one.admin, one.accountId)).toMatchObject({ appId: one.appId });
    expect(await senderOf(one.admin, one.hit.id)).toMatchObject({ status: 'CONFIGURED' });
  });
});

describe('breaks no sender, and needs no token:', () => {
  let one: Scene;
  let versions: unknown;
  const senderRows = () => sql(qiao, 'select * from message_sender order by id');
  beforeAll(async () => {
    one = await scene('harmless');
    versions = await senderRows();
  });

  const update = (changes: object) => async () => {
    const input = { accountId: one.accountId, ...changes };
    return (await one.admin.run(UpdateOfficialAccountDocument, { input })).updateOfficialAccount.userErrors;
  };
  const map = (changes: object) => async () => {
    const input = { accountId: one.accountId, ...changes };
    return (await one.admin.run(UpdateFieldMappingsDocument, { input })).updateFieldMappings.userErrors;
  };
  const access = (changes: object) => async () => {
    const input = { accountId: one.accountId, ...changes };
    return (await one.admin.run(UpdateAccessDocument, { input })).updateAccess.userErrors;
  };

  test.each([
    ['another description', update({ description: 'spring' })],
    ['another timezone', update({ defaultTimezone: 'Europe/Berlin' })],
    ['another default campaign', update({ defaultCampaign: '1238' })],
    ['no default campaign', update({ defaultCampaign: null })],
    ['a default campaign again', update({ defaultCampaign: '1234' })],
    ['access for selected users', access({ mode: 'SELECTED_USERS', addUserIds: ['18'] })],
    ['access for everybody', access({ mode: 'ALL_USERS' })],
    ['no field for the subscription status', map({ subscriptionStatusFieldId: null })],
    ['no field for the last activity', map({ lastActivityFieldId: null })],
    ['the same field for the OpenID', map({ openIdFieldId: '100191' })],
  ])('%s', async (_what, change) => {
    expect(await change()).toEqual([]);
    await settled(qiao);
    expect(await senderRows()).toEqual(versions);
  });

  test('authorizing the same WeChat account again', async () => {
    const session = await authorizeAs(qiao, one.admin, one.accountId, one.appId);
    expect(session.status).toBe('COMPLETED');
    await settled(qiao);
    expect(await senderRows()).toEqual(versions);
    expect(await stepOf(qiao, one.site, one.hit.instanceId)).toMatchObject({
      requiresConfiguration: false,
      recordDefinition: definitionWith('C_WeChat_OpenID_A11'),
    });
  });
});

test('when Qiao is uninstalled every sender needs configuration, and Eloqua is called no more', async () => {
  const one = await scene('uninstalled');
  await qiao.eloqua.withSettings({ uninstallDeletesInstances: false }, async () => {
    await qiao.eloqua.uninstall(one.site);
    await qiao.eloqua.forgetRequests();
    const causes = () =>
      sql(
        qiao,
        `select status, cause from message_sender where installation_id = (select id from installation where site = $1)`,
        [one.site],
      );
    const broken = { status: 'NEEDS_CONFIGURATION', cause: 'UNINSTALLED' };
    expect(await causes()).toEqual([broken, broken]);
    await settled(qiao);
    expect(await qiao.eloqua.requests('/api/cloud/*')).toEqual([]);

    // Steps that outlived it are told when Qiao is back.
    await qiao.eloqua.reinstall(one.site);
    await eventually(async () => {
      const step = await stepOf(qiao, one.site, one.hit.instanceId);
      return step?.requiresConfiguration === true;
    });
  });
});
