import { optionalText, requiredText, requiredTime, type XmlElement } from './xml.ts';

interface EventHead {
  /** The component's own app id. */
  appId: string;
  /** WeChat's time, in whole seconds. Orders events that arrive in another order. */
  createdAt: Date;
}

/** The events at the authorization-event address. `type` is WeChat's InfoType. */
export type ComponentEvent = EventHead &
  (
    | { type: 'component_verify_ticket'; ticket: string }
    | {
        type: 'authorized' | 'updateauthorized';
        authorizerAppId: string;
        /**
         * Can be exchanged once. Treat it as the code of the redirect: it is not known whether the two codes are
         * independent.
         */
        authorizationCode: string;
        codeExpiresAt: Date;
        /**
         * The link that this event belongs to; null if the merchant changed the permissions in WeChat's own console.
         */
        preAuthCode: string | null;
      }
    | { type: 'unauthorized'; authorizerAppId: string }
    | { type: 'unknown'; infoType: string }
  );

/**
 * Other InfoTypes (mini programs, filings, …) are `unknown`: store and acknowledge them.
 *
 * @throws {CallbackRefused} `MALFORMED` if a known event lacks a required element
 */
export function parseComponentEvent(xml: XmlElement): ComponentEvent {
  const id = (name: string) => requiredText(xml, name).trim();
  const head: EventHead = { appId: id('AppId'), createdAt: requiredTime(xml, 'CreateTime') };
  const infoType = id('InfoType');
  switch (infoType) {
    case 'component_verify_ticket':
      return { ...head, type: infoType, ticket: id('ComponentVerifyTicket') };
    case 'authorized':
    case 'updateauthorized':
      return {
        ...head,
        type: infoType,
        authorizerAppId: id('AuthorizerAppid'),
        authorizationCode: id('AuthorizationCode'),
        codeExpiresAt: codeExpiry(optionalText(xml, 'AuthorizationCodeExpiredTime'), head.createdAt),
        preAuthCode: optionalText(xml, 'PreAuthCode')?.trim() || null,
      };
    case 'unauthorized':
      return { ...head, type: infoType, authorizerAppId: id('AuthorizerAppid') };
    default:
      return { ...head, type: 'unknown', infoType };
  }
}

/**
 * The documentation calls AuthorizationCodeExpiredTime a lifetime in seconds. In all known real pushes (2016, 2017,
 * 2019) it is a point in time, CreateTime + 3600. A missing or invalid value counts as one hour.
 */
function codeExpiry(text: string | null, createdAt: Date): Date {
  const seconds = /^\s*[1-9]\d{0,10}\s*$/.test(text ?? '') ? Number(text) : 3600;
  return seconds > 1e9 ? new Date(seconds * 1000) : new Date(createdAt.getTime() + seconds * 1000);
}
