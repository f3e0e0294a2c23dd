import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsersClient } from '../../../src/integrations/wechat/users.client.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { type Peer, startPeer } from '../../kernel/peer.ts';
import { answer, asked, errorOf } from './kit.ts';

let peer: Peer;
let users: UsersClient;
beforeAll(async () => {
  peer = await startPeer();
  users = new UsersClient({ apiUrl: peer.url }, requestText, { timeoutMs: 20_000 });
});
afterAll(() => peer[Symbol.asyncDispose]());

describe('a page of followers', () => {
  const page = (openid: unknown[], next_openid: unknown, total: unknown = 3) =>
    answer({ total, count: openid.length, data: { openid }, next_openid });

  test('is read from the beginning, or after another', async () => {
    peer.replyWith(page(['oA', 'oB'], 'oB'));
    expect(await users.followers('81_a', null)).toEqual({ total: 3, openIds: ['oA', 'oB'], next: 'oB' });
    expect(asked(peer)).toEqual({
      method: 'GET',
      path: '/cgi-bin/user/get',
      query: { access_token: '81_a' },
      body: null,
    });
    peer.replyWith(page(['oC'], 'oC'));
    expect(await users.followers('81_a', 'oB')).toEqual({ total: 3, openIds: ['oC'], next: 'oC' });
    expect(asked(peer).query).toEqual({ access_token: '81_a', next_openid: 'oB' });
  });

  test.each([
    ['has no data', { total: 3, count: 0, next_openid: '' }, []],
    ['counts none, whatever it says is next', { total: 3, count: 0, next_openid: 'oD' }, []],
    ['says that nothing is next', { total: 3, count: 1, data: { openid: ['oC'] }, next_openid: '' }, ['oC']],
    ['says nothing about it', { total: 3, count: 1, data: { openid: ['oC'] } }, ['oC']],
    ['repeats where it began', { total: 3, count: 1, data: { openid: ['oC'] }, next_openid: 'oB' }, ['oC']],
  ])('is the last one if it %s', async (_what, body, openIds) => {
    peer.replyWith(answer(body));
    expect(await users.followers('81_a', 'oB')).toEqual({ total: 3, openIds, next: null });
  });

  test('loses odd items and an odd total, and nothing else', async () => {
    peer.replyWith(page(['oA', null, '', ' ', 7, 'oB'], 'oB', 'many'));
    expect(await users.followers('81_a', null)).toEqual({ total: null, openIds: ['oA', 'oB'], next: 'oB' });
  });

  test('is no end of the list if it counts followers and shows none', async () => {
    for (const data of [undefined, null, { openid: [] }, { openid: [null] }, { openid: 'oA' }]) {
      peer.replyWith(answer({ total: 3, count: 2, data, next_openid: 'oB' }));
      expect(await errorOf(users.followers('81_a', null))).toMatchObject({
        errcode: -1,
        outcomeUnknown: true,
      });
    }
  });
});

describe('what WeChat says about users', () => {
  const FOLLOWS = {
    openid: 'oA',
    subscribe: 1,
    nickname: '',
    subscribe_time: 1434093047,
    unionid: 'oU',
    subscribe_scene: 'ADD_SCENE_QR_CODE',
    qr_scene: 98765,
    qr_scene_str: '',
  };
  const NOTHING = { subscribed: null, unionId: null, subscribedAt: null, scene: null, sceneKey: null };

  test('comes in the order in which it was asked for', async () => {
    const left = { subscribe: 0, openid: 'oB', tagid_list: [] };
    const byText = { ...FOLLOWS, openid: 'oC', qr_scene: 0, qr_scene_str: 'spring', unionid: undefined };
    peer.replyWith(answer({ user_info_list: [byText, left, FOLLOWS] }));
    const subscribedAt = new Date('2015-06-12T07:10:47Z');
    expect(await users.infos('81_a', ['oA', 'oB', 'oC'])).toEqual([
      { openId: 'oA', subscribed: true, unionId: 'oU', subscribedAt, scene: 'QR_CODE', sceneKey: '98765' },
      { ...NOTHING, openId: 'oB', subscribed: false },
      { openId: 'oC', subscribed: true, unionId: null, subscribedAt, scene: 'QR_CODE', sceneKey: 'spring' },
    ]);
    expect(asked(peer)).toMatchObject({
      method: 'POST',
      path: '/cgi-bin/user/info/batchget',
      body: { user_list: ['oA', 'oB', 'oC'].map((openid) => ({ openid, lang: 'zh_CN' })) },
    });
  });

  test('is unknown where it is odd, or missing', async () => {
    const odd = {
      openid: 'oA',
      subscribe: 'yes',
      subscribe_time: 0,
      unionid: 7,
      subscribe_scene: {},
      qr_scene: 1.5,
    };
    peer.replyWith(answer({ user_info_list: [odd, null, { openid: 'oX', subscribe: 1 }] }));
    expect(await users.infos('81_a', ['oA', 'oB'])).toEqual([
      { ...NOTHING, openId: 'oA' },
      { ...NOTHING, openId: 'oB' },
    ]);
  });

  test('is not asked for nobody', async () => {
    peer.replyWith('SILENCE');
    expect(await users.infos('81_a', [])).toEqual([]);
    expect(peer.received).toEqual([]);
  });

  test('is refused as a whole for any other reason than an OpenID', async () => {
    peer.replyWith(answer({ errcode: 45009, errmsg: '' }));
    expect(await errorOf(users.infos('81_a', ['oA', 'oB']))).toMatchObject({ reaction: 'QUOTA_DAY' });
    expect(peer.received).toHaveLength(1);
  });
});
