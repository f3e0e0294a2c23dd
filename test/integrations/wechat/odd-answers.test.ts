import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readAnswer } from '../../../src/integrations/answers.ts';
import * as accountAnswers from '../../../src/integrations/wechat/account.answers.ts';
import * as componentAnswers from '../../../src/integrations/wechat/component.answers.ts';

const answers = { ...componentAnswers, ...accountAnswers };

const set = (id: number, confirm_info?: object) => ({
  funcscope_category: { id },
  ...(confirm_info && { confirm_info }),
});
const func_info = [set(1), set(7, { need_confirm: 1, already_confirm: 0, can_confirm: 1 }), set(2)];
const lifetime = { expires_in: 7200 };
const refreshToken = { authorizer_refresh_token: 'refreshtoken@@@r' };

type AnswerName = {
  [Name in keyof typeof answers]: (typeof answers)[Name] extends z.ZodType ? Name : never;
}[keyof typeof answers];

/** A whole answer of each API, with every field that is read. */
const SAMPLES: Readonly<Record<AnswerName, object>> = {
  done: {},
  componentToken: { component_access_token: 'c', ...lifetime },
  preAuthCode: { pre_auth_code: 'preauthcode@@@p', ...lifetime },
  queryAuth: {
    authorization_info: {
      authorizer_appid: 'wxf8b4f85f3a794e77',
      authorizer_access_token: 'a',
      ...lifetime,
      ...refreshToken,
      func_info,
    },
  },
  authorizerToken: { authorizer_access_token: 'a', ...lifetime, ...refreshToken },
  authorizerInfo: {
    authorizer_info: {
      nick_name: '演示服务号',
      head_img: 'http://wx.qlogo.cn/0',
      user_name: 'gh_eb5e3a772040',
      principal_name: '演示',
      alias: 'demo',
      service_type_info: { id: 2 },
      verify_type_info: { id: 0 },
      account_status: 1,
    },
    authorization_info: { ...refreshToken, func_info },
  },
  authorizerList: {
    total_count: 2,
    list: ['wx1', 'wx2'].map((authorizer_appid) => ({
      authorizer_appid,
      refresh_token: 'refreshtoken@@@r',
      auth_time: 1413192605,
    })),
  },
  openPlatform: { open_appid: 'wxopen' },
  followers: { total: 2, count: 2, data: { openid: ['oA', 'oB'] }, next_openid: 'oB' },
  userInfos: {
    user_info_list: ['oA', 'oB'].map((openid) => ({
      openid,
      subscribe: 1,
      unionid: 'oU',
      subscribe_time: 1434093047,
      subscribe_scene: 'ADD_SCENE_QR_CODE',
      qr_scene: 42,
      qr_scene_str: 'spring',
    })),
  },
  qrCode: { ticket: 'gQH47joAAA==', url: 'http://weixin.qq.com/q/kZ', expire_seconds: 60 },
  webAuthorization: { openid: 'oA', unionid: 'oU' },
  quota: { quota: { daily_limit: 500, used: 2, remain: 498 } },
};

/** The fields without which an answer is unreadable, and no others. */
const DECIDES: Partial<Readonly<Record<AnswerName, readonly string[]>>> = {
  componentToken: ['component_access_token'],
  preAuthCode: ['pre_auth_code'],
  queryAuth: ['authorization_info', 'authorization_info.authorizer_appid'],
  authorizerToken: ['authorizer_access_token'],
  followers: ['data', 'data.openid'],
  qrCode: ['ticket', 'url'],
  webAuthorization: ['openid'],
  quota: ['quota', 'quota.daily_limit', 'quota.used'],
};

/** Null and what is of another type; a number and the text of one mean the same. */
function oddInPlaceOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return [null, {}, 'odd', 7, [null], [{}]];
  if (typeof value === 'object') return [null, 'odd', [], true];
  if (typeof value === 'number') return [null, 'odd', {}, [], true, 1.5];
  return [null, {}, [], 7, true];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function* pathsIn(value: unknown, above: readonly string[] = []): Generator<readonly string[]> {
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    yield [...above, key];
    yield* pathsIn(inner, [...above, key]);
  }
}

const valueAt = (json: unknown, path: readonly string[]): unknown =>
  path.reduce((value, key) => (isObject(value) ? value[key] : undefined), json);

/** The sample with another value at a path; undefined: with none. */
function changed(sample: object, path: readonly string[], value: unknown): object {
  const copy = structuredClone(sample);
  const holder = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  if (Array.isArray(holder) && value === undefined) holder.splice(Number(key), 1);
  else if (isObject(holder)) {
    if (value === undefined) delete holder[key];
    else holder[key] = value;
  }
  return copy;
}

const nameOf = (path: readonly string[]) =>
  path.map((key, at) => (/^\d+$/.test(key) ? `[${key}]` : `${at > 0 ? '.' : ''}${key}`)).join('');

const cases = (Object.entries(SAMPLES) as [AnswerName, object][]).flatMap(([name, sample]) =>
  [...pathsIn(sample)].map((path) => ({ name, sample, path, at: nameOf(path) })),
);

const SCHEMAS = new Map<string, z.ZodType>(
  Object.entries(answers).filter(([, schema]) => schema instanceof z.ZodType),
);

function read(name: string, json: unknown) {
  const schema = SCHEMAS.get(name);
  if (!schema) throw new Error(`there is no answer ${name}`);
  return readAnswer(schema, json);
}

test('every answer that is read has a whole sample, of which nothing is odd', () => {
  expect(Object.keys(SAMPLES).toSorted()).toEqual([...SCHEMAS.keys()].toSorted());
  for (const [name, sample] of Object.entries(SAMPLES))
    expect(read(name, sample), name).toMatchObject({ odd: [] });
});

describe.each(Object.keys(SAMPLES))('the answer %s', (name) => {
  test.each(['odd', 7, null, []])('is unreadable where it is %j', (json) => {
    expect(read(name, json)).toEqual({ answer: undefined, field: '' });
  });
});

describe.each(cases)('$name: $at', ({ name, sample, path, at }) => {
  const decides = DECIDES[name]?.includes(at) ?? false;
  const isItem = /\]$/.test(at);
  const without = read(name, changed(sample, path, undefined));

  test(decides ? 'decides, and must be there' : 'may be missing', () => {
    if (decides) expect(without).toEqual({ answer: undefined, field: at });
    else expect(without.answer).toBeDefined();
  });

  test(
    decides ? 'decides, and must not be odd' : 'may be odd: then it counts as missing, and is named',
    () => {
      for (const value of oddInPlaceOf(valueAt(sample, path))) {
        const found = read(name, changed(sample, path, value));
        if (decides)
          expect(found, JSON.stringify(value)).toMatchObject({
            answer: undefined,
            field: expect.stringContaining(at),
          });
        else expect(found.answer, JSON.stringify(value)).toEqual(without.answer);
        const isNamed = 'odd' in found && found.odd.length > 0;
        if (!decides && (isItem || value !== null)) expect(isNamed, JSON.stringify(value)).toBe(true);
      }
    },
  );

  const list = valueAt(sample, path);
  if (Array.isArray(list))
    test.each([null, {}, '', 7, []])('loses an item %j, and no other', (item) => {
      const found = read(name, changed(sample, path, [item, ...list, item]));
      expect(found.answer).toEqual(read(name, sample).answer);
      expect('odd' in found && found.odd).toHaveLength(2);
    });
});
