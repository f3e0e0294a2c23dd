import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMPONENT_ID, type Json, Platform } from './kit.ts';

let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start();
});
afterEach(() => platform.close());

const set = (settings: Json) => platform.control('POST', '/settings', settings);
const MOBILE = '/wxaopen/safe/bindcomponent';
const WRONG_DOMAIN =
  '请确认授权入口页所在域名，与授权后回调页所在域名相同，并且，此两者都必须与申请第三方平台时填写的授权发起页域名相同';

/** A link, opened in a browser. */
async function openedLink(change: Record<string, string> = {}): Promise<string> {
  const link = await platform.link(change);
  await platform.open(link);
  return link;
}

describe('authorizing an account', () => {
  test('goes from the first ticket to a token that works for the account', async () => {
    const { appId, originalId } = await platform.account({ openPlatform: 'wx00000000000000aa' });
    const link = await platform.link();
    expect(await platform.open(link)).toContain('<svg');
    const scan = await platform.scan(link, appId);

    expect(scan.status).toBe(200);
    const redirect = new URL(scan.json.redirectUrl as string);
    const authCode = redirect.searchParams.get('auth_code') ?? '';
    expect(redirect.search).toBe(`?state=abc&auth_code=${encodeURIComponent(authCode)}&expires_in=3600`);
    expect(authCode).toMatch(/^queryauthcode@@@[A-Za-z0-9_-]{86}$/);
    expect(platform.receiver.landings).toEqual([`${redirect.pathname}${redirect.search}`]);
    expect(scan.json.followed).toEqual({ httpStatus: 200 });

    const [event] = platform.receiver.of('authorized');
    const createTime = Number(event?.fields.CreateTime);
    const preAuthCode = new URL(link).searchParams.get('pre_auth_code');
    expect(event?.plain).toBe(
      `<xml><AppId><![CDATA[${COMPONENT_ID}]]></AppId>\n<CreateTime>${createTime}</CreateTime>\n` +
        '<InfoType><![CDATA[authorized]]></InfoType>\n' +
        `<AuthorizerAppid><![CDATA[${appId}]]></AuthorizerAppid>\n` +
        `<AuthorizationCode><![CDATA[${authCode}]]></AuthorizationCode>\n` +
        `<AuthorizationCodeExpiredTime><![CDATA[${createTime + 3600}]]></AuthorizationCodeExpiredTime>\n` +
        `<PreAuthCode><![CDATA[${preAuthCode}]]></PreAuthCode>\n</xml>`,
    );
    expect(event?.signatureIsRight).toBe(true);

    const answer = await platform.component('api_query_auth', { authorization_code: authCode });
    const info = answer.authorization_info as Json;
    const open = await platform.api('/cgi-bin/open/get', {}, info.authorizer_access_token as string);
    expect(open).toEqual({ errcode: 0, errmsg: 'ok', open_appid: 'wx00000000000000aa' });
    const details = await platform.component('api_get_authorizer_info', { authorizer_appid: appId });
    expect(details.authorizer_info).toMatchObject({ nick_name: '演示服务号', user_name: originalId });
  });

  test('works by the phone’s own address, which needs neither a fetch nor a Referer', async () => {
    const { appId } = await platform.account();
    const link = `${await platform.link({}, MOBILE)}#wechat_redirect`;
    expect((await platform.scan(link, appId)).status).toBe(200);
    const old = await platform.link({}, '/safe/bindcomponent');
    expect((await platform.scan(old, appId)).status).toBe(200);
  });

  test('keeps the fragment and a redirect_uri without a query', async () => {
    const { appId } = await platform.account();
    const link = await openedLink({ redirect_uri: `${platform.receiver.url}/landing#top` });
    const { json } = await platform.scan(link, appId, { follow: false });
    expect(json.redirectUrl).toMatch(
      /\/landing\?auth_code=queryauthcode%40%40%40[\w-]{86}&expires_in=3600#top$/,
    );
    expect(json.followed).toBeNull();
    expect(platform.receiver.landings).toEqual([]);
  });

  test('succeeds although the browser cannot open redirect_uri', async () => {
    const { appId } = await platform.account();
    const link = await openedLink({ redirect_uri: 'http://localhost:1/landing' });
    const { status, json } = await platform.scan(link, appId);
    expect(status).toBe(200);
    expect(json.followed).toEqual({ error: expect.any(String) });
  });
});

