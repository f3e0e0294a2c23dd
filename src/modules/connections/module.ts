import { AccountClient } from '../../integrations/wechat/account.client.ts';
import type { OddAnswer } from '../../integrations/wechat/call.ts';
import type { ComponentKeys } from '../../integrations/wechat/callback.ts';
import { ComponentClient, type ComponentConfig } from '../../integrations/wechat/component.client.ts';
import { decodeAesKey } from '../../integrations/wechat/crypto.ts';
import { QrCodesClient } from '../../integrations/wechat/qr-codes.client.ts';
import { QuotasClient } from '../../integrations/wechat/quotas.client.ts';
import { UsersClient } from '../../integrations/wechat/users.client.ts';
import { WebAuthorizationClient } from '../../integrations/wechat/web-authorization.client.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { RequestText } from '../../kernel/http.ts';
import type { Logger } from '../../kernel/logger.ts';
import { defineModule } from '../../kernel/module.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import { Seldom } from '../../kernel/seldom.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { Authorizer, SlotGroup, SlotNumber } from './authorizer/authorizer.entity.ts';
import { Withdrawal } from './authorizer/withdrawal.entity.ts';
import { Component, ComponentTicket } from './component/component.entity.ts';
import { ComponentService } from './component/component.service.ts';
import { WeChatComponent } from './component/wechat-component.service.ts';
import { Credential } from './credential/credential.entity.ts';
import { CredentialService } from './credential/credential.service.ts';

interface WeChatConfig extends ComponentConfig {
  readonly token: string;
  readonly aesKey: string;
  readonly previousAesKey?: string | undefined;
}

interface Lower {
  readonly config: { readonly wechat: WeChatConfig };
  readonly http: RequestText;
  readonly work: UnitOfWork;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Logger;
}

const componentKeysOf = ({ appId, token, aesKey, previousAesKey }: WeChatConfig): ComponentKeys => ({
  appId,
  token,
  aesKeys: [decodeAesKey(aesKey), previousAesKey ? decodeAesKey(previousAesKey) : undefined],
});

/** An answer may have any number of odd parts; a line of the log names so many. */
const MOST_FIELDS = 10;

/** Logs what cannot be read in answers of WeChat, once a minute for each API. */
function oddAnswers(log: Logger) {
  const seldom = new Seldom(log);
  return ({ api, odd, unreadable: field }: OddAnswer): void => {
    if (field === null)
      seldom.warn(
        `odd ${api}`,
        { api, odd: odd.length, fields: odd.slice(0, MOST_FIELDS) },
        'what is odd in an answer of WeChat is ignored',
      );
    else seldom.error(`unreadable ${api}`, { api, field }, 'WeChat gave an answer that cannot be read');
  };
}

/** WeChat's side of a connection: our component, the WeChat accounts that have authorized it, their tokens and slots. */
export const connections = defineModule({
  name: 'connections',
  platformEntities: [Authorizer, SlotGroup, SlotNumber, Credential, Withdrawal, Component, ComponentTicket],
  compose({ config: { wechat }, http, work, keys, clock, log }: Lower) {
    const calls = { odd: oddAnswers(log) };
    const client = new ComponentClient(wechat, http, clock, calls);
    const component = new ComponentService(wechat.appId, client, work, keys, clock, log);
    return {
      services: {
        accountClient: new AccountClient(wechat, http, calls),
        usersClient: new UsersClient(wechat, http, calls),
        qrCodesClient: new QrCodesClient(wechat, http, clock, calls),
        webAuthorizationClient: new WebAuthorizationClient(wechat, http, calls),
        quotasClient: new QuotasClient(wechat, http, calls),
        componentKeys: componentKeysOf(wechat),
        component,
        wechatComponent: new WeChatComponent(client, component),
        credentials: new CredentialService(work, keys, clock),
      },
    };
  },
});
