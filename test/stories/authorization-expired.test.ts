import { expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { eventXml, push } from '../kit/push.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { hurry, ownId, settled, sql, storedButCallbacks } from '../kit/stored.ts';
import {
  addAccount,
  COMPLETE,
  listening,
  openSession,
  outcome,
  sessionOf,
  waitingSession,
} from '../kit/stories.ts';

const qiao = useQiao();

test('a link that runs out expires the session, and a confirmation that arrives later changes nothing', async () => {
  const admin = await qiao.caller({ site: 'expiry' });
  const { id } = await addAccount(admin, COMPLETE);
  const session = await qiao.wechat.withSettings({ preAuthCodeSeconds: 3 }, () => openSession(admin, id));
  const told = await listening(qiao, 1, () => ({ session: outcome(admin, session.id) }));
  const { appId } = await qiao.wechat.account();
  const lost = await qiao.wechat.confirm(session.launchUrl, appId, { event: 'NEVER', follow: false });

  expect(await told.session).toEqual({
    id: session.id,
    status: 'EXPIRED',
    step: 'OPENED',
    launchUrl: session.launchUrl,
    mobileUrl: session.launchUrl,
    expiresAt: session.expiresAt,
    failure: null,
    account: { id, status: 'DRAFT' },
  });

  const before = await storedButCallbacks(qiao);
  const exchanges = await qiao.wechat.calls('api_query_auth');
  const code = new URL(lost.redirectUrl ?? '').searchParams.get('auth_code') ?? '';
  const late = {
    InfoType: 'authorized',
    AuthorizerAppid: appId,
    AuthorizationCode: code,
    PreAuthCode: new URL(session.mobileUrl).searchParams.get('pre_auth_code') ?? '',
  };
  expect(await push(qiao, eventXml(qiao, late))).toMatchObject({ status: 200, text: 'success' });
  expect(await (await fetch(lost.redirectUrl ?? '')).text()).toContain('This link has run out');
  await settled(qiao);

  expect(await storedButCallbacks(qiao)).toEqual(before);
  expect(await qiao.wechat.calls('api_query_auth')).toEqual(exchanges);
});

test('a session whose code has arrived no longer expires', async () => {
  const { admin, session } = await waitingSession(qiao, 'no-expiry');
  const { appId } = await qiao.wechat.account();
  await qiao.wechat.fault({ path: '/cgi-bin/component/api_query_auth', times: 1, latencyMs: 9_000 });
  await qiao.wechat.confirm(session.launchUrl, appId, { follow: false });
  await eventually(async () => (await sessionOf(admin, session.id)).step === 'EXCHANGING');

  const key = `expire:${ownId(session.id)}`;
  await hurry(qiao, 'key = $1', [key]);
  const due = 'select from graphile_worker._private_jobs where key = $1';
  await eventually(async () => (await sql(qiao, due, [key])).length === 0);

  expect((await sessionOf(admin, session.id)).status).toBe('PENDING');
  await qiao.wechat.clearFaults();
  expect((await outcome(admin, session.id)).status).toBe('COMPLETED');
});