describe('the page', () => {
  test.each([
    ['without a Referer', ''],
    ['from another host', 'http://elsewhere.example/start'],
  ])('shows WeChat’s error %s, and cannot be scanned', async (_what, referer) => {
    const { appId } = await platform.account();
    const link = await platform.link();
    const page = await platform.open(link, referer);
    expect(page).toContain(WRONG_DOMAIN);
    expect(page).toContain(`授权入口页所在域名：${referer === '' ? '空' : 'elsewhere.example'}`);
    const { status, json } = await platform.scan(link, appId);
    expect([status, (json.error as Json).code]).toEqual([409, 'PAGE_NOT_OPENED']);
    expect(platform.receiver.of('authorized')).toEqual([]);
  });
  test.each(['http://elsewhere.example/landing', 'landing', '/landing'])(
    'shows WeChat’s error for redirect_uri %s',
    async (redirect_uri) => {
      expect(await platform.open(await platform.link({ redirect_uri }))).toContain(WRONG_DOMAIN);
    },
  );
  test('compares hosts without their ports', async () => {
    expect(await platform.open(await platform.link(), 'http://localhost:9/x')).toContain('<svg');
  });
  test('refuses a pre-auth code that is wrong, used or expired', async () => {
    const { appId } = await platform.account();
    expect(await platform.open(await platform.link({ pre_auth_code: 'preauthcode@@@x' }))).toContain(
      'PreAuthCode无效',
    );
    const link = await openedLink();
    await platform.scan(link, appId);
    expect(await platform.open(link)).toContain('PreAuthCode无效');
    const late = await platform.link();
    await set({ clockAheadSeconds: 1800 });
    expect(await platform.open(late)).toContain('PreAuthCode无效');
  });
  test("refuses another component's pre-auth code, an unknown component and an odd auth_type", async () => {
    const other = 'wx00000000000000ff';
    await platform.control('POST', '/components', platform.receiver.registration({ appId: other }));
    expect(await platform.open(await platform.link({ component_appid: other }))).toContain('PreAuthCode无效');
    expect(await platform.open(await platform.link({ component_appid: 'wx1' }))).toContain(
      'component_appid is unknown',
    );
    expect(await platform.open(await platform.link({ auth_type: '7' }))).toContain('auth_type 无效');
  });
  test('on a phone lists the accounts that can be chosen', async () => {
    const { appId } = await platform.account();
    const program = await platform.account({ serviceType: 'MINI_PROGRAM' });
    const page = await platform.open(await platform.link({}, MOBILE), '');
    expect(page).toContain(appId);
    expect(page).not.toContain(program.appId);
  });
  test('on a phone checks the Referer where the settings say so', async () => {
    await set({ mobileRefererCheck: true });
    const { appId } = await platform.account();
    const link = await platform.link({}, MOBILE);
    expect(await platform.open(link, '')).toContain(WRONG_DOMAIN);
    expect((await platform.scan(link, appId)).status).toBe(409);
    await platform.open(link);
    expect((await platform.scan(link, appId)).status).toBe(200);
  });
  test('can be polled, and says where to go once the phone has confirmed', async () => {
    const { appId } = await platform.account();
    const page = await platform.open(await platform.link());
    const id = /\/phone\?visit=([0-9a-f-]{36})/.exec(page)?.[1] ?? '';
    expect((await platform.control('GET', '/visits')).json).toMatchObject({
      visits: [{ id, selectable: [appId] }],
    });
    const { json } = await platform.control('POST', `/visits/${id}`, { decision: 'CONFIRM', appId });
    const visit = (await platform.control('GET', `/visits/${id}`)).json;
    expect(visit).toMatchObject({ status: 'CONFIRMED', redirectUrl: json.redirectUrl });
    expect((await platform.control('GET', '/visits')).json.visits).toEqual([]);
  });
  test('offers first what is not authorized yet, the newest first', async () => {
    const old = await platform.connected();
    const [first, second] = [await platform.account(), await platform.account()];
    const page = await platform.open(await platform.link());
    const id = /\/phone\?visit=([0-9a-f-]{36})/.exec(page)?.[1] ?? '';
    const order = [second.appId, first.appId, old.appId];
    expect((await platform.control('GET', `/visits/${id}`)).json.selectable).toEqual(order);
    const onPhone = await platform.open(await platform.link({}, MOBILE), '');
    expect([...onPhone.matchAll(/value="(wx\w+)"/g)].map(([, appId]) => appId)).toEqual(order);
  });
  test('of the phone is there, whole in itself', async () => {
    const page = await (await fetch(`${platform.url}/`)).text();
    expect(page).toContain('WeChat sandbox');
    expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
  });
});

