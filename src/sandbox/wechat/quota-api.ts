import { dailyLimit, quotaKey } from './account-quota.ts';
import type { ApiHandler } from './component-api.ts';
import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import { openAccountCall, text } from './gate.ts';

const MINUTE = { call_count: 5000, refresh_second: 60 };

/** The quotas of an account, by path. */
export function quotaApi(sandbox: Sandbox): Record<string, ApiHandler> {
  return {
    '/cgi-bin/openapi/quota/get': (request) => {
      const { account, body } = openAccountCall(sandbox, request, {});
      const path = text(body, 'cgi_path');
      if (path.startsWith('/sns/') || path.startsWith('/cgi-bin/component/')) throw new WeChatError(76022);
      const limit = dailyLimit(sandbox.settings, path);
      if (limit === 0) throw new WeChatError(76021);
      const used = sandbox.quota.used(quotaKey(account.appId, path));
      return {
        errcode: 0,
        errmsg: 'ok',
        quota: { daily_limit: limit, used, remain: Math.max(0, limit - used) },
        rate_limit: MINUTE,
        component_rate_limit: MINUTE,
      };
    },
    '/cgi-bin/clear_quota': (request) => {
      const { account, body } = openAccountCall(sandbox, request, {});
      if (text(body, 'appid') !== account.appId) throw new WeChatError(40013);
      if (!sandbox.quota.clear(account.appId)) throw new WeChatError(48006);
      return { errcode: 0, errmsg: 'ok' };
    },
  };
}
