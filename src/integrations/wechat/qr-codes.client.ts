import type { Clock } from '../../kernel/clock.ts';
import type { RequestText } from '../../kernel/http.ts';
import { dateWithin } from '../dates.ts';
import * as answers from './account.answers.ts';
import { type CallOptions, call } from './call.ts';

/** A QR code of an account. Somebody who scans it follows the account, or is taken to it if they do already. */
export interface QrCode {
  /** `https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=…` is a picture of the code. */
  readonly ticket: string;
  /** What the code says, for one that is drawn elsewhere. */
  readonly url: string;
  /** Null: it does not expire. */
  readonly expiresAt: Date | null;
}

/** QR codes of verified service accounts, with the account's authorizer access token. All methods throw `WeChatError`. */
export class QrCodesClient {
  readonly #apiUrl: string;
  readonly #http: RequestText;
  readonly #clock: Clock;
  readonly #options: CallOptions;

  constructor({ apiUrl }: { apiUrl: string }, http: RequestText, clock: Clock, options: CallOptions = {}) {
    this.#apiUrl = apiUrl;
    this.#http = http;
    this.#clock = clock;
    this.#options = options;
  }

  /**
   * Makes a code whose pushes carry `scene`. The same scene without expiry gives the same code [C].
   *
   * @param code.scene 1 to 64 characters
   * @param code.expiresInSeconds at most 2,592,000 (30 days); null: never, of which an account may have 100,000 (45029 beyond)
   */
  async create(
    token: string,
    { scene, expiresInSeconds }: { scene: string; expiresInSeconds: number | null },
  ): Promise<QrCode> {
    const now = this.#clock.now();
    const isPermanent = expiresInSeconds === null;
    const { ticket, url, expire_seconds } = await call(this.#http, {
      ...this.#options,
      apiUrl: this.#apiUrl,
      api: 'qrcode/create',
      query: { access_token: token },
      body: {
        ...(!isPermanent && { expire_seconds: expiresInSeconds }),
        action_name: isPermanent ? 'QR_LIMIT_STR_SCENE' : 'QR_STR_SCENE',
        action_info: { scene: { scene_str: scene } },
      },
      answer: answers.qrCode,
    });
    if (isPermanent) return { ticket, url, expiresAt: null };
    const seconds = expire_seconds ?? expiresInSeconds;
    return { ticket, url, expiresAt: dateWithin(now.getTime() + seconds * 1000) };
  }
}