describe('a scan', () => {
  const refused = async (change: Json, account: Json = {}, link?: string) => {
    const { appId } = await platform.account(account);
    const { status, json } = await platform.scan(link ?? (await openedLink()), appId, change);
    expect(platform.receiver.of('authorized', 'updateauthorized')).toEqual([]);
    expect(platform.receiver.landings).toEqual([]);
    return [status, (json.error as Json).code];
  };

  test('that is cancelled leads nowhere, tells nobody and leaves the code good', async () => {
    const { appId } = await platform.account();
    const link = await openedLink();
    const cancelled = await platform.scan(link, appId, { decision: 'CANCEL' });
    expect([cancelled.status, cancelled.json.redirectUrl]).toEqual([200, null]);
    expect(platform.receiver.of('authorized')).toEqual([]);
    expect((await platform.scan(link, appId)).status).toBe(200);
  });
  test('by somebody else than the administrator is refused', async () => {
    expect(await refused({ by: 'OTHER' })).toEqual([403, 'NOT_ADMINISTRATOR']);
  });
  test('of a page that nobody opened is refused', async () => {
    expect(await refused({}, {}, await platform.link())).toEqual([409, 'PAGE_NOT_OPENED']);
  });
  test('a second time is refused, and with an expired code', async () => {
    const { appId } = await platform.account();
    const link = await openedLink();
    await platform.scan(link, appId);
    const again = await platform.scan(link, appId);
    expect([again.status, (again.json.error as Json).code]).toEqual([409, 'PRE_AUTH_CODE_INVALID']);
    const late = await openedLink();
    await set({ clockAheadSeconds: 1800 });
    expect((await platform.scan(late, appId)).status).toBe(409);
    expect(platform.receiver.of('authorized', 'updateauthorized')).toHaveLength(1);
  });
  test('of another account than biz_appid names is refused', async () => {
    const only = await openedLink({ biz_appid: 'wx00000000000000aa' });
    expect(await refused({}, {}, only)).toEqual([409, 'ACCOUNT_NOT_SELECTABLE']);
  });
  test.each([
    ['of a mini program where only official accounts are wanted', { serviceType: 'MINI_PROGRAM' }],
    ['of a frozen account', { accountStatus: 19 }],
    ['of an account registered abroad', { region: 'OVERSEAS' }],
  ])('%s is refused', async (_what, account) => {
    expect(await refused({}, account)).toEqual([409, 'ACCOUNT_NOT_SELECTABLE']);
  });
  test('before the release is for the test list only', async () => {
    await set({ released: false });
    expect(await refused({})).toEqual([409, 'NOT_IN_TEST_LIST']);
    const { appId, originalId } = await platform.account();
    await set({ testAccounts: [originalId] });
    expect((await platform.scan(await openedLink(), appId)).status).toBe(200);
  });
  test('of an unknown account, or of another address, is refused', async () => {
    expect((await platform.scan(await openedLink(), 'wx0000000000000000')).status).toBe(404);
    const { appId } = await platform.account();
    expect((await platform.scan(`${platform.url}/phone`, appId)).status).toBe(400);
    expect((await platform.scan('nonsense', appId)).json.error).toMatchObject({ path: ['authorizationUrl'] });
  });
  test('grants only the sets that category_id_list names', async () => {
    const { appId } = await platform.account();
    await platform.scan(await openedLink({ category_id_list: '1|2|99' }), appId);
    const { json } = await platform.control('GET', `/accounts/${appId}`);
    expect((json.authorizations as { permissions: number[] }[])[0]?.permissions).toEqual([1, 2]);
  });
  test('moves exclusive sets to the component scanned last', async () => {
    const { appId, access } = await platform.connected({ permissions: [1, 24] });
    const other = await platform.otherComponent();
    const link = await openedLink({ component_appid: other.appId, pre_auth_code: await other.preAuthCode() });
    expect((await platform.scan(link, appId)).status).toBe(200);
    const { json } = await platform.control('GET', `/accounts/${appId}`);
    expect(json.authorizations).toMatchObject([{ permissions: [1] }, { permissions: [1, 24] }]);
    expect((await platform.api('/cgi-bin/open/get', {}, access)).errcode).toBe(61007);
    await platform.control('POST', `/accounts/${appId}/events`, { type: 'subscribe' });
    expect(platform.receiver.of('subscribe').map((push) => push.tail)).toEqual([COMPONENT_ID, other.appId]);
  });
});

