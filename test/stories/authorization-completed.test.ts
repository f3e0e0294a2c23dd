import { afterEach, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { LOSE } from '../kit/events.ts';
import { eventually } from '../kit/eventually.ts';
import { AuthorizationCompletedDocument, CancelAuthorizationDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { connectionOf, settled, sql } from '../kit/stored.ts';
import {
  accountOf,
  authorized,
  COMPLETE,
  listeners,
  listening,
  outcome,
  sessionOf,
  waitingSession,
} from '../kit/stories.ts';
import type { ScanOptions } from '../kit/wechat.ts';

const qiao = useQiao();
afterEach(() => qiao.wechat.clearFaults());

const subscribe = (client: TestClient, sessionId: string) =>
  client.subscribe(AuthorizationCompletedDocument, { sessionId });

describe('an account is connected whatever arrives first', () => {
  const orders: [string, ScanOptions][] = [
    ['the event, then the redirect', { event: 'BEFORE' }],
    ['the redirect, then the event', { event: 'AFTER' }],
    ['the event twice, then the redirect', { event: 'TWICE' }],
    ['only the event', { event: 'BEFORE', follow: false }],
    ['only the event, twice', { event: 'TWICE', follow: false }],
    ['only the redirect', { event: 'NEVER' }],
  ];
  const cases = [true, false].flatMap((sameCode) =>
    orders.map(([name, scan]) => [name, sameCode ? 'the same code' : 'two codes', sameCode, scan] as const),
  );
  test.each(cases)('%s, with %s', async (name, codes, sameCode, scan) => {
    const { admin, accountId, session } = await waitingSession(qiao, `${name} ${codes}`);
    const told = await listening(qiao, 1, () => ({ session: outcome(admin, session.id) }));
    const { appId, originalId } = await qiao.wechat.account({ openPlatform: name + codes });
    const exchanges = (await qiao.wechat.calls('api_query_auth')).length;

    await qiao.wechat.withSettings({ sameCodeInEventAndRedirect: sameCode }, () =>
      qiao.wechat.confirm(session.launchUrl, appId, scan),
    );

    const completed = {
      id: session.id,
      status: 'COMPLETED',
      step: 'DONE',
      launchUrl: session.launchUrl,
      mobileUrl: session.launchUrl,
      expiresAt: session.expiresAt,
      failure: null,
      account: { id: accountId, status: 'ACTIVE' },
    };
    expect(await told.session).toEqual(completed);
    await settled(qiao);
    expect(await accountOf(admin, accountId)).toMatchObject({
      status: 'ACTIVE',
      requirements: [],
      displayName: '演示服务号',
      name: '演示服务号',
      appId,
      originalId,
      principalName: '演示服务号有限公司',
      accountType: 'SERVICE',
      verified: true,
      version: 1,
      openPlatform: { appId: expect.stringMatching(/^wx/), slotsTaken: 1, slotLimit: 5 },
      authorizationSession: completed,
    });
    // A second code that comes after the connection brings newer tokens; the same one counts once.
    const spent = (await qiao.wechat.calls('api_query_auth')).length - exchanges;
    expect(spent).toBeOneOf(sameCode ? [1] : [1, 2]);
    expect(await connectionOf(qiao, appId)).toMatchObject({ slot: 1, tokenVersion: spent });
  });

  test('by the phone alone, with the link for it', async () => {
    const { admin, session } = await waitingSession(qiao, 'phone');
    const { appId } = await qiao.wechat.account();

    await qiao.wechat.scan(session.mobileUrl, appId);

    expect(await outcome(admin, session.id)).toMatchObject({ status: 'COMPLETED', step: 'DONE' });
  });

  test('by the redirect, where the event does not say which link it answers', async () => {
    const { admin, session } = await waitingSession(qiao, 'no pre-auth code');
    const { appId } = await qiao.wechat.account();

    await qiao.wechat.withSettings({ preAuthCodeInAuthorized: false }, () =>
      qiao.wechat.confirm(session.launchUrl, appId, { event: 'BEFORE' }),
    );

    expect((await outcome(admin, session.id)).status).toBe('COMPLETED');
  });

  test('after the administrator declined at first', async () => {
    const { admin, session } = await waitingSession(qiao, 'declined');
    const { appId } = await qiao.wechat.account();

    await qiao.wechat.confirm(session.launchUrl, appId, { decision: 'CANCEL' });
    expect(await sessionOf(admin, session.id)).toMatchObject({ status: 'PENDING', step: 'OPENED' });
    await qiao.wechat.confirm(session.launchUrl, appId);

    expect((await outcome(admin, session.id)).status).toBe('COMPLETED');
  });

  test('a code is exchanged once, however often it comes', async () => {
    const { admin, session } = await waitingSession(qiao, 'once');
    const { appId } = await qiao.wechat.account();
    const before = (await qiao.wechat.calls('api_query_auth')).length;

    const { redirectUrl } = await qiao.wechat.confirm(session.launchUrl, appId, { event: 'TWICE' });
    await Promise.all([fetch(redirectUrl ?? ''), fetch(redirectUrl ?? '')]);
    await settled(qiao);

    expect((await qiao.wechat.calls('api_query_auth')).length).toBe(before + 1);
    expect((await sessionOf(admin, session.id)).status).toBe('COMPLETED');
  });

  test('an exchange during which WeChat is busy is tried again', async () => {
    const { admin, session } = await waitingSession(qiao, 'busy');
    const { appId } = await qiao.wechat.account();
    await qiao.wechat.fault({ path: '/cgi-bin/component/api_query_auth', times: 1, errcode: -1 });

    await qiao.wechat.confirm(session.launchUrl, appId, { follow: false });

    expect((await outcome(admin, session.id)).status).toBe('COMPLETED');
  });
});

describe('what the account still needs is told, and does not fail the session', () => {
  test('an account without settings stays a draft', async () => {
    const { admin, accountId, session } = await waitingSession(qiao, 'draft', {});
    const { appId } = await qiao.wechat.account();

    await qiao.wechat.confirm(session.launchUrl, appId);

    expect((await outcome(admin, session.id)).account).toEqual({ id: accountId, status: 'DRAFT' });
    expect((await accountOf(admin, accountId)).requirements.map(({ code }) => code)).toEqual([
      'OPEN_ID_FIELD_REQUIRED',
      'DEFAULT_CAMPAIGN_REQUIRED',
      'TERMS_REQUIRED',
      'SUBSCRIPTION_STATUS_ADVISED',
      'LAST_ACTIVITY_ADVISED',
    ]);
  });

  test('a UnionID field without an open platform', async () => {
    const admin = await qiao.caller({ site: 'union-none' });

    const { accountId, session } = await authorized(qiao, admin, { ...COMPLETE, unionIdFieldId: '100193' });

    expect(session.account?.status).toBe('DRAFT');
    expect((await accountOf(admin, accountId)).requirements).toEqual([
      {
        code: 'UNION_ID_UNAVAILABLE',
        severity: 'BLOCKING',
        mutation: 'updateFieldMappings',
        path: ['unionIdFieldId'],
      },
    ]);
  });

  test('a UnionID field that an account of another open platform uses', async () => {
    const admin = await qiao.caller({ site: 'union-two' });
    const fields = { ...COMPLETE, unionIdFieldId: '100193' };
    const others = { ...fields, openIdFieldId: '100192', lastActivityFieldId: '100196' };
    const first = await authorized(qiao, admin, fields, { openPlatform: 'wx00000000000000b2' });

    const second = await authorized(qiao, admin, others, { openPlatform: 'wx00000000000000b3' });

    expect((await accountOf(admin, first.accountId)).status).toBe('ACTIVE');
    expect(await accountOf(admin, second.accountId)).toMatchObject({
      status: 'DRAFT',
      requirements: [{ code: 'UNION_ID_PLATFORM_DIFFERS', severity: 'BLOCKING' }],
    });
  });
});

describe('exactly one event, then the subscription completes', () => {
  test('for every client that waits, and for one that comes late, at once', async () => {
    const { admin, session } = await waitingSession(qiao, 'several');
    const colleague = await qiao.caller({ site: 'several', user: '18' });
    const before = listeners(qiao);
    const streams = await listening(qiao, 3, () =>
      [admin, admin, colleague].map((client) => subscribe(client, session.id)),
    );
    const { appId } = await qiao.wechat.account();

    await qiao.wechat.confirm(session.launchUrl, appId);

    for (const stream of [...streams, subscribe(colleague, session.id)]) {
      const events = await Array.fromAsync(stream);
      expect(events.map(({ data }) => data?.authorizationCompleted.status)).toEqual(['COMPLETED']);
    }
    await eventually(() => listeners(qiao) === before);
  });

  test('a client that leaves is forgotten', async () => {
    const { admin, session } = await waitingSession(qiao, 'leaving');
    const before = listeners(qiao);
    const stream = await listening(qiao, 1, () => subscribe(admin, session.id));

    await stream.return?.();

    await eventually(() => listeners(qiao) === before);
  });

  test('a client is told even if the database connection that carries events broke', async () => {
    const { admin, session } = await waitingSession(qiao, 'gap');
    const told = await listening(qiao, 1, () => ({ session: outcome(admin, session.id) }));

    await sql(qiao, LOSE);
    await admin.run(CancelAuthorizationDocument, { input: { sessionId: session.id } });

    expect((await told.session).status).toBe('CANCELLED');
  });

  test('there is nothing to wait for without a session, or for a marketer', async () => {
    const { admin, accountId, session } = await waitingSession(qiao, 'not-found');
    const marketer = await qiao.caller({ site: 'not-found', role: 'marketer' });

    for (const [client, id] of [
      [admin, 'abc'],
      [admin, accountId],
      [marketer, session.id],
    ] as const) {
      const events = await Array.fromAsync(subscribe(client, id));
      expect(events).toMatchObject([
        {
          errors: [
            expect.objectContaining({
              message: 'There is no such authorization session.',
              path: ['authorizationCompleted'],
              extensions: { code: 'NOT_FOUND', requestId: expect.any(String) },
            }),
          ],
        },
      ]);
    }
  });
});
