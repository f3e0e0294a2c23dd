import { type Sandbox, unixSeconds } from './context.ts';
import type { PushRecord } from './pushes.ts';
import type { Authorization, Component } from './state.ts';
import { judgeEventAnswer } from './tickets.ts';
import { messageXml, type XmlField } from './xml.ts';

/** What `authorized` and `updateauthorized` carry beyond the account. */
export interface GrantNotice {
  infoType: 'authorized' | 'updateauthorized';
  authCode: string;
  /** Left out of the XML when undefined. */
  preAuthCode: string | undefined;
}

/** Tells the component that an account authorized it. Resolves after the last try. */
export function pushGrant(
  sandbox: Sandbox,
  authorization: Authorization,
  notice: GrantNotice,
): Promise<PushRecord> {
  return pushEvent(sandbox, authorization, notice.infoType, (createTime) => [
    ['AuthorizationCode', notice.authCode],
    ['AuthorizationCodeExpiredTime', String(createTime + sandbox.settings.authCodeSeconds)],
    ...(notice.preAuthCode === undefined ? [] : [['PreAuthCode', notice.preAuthCode] as const]),
  ]);
}

/** Tells the component that an account took its authorization back. Resolves after the last try. */
export function pushRevocation(sandbox: Sandbox, authorization: Authorization): Promise<PushRecord> {
  return pushEvent(sandbox, authorization, 'unauthorized', () => []);
}

function pushEvent(
  sandbox: Sandbox,
  authorization: Authorization,
  infoType: string,
  rest: (createTime: number) => XmlField[],
): Promise<PushRecord> {
  const component = componentOf(sandbox, authorization);
  const createTime = unixSeconds();
  return sandbox.pushes.push(component, {
    kind: 'AUTHORIZATION',
    name: infoType,
    appId: authorization.appId,
    url: component.authorizationEventsUrl,
    addressee: ['AppId', component.appId],
    createTime,
    message: messageXml([
      ['AppId', component.appId],
      ['CreateTime', createTime],
      ['InfoType', infoType],
      ['AuthorizerAppid', authorization.appId],
      ...rest(createTime),
    ]),
    tries: sandbox.settings.authorizationEventTries,
    retryMs: sandbox.settings.authorizationEventRetryMs,
    judge: judgeEventAnswer,
  });
}

/** The component an authorization is for; components are never removed. */
export function componentOf(sandbox: Sandbox, authorization: Authorization): Component {
  const component = sandbox.state.components[authorization.componentAppId];
  if (component === undefined) throw new Error(`component ${authorization.componentAppId} is unknown`);
  return component;
}
