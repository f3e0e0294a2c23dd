import type { ApiHandler } from './component-api.ts';
import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import { type ApiRequest, openAccountCall, text } from './gate.ts';
import { openAppIdOf, unionIdOf } from './ids.ts';
import type { Account, Follower } from './state.ts';

const BATCH_LIMIT = 100;
const USER_SET = { permissions: [2], verified: true } as const;

/** The followers of an account, by path: permission set 2 of verified accounts. */
export function userApi(sandbox: Sandbox): Record<string, ApiHandler> {
  return {
    '/cgi-bin/user/get': (request) => userGet(sandbox, request),
    '/cgi-bin/user/info': (request) => {
      const { account } = openAccountCall(sandbox, request, { ...USER_SET, method: 'GET' });
      return userInfo(sandbox, account, request.query.openid ?? '');
    },
    '/cgi-bin/user/info/batchget': (request) => batchGet(sandbox, request),
  };
}

/** The UnionID by which all accounts of one open platform know this person; undefined where the account is bound to none. */
export function unionIdIn(account: Account, follower: Follower): string | undefined {
  if (account.openPlatform === null) return undefined;
  return follower.unionId ?? unionIdOf(openAppIdOf(account.openPlatform), follower.person);
}

function userGet(sandbox: Sandbox, request: ApiRequest): Record<string, unknown> {
  const { account } = openAccountCall(sandbox, request, { ...USER_SET, method: 'GET' });
  const page = sandbox.followers.page(
    account.appId,
    request.query.next_openid || null,
    sandbox.settings.followerPageSize,
  );
  if (page === undefined) throw new WeChatError(40003);
  return {
    total: sandbox.followers.total(account.appId),
    count: page.length,
    ...(page.length === 0 ? {} : { data: { openid: page } }),
    next_openid: page.at(-1) ?? '',
  };
}

function batchGet(sandbox: Sandbox, request: ApiRequest): Record<string, unknown> {
  const { account, body } = openAccountCall(sandbox, request, USER_SET);
  const wanted = body.user_list;
  if (!Array.isArray(wanted) || wanted.length === 0) throw new WeChatError(40097);
  if (wanted.length > BATCH_LIMIT) throw new WeChatError(sandbox.settings.batchOverLimitCode);
  return {
    user_info_list: wanted.map((one: unknown) =>
      userInfo(sandbox, account, typeof one === 'object' && one !== null ? text({ ...one }, 'openid') : ''),
    ),
  };
}

/** Since 2021-12-27 without nickname, sex, place and picture. */
function userInfo(sandbox: Sandbox, account: Account, openId: string): Record<string, unknown> {
  const follower = sandbox.followers.find(account.appId, openId);
  if (follower === undefined) throw new WeChatError(40003);
  const unionId = unionIdIn(account, follower);
  const union = unionId === undefined ? {} : { unionid: unionId };
  if (!follower.subscribed) return { subscribe: 0, openid: openId, ...union, tagid_list: [] };
  return {
    subscribe: 1,
    openid: openId,
    nickname: '',
    sex: 0,
    language: 'zh_CN',
    city: '',
    province: '',
    country: '',
    headimgurl: '',
    subscribe_time: follower.subscribedAt,
    ...union,
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: follower.scene,
    ...qrScene(follower),
  };
}

/** The scene of the QR code that led to the account: a number or a text. */
function qrScene({ qrScene: scene = '', qrSceneIsText }: Follower): Record<string, unknown> {
  const isText = qrSceneIsText ?? !/^[1-9]\d{0,9}$/.test(scene);
  return { qr_scene: isText ? 0 : Number(scene), qr_scene_str: isText ? scene : '' };
}