describe('the authorization event', () => {
  /** What reached the platform, in order: events and landings. */
  const order = () => {
    const seen: string[] = [];
    platform.receiver.answer = (push) => {
      if (push.fields.InfoType !== 'component_verify_ticket') {
        seen.push(`${push.fields.InfoType} after ${platform.receiver.landings.length} landings`);
      }
      return { body: 'success' };
    };
    return seen;
  };

  test.each([
    ['BEFORE', ['authorized after 0 landings']],
    ['AFTER', ['authorized after 1 landings']],
    ['NEVER', []],
    ['TWICE', ['authorized after 0 landings', 'authorized after 0 landings']],
  ])('comes %s the redirect', async (event, expected) => {
    const seen = order();
    const { appId } = await platform.account();
    await platform.scan(await openedLink(), appId, { event });
    expect(seen).toEqual(expected);
    expect(platform.receiver.landings).toHaveLength(1);
  });
  test('carries the redirect’s code, or another that is good as well', async () => {
    const { appId } = await platform.account();
    const code = await platform.confirm(appId);
    expect(platform.receiver.of('authorized')[0]?.fields.AuthorizationCode).toBe(code);

    await set({ sameCodeInEventAndRedirect: false });
    const other = await platform.account();
    const own = await platform.confirm(other.appId);
    const evented = platform.receiver.of('authorized')[1]?.fields.AuthorizationCode;
    expect(evented).not.toBe(own);
    for (const authorization_code of [own, evented]) {
      expect(await platform.component('api_query_auth', { authorization_code })).toHaveProperty(
        'authorization_info',
      );
    }
  });
  test('is not sent for a second scan that changes nothing, unless the settings say so', async () => {
    const { appId } = await platform.account();
    await platform.confirm(appId);
    const code = await platform.confirm(appId);
    expect(code).toMatch(/^queryauthcode@@@/);
    expect(platform.receiver.of('updateauthorized')).toEqual([]);
    await set({ eventOnUnchangedRescan: true });
    await platform.confirm(appId);
    expect(platform.receiver.of('updateauthorized')).toHaveLength(1);
  });
  test('is updateauthorized when a second scan changes the sets; its PreAuthCode is a setting', async () => {
    const { appId } = await platform.account();
    await platform.scan(await openedLink({ category_id_list: '1' }), appId);
    await platform.scan(await openedLink({ category_id_list: '1|2' }), appId);
    await set({ preAuthCodeInUpdates: false });
    await platform.scan(await openedLink({ category_id_list: '2' }), appId);
    const updates = platform.receiver.of('updateauthorized').map(({ fields }) => Object.keys(fields));
    const usual = [
      'AppId',
      'CreateTime',
      'InfoType',
      'AuthorizerAppid',
      'AuthorizationCode',
      'AuthorizationCodeExpiredTime',
    ];
    expect(updates).toEqual([[...usual, 'PreAuthCode'], usual]);
  });
  test('tells a change of permissions in the account’s own console, without a PreAuthCode', async () => {
    const { appId, refresh } = await platform.connected();
    await platform.control('PATCH', `/accounts/${appId}`, { permissions: [1] });
    const [update] = platform.receiver.of('updateauthorized');
    expect(update?.fields).not.toHaveProperty('PreAuthCode');
    const info = await platform.component('api_get_authorizer_info', { authorizer_appid: appId });
    expect(info.authorization_info).toEqual({
      authorizer_appid: appId,
      authorizer_refresh_token: refresh,
      func_info: [{ funcscope_category: { id: 1 } }],
    });
    await set({ rotateRefreshTokenOnUpdate: true });
    await platform.control('PATCH', `/accounts/${appId}`, { permissions: [1, 2] });
    const code = platform.receiver.of('updateauthorized')[1]?.fields.AuthorizationCode;
    const answer = await platform.component('api_query_auth', { authorization_code: code });
    expect((answer.authorization_info as Json).authorizer_refresh_token).not.toBe(refresh);
  });
  test('is tried three times, with the same bytes, until the answer is success', async () => {
    await set({ authorizationEventRetryMs: 1 });
    platform.receiver.answer = (push, earlier) =>
      push.fields.InfoType === 'authorized' && earlier < 2 ? { body: 'no' } : { body: 'success' };
    const { appId } = await platform.account();
    const { json } = await platform.scan(await openedLink(), appId);
    expect(json.pushes).toMatchObject([
      { status: 'ACCEPTED', tries: [{ answer: 'no' }, { answer: 'no' }, { problem: null }] },
    ]);
    const tries = platform.receiver.of('authorized');
    expect(tries).toHaveLength(3);
    expect(new Set(tries.map((push) => push.raw)).size).toBe(1);
    expect(new Set(tries.map((push) => JSON.stringify(push.query))).size).toBe(1);
  });
  test('is given up after the last try, and the browser goes on all the same', async () => {
    await set({ authorizationEventRetryMs: 1, authorizationEventTries: 2, identicalRetry: false });
    platform.receiver.answer = (push) =>
      push.fields.InfoType === 'authorized' ? { status: 500 } : { body: 'success' };
    const { appId } = await platform.account();
    const { json } = await platform.scan(await openedLink(), appId);
    expect(json.pushes).toMatchObject([
      { status: 'FAILED', tries: [{ problem: 'HTTP 500' }, { problem: 'HTTP 500' }] },
    ]);
    const tries = platform.receiver.of('authorized');
    expect(new Set(tries.map((push) => push.raw)).size).toBe(2);
    expect(new Set(tries.map((push) => push.plain)).size).toBe(1);
    expect(platform.receiver.landings).toHaveLength(1);
  });
});

