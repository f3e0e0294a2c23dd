import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { ApiQuota, QuotasClient } from '../../../integrations/wechat/quotas.client.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { AuthorizerTokenService } from '../../authorizations/tokens/authorizer-token.service.ts';

/** The APIs whose quota an account may use up with Qiao. */
export const LIMITED_APIS = {
  LIST_FOLLOWERS: '/cgi-bin/user/get',
  READ_FOLLOWER: '/cgi-bin/user/info',
  READ_FOLLOWERS: '/cgi-bin/user/info/batchget',
  CREATE_QR_CODE: '/cgi-bin/qrcode/create',
} as const;
export type LimitedApi = keyof typeof LIMITED_APIS;

export interface KnownQuota extends ApiQuota {
  readonly api: LimitedApi;
  readonly asOf: Date;
}

const KEPT_MS = 60_000;
/** Accounts. */
const MOST = 1000;

/** What is left of the calls that WeChat allows an account each day. It is asked once a minute, however many want to know. */
export class ApiQuotaService {
  private readonly kept = new Map<string, { readonly at: number; readonly quotas: Promise<KnownQuota[]> }>();

  constructor(
    private readonly tokens: AuthorizerTokenService,
    private readonly client: QuotasClient,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Only those that WeChat tells. */
  ofAccount(appId: string): Promise<KnownQuota[]> {
    const now = this.clock.now().getTime();
    const known = this.kept.get(appId);
    if (known && now - known.at < KEPT_MS) return known.quotas;
    const quotas = this.read(appId);
    this.kept.delete(appId);
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(appId, { at: now, quotas });
    return quotas;
  }

  private async read(appId: string): Promise<KnownQuota[]> {
    const apis = Object.entries(LIMITED_APIS) as [LimitedApi, string][];
    const found = await Promise.all(apis.map(([api, path]) => this.quotaOf(appId, api, path)));
    return found.flatMap((quota) => quota ?? []);
  }

  private async quotaOf(appId: string, api: LimitedApi, path: string): Promise<KnownQuota | null> {
    try {
      const quota = await this.tokens.call(appId, (token) => this.client.quota(token, path));
      return quota && { ...quota, api, asOf: this.clock.now() };
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      const { errcode, rid } = error;
      this.log.debug({ appId, api, errcode, rid }, 'WeChat does not tell a quota');
      return null;
    }
  }
}
