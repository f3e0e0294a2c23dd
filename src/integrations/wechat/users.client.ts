import type { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { dateWithin } from '../dates.ts';
import * as answers from './account.answers.ts';
import { type CallOptions, call } from './call.ts';
import { WeChatError } from './errors.ts';

/** A page of an account's followers. */
export interface FollowerPage {
  /** How many follow the account, as WeChat says; null: it does not. */
  readonly total: number | null;
  /** At most 10,000, those who have followed longest first. */
  readonly openIds: readonly string[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

/** What WeChat says about a user. Null: it does not say, or nothing that can be read. */
export interface UserInfo {
  readonly openId: string;
  /** Whether they follow the account. All below is null unless they do, except perhaps `unionId`. */
  readonly subscribed: boolean | null;
  /** Only if the account is bound to an open platform. */
  readonly unionId: string | null;
  readonly subscribedAt: Date | null;
  /** How they came: WeChat's `subscribe_scene` without `ADD_SCENE_`, for example `QR_CODE`. */
  readonly scene: string | null;
  /** The scene of the QR code by which they came. */
  readonly sceneKey: string | null;
}

type Row = z.infer<typeof answers.userInfos>['user_info_list'][number];

const INVALID_OPEN_ID = 40003;

/** The followers of an account, read with its authorizer access token. All methods throw `WeChatError`. */
export class UsersClient {
  readonly #apiUrl: string;
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor({ apiUrl }: { apiUrl: string }, http: RequestText, options: CallOptions = {}) {
    this.#apiUrl = apiUrl;
    this.#http = http;
    this.#options = options;
  }

  /**
   * One page. Odd items are dropped, so a list is complete only if as many came as `total` says. WeChat allows 500 calls
   * a day.
   *
   * @param after `next` of the page before; null for the first page
   */
  async followers(token: string, after: string | null): Promise<FollowerPage> {
    const page = await call(this.#http, {
      ...this.#options,
      apiUrl: this.#apiUrl,
      api: 'user/get',
      query: { access_token: token, ...(after !== null && { next_openid: after }) },
      answer: answers.followers,
      retries: 1,
    });
    const openIds = page.data?.openid ?? [];
    // A last page may say where it ends, or nothing.
    const isLast = openIds.length === 0 || page.next_openid === after;
    return { total: page.total, openIds, next: isLast ? null : page.next_openid };
  }

  /**
   * One entry for each OpenID, in their order. WeChat refuses a batch for one OpenID that it does not know: then the batch is
   * split, and only about that one nothing is known.
   *
   * @param openIds at most 100
   */
  async infos(token: string, openIds: readonly string[]): Promise<UserInfo[]> {
    if (openIds.length === 0) return [];
    try {
      const rows = await this.#batch(token, openIds);
      return openIds.map((openId) => infoOf(openId, rows.get(openId)));
    } catch (error) {
      if (!(error instanceof WeChatError) || error.errcode !== INVALID_OPEN_ID) throw error;
      if (openIds.length === 1) return openIds.map((openId) => infoOf(openId, undefined));
      const half = openIds.length >> 1;
      return [
        ...(await this.infos(token, openIds.slice(0, half))),
        ...(await this.infos(token, openIds.slice(half))),
      ];
    }
  }

  async #batch(token: string, openIds: readonly string[]): Promise<Map<string, Row>> {
    const { user_info_list } = await call(this.#http, {
      ...this.#options,
      apiUrl: this.#apiUrl,
      api: 'user/info/batchget',
      query: { access_token: token },
      body: { user_list: openIds.map((openid) => ({ openid, lang: 'zh_CN' })) },
      answer: answers.userInfos,
      retries: 1,
    });
    return new Map(user_info_list.map((row) => [row.openid, row]));
  }
}

function infoOf(openId: string, row: Row | undefined): UserInfo {
  const subscribed = row?.subscribe === 1 ? true : row?.subscribe === 0 ? false : null;
  return {
    openId,
    subscribed,
    unionId: row?.unionid ?? null,
    subscribedAt: row?.subscribe_time ? dateWithin(row.subscribe_time * 1000) : null,
    scene: row?.subscribe_scene?.replace(/^ADD_SCENE_/, '') || null,
    sceneKey: row?.qr_scene_str ?? (row?.qr_scene ? String(row.qr_scene) : null),
  };
}