describe('twenty scans at the same moment', () => {
  test('work independently of each other', async () => {
    const accounts = await Promise.all(Array.from({ length: 20 }, () => platform.account()));
    const links = await Promise.all(accounts.map(() => openedLink()));
    const scans = await Promise.all(accounts.map(({ appId }, n) => platform.scan(links[n] ?? '', appId)));
    expect(scans.map((scan) => scan.status)).toEqual(accounts.map(() => 200));
    const events = platform.receiver.of('authorized');
    expect(events.map(({ fields }) => fields.AuthorizerAppid).sort()).toEqual(
      accounts.map(({ appId }) => appId).sort(),
    );
    const answers = await Promise.all(
      scans.map(({ json }) => {
        const code = new URL(json.redirectUrl as string).searchParams.get('auth_code');
        return platform.component('api_query_auth', { authorization_code: code });
      }),
    );
    const owners = answers.map((answer) => (answer.authorization_info as Json).authorizer_appid);
    expect(owners).toEqual(accounts.map(({ appId }) => appId));
  });
  test('of one page lead to exactly one authorization', async () => {
    const { appId } = await platform.account();
    const link = await openedLink();
    const scans = await Promise.all(Array.from({ length: 20 }, () => platform.scan(link, appId)));
    expect(scans.map((scan) => scan.status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    expect(platform.receiver.of('authorized')).toHaveLength(1);
  });
});
