import { print } from 'graphql';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { isId } from '../../../src/kernel/ids.ts';
import {
  AddOfficialAccountDocument,
  AuthorizeAccountDocument,
  CancelAuthorizationDocument,
} from '../../kit/generated/operations.ts';
import { useQiao } from '../../kit/shared-qiao.ts';
import { ownId, settled, sql } from '../../kit/stored.ts';
import { addAccount, authorized, COMPLETE, openSession } from '../../kit/stories.ts';

const qiao = useQiao();
let installationId: string;
let token: string;

beforeAll(async () => {
  token = await qiao.token({ user: '42' });
  installationId = (await qiao.services.installations.idOfSite('acme')) ?? '';
});
beforeEach(() => sql(qiao, 'delete from audit_entry'));

/** Answers with the request id that the client is told, which its audit entries must name. */
async function post(document: Parameters<typeof print>[0], variables: object) {
  const response = await fetch(`${qiao.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data } = (await response.json()) as { data: Record<string, Record<string, { id: string } | null>> };
  return { data, requestId: response.headers.get('x-request-id') };
}

const entries = () =>
  sql(
    qiao,
    `select installation_id, actor_kind, actor, action, subject_type, subject_id, before, after, request_id
     from audit_entry order by id`,
  );

const byUser = (action: string, subject_type: string, subject_id: string, request_id: string | null) => ({
  installation_id: installationId,
  actor_kind: 'USER',
  actor: '42',
  action,
  subject_type,
  subject_id,
  before: null,
  request_id,
});

test('addOfficialAccount: who, which account, with all that was set', async () => {
  const fields = {
    openIdFieldId: '100192',
    subscriptionStatusFieldId: '100194',
    lastActivityFieldId: '100196',
  };
  const input = {
    ...COMPLETE,
    ...fields,
    description: '北京',
    access: { mode: 'SELECTED_USERS', userIds: ['17'] },
  };
  const { data, requestId } = await post(AddOfficialAccountDocument, { input });
  const id = ownId(data.addOfficialAccount?.officialAccount?.id ?? '');
  expect(isId(requestId ?? '')).toBe(true);
  expect(await entries()).toEqual([
    {
      ...byUser('addOfficialAccount', 'OfficialAccount', id, requestId),
      after: {
        accountType: null,
        openIdField: '100192',
        unionIdField: null,
        subscriptionStatusField: '100194',
        lastActivityField: '100196',
        defaultCampaign: '1234',
        description: '北京',
        note: null,
        defaultTimezone: null,
        termsVersion: '2026-11',
        accessMode: 'SELECTED_USERS',
        accessUserIds: ['17'],
      },
    },
  ]);
});

test('authorizeAccount: for which account and until when; the same session given again is no change', async () => {
  const { id: accountId } = await addAccount(await qiao.caller());
  await sql(qiao, 'delete from audit_entry');
  const { data, requestId } = await post(AuthorizeAccountDocument, { input: { accountId } });
  await post(AuthorizeAccountDocument, { input: { accountId } });
  const session = data.authorizeAccount?.authorizationSession as unknown as { id: string; expiresAt: string };
  expect(await entries()).toEqual([
    {
      ...byUser('authorizeAccount', 'AuthorizationSession', ownId(session.id), requestId),
      after: { accountId: ownId(accountId), expiresAt: session.expiresAt },
    },
  ]);
});

test('cancelAuthorization: how the session ended', async () => {
  const admin = await qiao.caller();
  const { id } = await openSession(admin, (await addAccount(admin)).id);
  await sql(qiao, 'delete from audit_entry');
  const { requestId } = await post(CancelAuthorizationDocument, { input: { sessionId: id } });
  await post(CancelAuthorizationDocument, { input: { sessionId: id } });
  expect(await entries()).toEqual([
    {
      ...byUser('cancelAuthorization', 'AuthorizationSession', ownId(id), requestId),
      after: { status: 'CANCELLED' },
    },
  ]);
});

test('a completed authorization is recorded with the facts of the account and the end of the session; then its withdrawal', async () => {
  const { accountId, appId, session } = await authorized(qiao, await qiao.caller(), undefined, {
    nickName: '演示服务号',
    openPlatform: 'retail',
  });
  const bySystem = {
    installation_id: installationId,
    actor_kind: 'SYSTEM',
    actor: 'wechat',
    action: 'completeAuthorization',
    before: null,
  };
  const [openPlatform] = await sql<{ open_app_id: string; original_id: string }>(
    qiao,
    'select open_app_id, original_id from official_account where app_id = $1',
    [appId],
  );
  const completed = (await entries()).filter(({ actor_kind }) => actor_kind === 'SYSTEM');
  const [first] = completed;
  expect(isId(String(first?.request_id))).toBe(true);
  expect(completed).toHaveLength(2);
  expect(completed).toEqual(
    expect.arrayContaining([
      {
        ...bySystem,
        subject_type: 'OfficialAccount',
        subject_id: ownId(accountId),
        after: {
          appId,
          originalId: openPlatform?.original_id,
          name: '演示服务号',
          avatarUrl: expect.any(String),
          principalName: expect.any(String),
          accountType: 'SERVICE',
          verified: true,
          wechatStatus: 'NORMAL',
          unconfirmedSets: [],
          openPlatformBinding: 'BOUND',
          openAppId: openPlatform?.open_app_id,
          permissionSets: expect.arrayContaining([1, 2, 7]),
          status: 'ACTIVE',
        },
        request_id: first?.request_id,
      },
      {
        ...bySystem,
        subject_type: 'AuthorizationSession',
        subject_id: ownId(session.id),
        after: { status: 'COMPLETED' },
        request_id: first?.request_id,
      },
    ]),
  );

  await sql(qiao, 'delete from audit_entry');
  // Within seconds of the authorization WeChat would have to be asked which was later.
  await sql(qiao, `update authorizer set authorized_at = authorized_at - interval '10 seconds'`);
  await qiao.wechat.revoke(appId);
  await settled(qiao);
  const withdrawn = await entries();
  expect(withdrawn).toEqual([
    {
      installation_id: installationId,
      actor_kind: 'SYSTEM',
      actor: 'wechat',
      action: 'withdrawAuthorization',
      subject_type: 'OfficialAccount',
      subject_id: ownId(accountId),
      before: { status: 'ACTIVE', credentialState: 'VALID', credentialStateReason: null },
      after: {
        status: 'ACTION_REQUIRED',
        credentialState: 'WITHDRAWN',
        credentialStateReason: 'MERCHANT_WITHDREW',
      },
      request_id: expect.any(String),
    },
  ]);
});

test('what is refused is not recorded', async () => {
  await post(AddOfficialAccountDocument, { input: { acceptedTermsVersion: '1999-01' } });
  await post(AuthorizeAccountDocument, { input: { accountId: 'unknown' } });
  expect(await entries()).toEqual([]);
});
