import type { Config } from '../app/config.ts';
import type { ComponentRegistration } from '../sandbox/wechat/server.ts';

/** Our component as registered in the sandbox, like an operator would enter it in WeChat's console. */
export function sandboxComponent({
  publicUrl,
  wechat,
}: Pick<Config, 'publicUrl' | 'wechat'>): ComponentRegistration {
  const { appId, appSecret, token, aesKey } = wechat;
  return {
    appId,
    appSecret,
    token,
    aesKey,
    authorizationEventsUrl: `${publicUrl}/wechat/events`,
    messagesUrl: `${publicUrl}/wechat/messages/$APPID$`,
    startDomain: new URL(publicUrl).hostname,
  };
}
