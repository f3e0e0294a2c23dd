import { decrypt } from '@wecom/crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { COMPONENT_ID, elementsOf, type Json, KEYS, Platform, passiveReply, Receiver } from './kit.ts';

/** A third-party platform that lives in the same WeChat as another, with nothing in common. */
interface Party {
  readonly appId: string;
  readonly secret: string;
  readonly keys: typeof KEYS;
  readonly receiver: Receiver;
  readonly ticket: string;
  readonly token: string;
}

const OTHER_KEYS = { token: 'spamtest', aesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR' };
const EVERY_CALL: Readonly<Record<string, Json>> = {
  api_create_preauthcode: {},
  api_query_auth: { authorization_code: 'queryauthcode@@@x' },
  api_authorizer_token: {
    authorizer_appid: 'wx0000000000000001',
    authorizer_refresh_token: 'refreshtoken@@@x',
  },
  api_get_authorizer_info: { authorizer_appid: 'wx0000000000000001' },
  api_get_authorizer_list: { offset: 0, count: 10 },
  api_get_authorizer_option: { authorizer_appid: 'wx0000000000000001', option_name: 'voice_recognize' },
  api_set_authorizer_option: {
    authorizer_appid: 'wx0000000000000001',
    option_name: 'voice_recognize',
    option_value: '1',
  },
};

let platform: Platform;
let one: Party;
let other: Party;
beforeAll(async () => {
  platform = await Platform.start({ register: false });
  one = await enter(platform.receiver, 'one', KEYS, COMPONENT_ID);
  other = await enter(await Receiver.start(OTHER_KEYS), 'other', OTHER_KEYS, 'wx00000000000000ff');
});
afterAll(async () => {
  await other.receiver.close();
  await platform.close();
});

async function enter(receiver: Receiver, name: string, keys: typeof KEYS, appId: string): Promise<Party> {
  const secret = `secret-of-${name}`;
  const url = receiver.url.replace('localhost', name === 'one' ? 'localhost' : '127.0.0.1');
  await platform.control('POST', '/components', {
    ...receiver.registration({ appId, appSecret: secret, ...keys }),
    startDomain: new URL(url).hostname,
  });
  const ticket = await eventually(
    () => receiver.of('component_verify_ticket').at(-1)?.fields.ComponentVerifyTicket,
  );
  const answer = await newToken(appId, secret, ticket);
  return { appId, secret, keys, receiver, ticket, token: String(answer.component_access_token) };
}

const newToken = (appId: string, secret: string, ticket: string): Promise<Json> =>
  platform.api('/cgi-bin/component/api_component_token', {
    component_appid: appId,
    component_appsecret: secret,
    component_verify_ticket: ticket,
  });

/** A call of a component's own; `token` is its own unless another is given. */
const call = (party: Party, name: string, body: Json = {}, token = party.token): Promise<Json> =>
  platform.api(`/cgi-bin/component/${name}`, { component_appid: party.appId, ...body }, token);

const errcode = async (answer: Promise<Json>): Promise<unknown> => (await answer).errcode;

/** Whom each answers when the other does something with what belongs to the first: both ways. */
const bothWays = (): [Party, Party][] => [
  [one, other],
  [other, one],
];

const linkOf = async (party: Party, change: Record<string, string> = {}): Promise<string> => {
  const query = new URLSearchParams({
    component_appid: party.appId,
    pre_auth_code:
      change.pre_auth_code ?? String((await call(party, 'api_create_preauthcode')).pre_auth_code),
    redirect_uri: `http://${party === one ? 'localhost' : '127.0.0.1'}:1/landing`,
    auth_type: '1',
    ...change,
  });
  return `${platform.url}/cgi-bin/componentloginpage?${query}`;
};

const openedFrom = (party: Party, link: string): Promise<string> =>
  platform.open(link, `http://${party === one ? 'localhost' : '127.0.0.1'}:1/start`);

/** The administrator of an account confirms for a component; the code. */
async function confirm(party: Party, appId: string): Promise<string> {
  const link = await linkOf(party);
  await openedFrom(party, link);
  const { json } = await platform.scan(link, appId, { follow: false });
  return new URL(String(json.redirectUrl)).searchParams.get('auth_code') ?? '';
}

async function connect(party: Party, appId: string): Promise<{ access: string; refresh: string }> {
  const answer = await call(party, 'api_query_auth', { authorization_code: await confirm(party, appId) });
  const info = answer.authorization_info as Record<string, string>;
  return { access: info.authorizer_access_token ?? '', refresh: info.authorizer_refresh_token ?? '' };
}

const use = async (token: string): Promise<unknown> => {
  const response = await fetch(`${platform.url}/cgi-bin/user/get?access_token=${token}`);
  return ((await response.json()) as Json).errcode;
};

describe('two components in one WeChat', () => {
  test('receive what is sealed with their own keys, and cannot read what is the other’s', async () => {
    const account = await platform.account();
    for (const [party, stranger] of bothWays()) {
      await connect(party, account.appId);
      const pushes = [...party.receiver.pushes];
      expect(pushes.map(({ signatureIsRight, tail }) => [signatureIsRight, tail])).toEqual(
        pushes.map(() => [true, party.appId]),
      );
      expect(new Set(pushes.map(({ fields }) => fields.InfoType))).toEqual(
        new Set(['component_verify_ticket', 'authorized']),
      );
      for (const { raw, plain } of pushes) expect(readWith(stranger.keys.aesKey, raw)).not.toBe(plain);
    }
  });

  test('cannot sign in with the other’s secret or ticket', async () => {
    for (const [party, stranger] of bothWays()) {
      expect(await errcode(newToken(party.appId, stranger.secret, party.ticket))).toBe(40125);
      expect(await errcode(newToken(party.appId, party.secret, stranger.ticket))).toBe(61006);
      const start = { component_appid: party.appId, component_secret: stranger.secret };
      expect(await errcode(platform.api('/cgi-bin/component/api_start_push_ticket', start))).toBe(40125);
    }
  });

  test.each(Object.entries(EVERY_CALL))('cannot call %s with the other’s token', async (name, body) => {
    for (const [party, stranger] of bothWays())
      expect(await errcode(call(party, name, body, stranger.token))).toBe(61011);
  });

  test('cannot use an account’s token for calls of its own, nor its own for an account’s', async () => {
    const account = await platform.account();
    for (const [party, stranger] of bothWays()) {
      const { access } = await connect(stranger, account.appId);
      expect(await errcode(call(party, 'api_create_preauthcode', {}, access))).toBe(61014);
      expect(
        await errcode(call(party, 'api_get_authorizer_list', EVERY_CALL.api_get_authorizer_list, access)),
      ).toBe(61014);
      expect(await use(party.token)).toBe(48001);
    }
  });

  test('cannot exchange the other’s code, which stays good', async () => {
    for (const [party, stranger] of bothWays()) {
      const { appId } = await platform.account();
      const authorization_code = await confirm(party, appId);
      expect(await errcode(call(stranger, 'api_query_auth', { authorization_code }))).toBe(61009);
      expect(await call(party, 'api_query_auth', { authorization_code })).toMatchObject({
        authorization_info: { authorizer_appid: appId },
      });
      expect(await errcode(call(stranger, 'api_query_auth', { authorization_code }))).toBe(61009);
      expect(await errcode(call(party, 'api_query_auth', { authorization_code }))).toBe(61010);
    }
  });

  test('cannot show a page with the other’s pre-auth code, which stays good, nor from the other’s domain', async () => {
    for (const [party, stranger] of bothWays()) {
      const { appId } = await platform.account();
      const pre_auth_code = String((await call(party, 'api_create_preauthcode')).pre_auth_code);
      const stolen = await linkOf(stranger, { pre_auth_code });
      expect(await openedFrom(stranger, stolen)).toContain('PreAuthCode无效');
      expect((await platform.scan(stolen, appId)).json).toMatchObject({
        error: { code: 'PRE_AUTH_CODE_INVALID' },
      });
      const own = await linkOf(party, { pre_auth_code });
      expect(await openedFrom(stranger, own)).toContain('请确认授权入口页所在域名');
      expect(await openedFrom(party, own)).not.toContain('请确认');
      expect((await platform.scan(own, appId, { follow: false })).status).toBe(200);
    }
  });

  test('do not see accounts that authorized only the other', async () => {
    for (const [party, stranger] of bothWays()) {
      const { appId } = await platform.account();
      const { refresh } = await connect(party, appId);
      const named = { authorizer_appid: appId };
      expect(await errcode(call(stranger, 'api_get_authorizer_info', named))).toBe(61003);
      const stolen = { ...named, authorizer_refresh_token: refresh };
      expect(await errcode(call(stranger, 'api_authorizer_token', stolen))).toBe(61003);
      const option = { ...named, option_name: 'voice_recognize' };
      expect(await errcode(call(stranger, 'api_get_authorizer_option', option))).toBe(61003);
      const { list } = (await call(stranger, 'api_get_authorizer_list', { offset: 0, count: 500 })) as {
        list: { authorizer_appid: string }[];
      };
      expect(list.map((entry) => entry.authorizer_appid)).not.toContain(appId);
    }
  });

  test('have tokens of their own for an account that authorized both', async () => {
    const { appId } = await platform.account();
    const tokens = new Map<Party, { access: string; refresh: string }>();
    for (const party of [one, other]) tokens.set(party, await connect(party, appId));
    for (const [party, stranger] of bothWays()) {
      const [own, theirs] = [tokens.get(party), tokens.get(stranger)];
      expect(own?.refresh).not.toBe(theirs?.refresh);
      const refresh = (token = '') =>
        call(party, 'api_authorizer_token', { authorizer_appid: appId, authorizer_refresh_token: token });
      expect(await errcode(refresh(theirs?.refresh))).toBe(61023);
      expect(await refresh(own?.refresh)).toHaveProperty('authorizer_access_token');
      expect(await use(theirs?.access ?? '')).toBeUndefined();
    }
  });

  test('name only themselves and the account of the token when they read an option', async () => {
    const { appId } = await platform.account();
    const { appId: another } = await platform.account();
    await platform.control('POST', '/settings', { optionToken: 'EITHER' });
    const { access } = await connect(one, appId);
    await connect(one, another);
    const path = '/cgi-bin/component/get_authorizer_option';
    const option = { option_name: 'voice_recognize' };
    expect(
      await platform.api(path, { ...option, component_appid: one.appId, authorizer_appid: appId }, access),
    ).toMatchObject({ option_value: '0' });
    expect(await errcode(platform.api(path, { ...option, component_appid: other.appId }, access))).toBe(
      61011,
    );
    expect(await errcode(platform.api(path, { ...option, authorizer_appid: another }, access))).toBe(40013);
  });

  test('each receive the messages of an account, and only those that authorized them', async () => {
    const both = await platform.account();
    const single = await platform.account();
    for (const party of [one, other]) await connect(party, both.appId);
    await connect(other, single.appId);
    const say = (appId: string, content: string) =>
      platform.control('POST', `/accounts/${appId}/events`, { type: 'text', openId: 'oFan', content });
    expect((await say(both.appId, 'to both')).json).toMatchObject({ delivered: 2, failed: 0 });
    expect((await say(single.appId, 'to one')).json).toMatchObject({ delivered: 1, failed: 0 });

    const heard = ({ receiver }: Party) =>
      receiver.of('text').map(({ fields, tail }) => [fields.Content, tail]);
    expect(heard(one)).toEqual([['to both', one.appId]]);
    expect(heard(other)).toEqual([
      ['to both', other.appId],
      ['to one', other.appId],
    ]);
  });

  test('cannot answer a message in the other’s name', async () => {
    const account = await platform.account();
    await connect(one, account.appId);
    const reply = `<xml><ToUserName><![CDATA[oFan]]></ToUserName><FromUserName><![CDATA[${account.originalId}]]></FromUserName><CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[hello]]></Content></xml>`;
    const answers = [
      passiveReply(reply, other.appId, OTHER_KEYS),
      passiveReply(reply, other.appId, KEYS),
      passiveReply(reply, one.appId, { ...KEYS, token: OTHER_KEYS.token }),
      passiveReply(reply, one.appId, { ...KEYS, aesKey: OTHER_KEYS.aesKey }),
      passiveReply(reply, one.appId, KEYS),
    ];
    const statuses: unknown[] = [];
    for (const body of answers) {
      one.receiver.answer = () => ({ body });
      const { json } = await platform.control('POST', `/accounts/${account.appId}/events`, {
        type: 'text',
        openId: 'oFan',
        content: 'hi',
      });
      statuses.push((json.pushes as { status: string }[])[0]?.status);
    }
    one.receiver.answer = () => ({ body: 'success' });
    expect(statuses).toEqual(['FAILED', 'FAILED', 'FAILED', 'FAILED', 'ACCEPTED']);
  });

  test('lose only their own authorization when the merchant withdraws it', async () => {
    const { appId } = await platform.account();
    const ours = await connect(one, appId);
    const theirs = await connect(other, appId);
    await platform.control('POST', `/accounts/${appId}/revoke`, { componentAppId: one.appId });

    expect(await use(ours.access)).toBe(61003);
    expect(await use(theirs.access)).toBeUndefined();
    const withdrawn = ({ receiver }: Party) =>
      receiver.of('unauthorized').filter(({ fields }) => fields.AuthorizerAppid === appId).length;
    expect([withdrawn(one), withdrawn(other)]).toEqual([1, 0]);
  });

  test('keep their tokens, codes and tickets when the other is entered anew with another secret', async () => {
    const { appId } = await platform.account();
    const { access, refresh } = await connect(one, appId);
    const authorization_code = await confirm(one, (await platform.account()).appId);
    await platform.control('POST', '/components', {
      ...other.receiver.registration({ appId: other.appId, appSecret: 'secret-anew', ...OTHER_KEYS }),
      startDomain: '127.0.0.1',
    });

    expect(await errcode(newToken(other.appId, other.secret, other.ticket))).toBe(40125);
    expect(await use(access)).toBeUndefined();
    expect(await call(one, 'api_query_auth', { authorization_code })).toHaveProperty('authorization_info');
    const pair = { authorizer_appid: appId, authorizer_refresh_token: refresh };
    expect(await call(one, 'api_authorizer_token', pair)).toHaveProperty('authorizer_access_token');
    expect(await newToken(one.appId, one.secret, one.ticket)).toHaveProperty('component_access_token');
  });
});

/** What somebody with this key makes of an envelope. */
function readWith(aesKey: string, raw: string): string | null {
  try {
    return decrypt(aesKey, elementsOf(raw).Encrypt ?? '').message;
  } catch {
    return null;
  }
}
