import { optionalText, requiredText, requiredTime, type XmlElement } from './xml.ts';

interface EventHead {
  /** The component's own app id. */
  appId: string;
  /** WeChat's clock, to the second. Orders events that overtake one another. */
  createdAt: Date;
}

/** What arrives at the authorization-event address. `type` is WeChat's InfoType. */
export type ComponentEvent = EventHead &
  (
    | { type: 'component_verify_ticket'; ticket: string }
    | {
        type: 'authorized' | 'updateauthorized';
        authorizerAppId: string;
        /** Can be exchanged once. Take it for the code of the redirect: two codes are not known to be independent. */
        authorizationCode: string;
        codeExpiresAt: Date;
        /** Which link this answers; null when the merchant changed the permissions in WeChat's own console. */
        preAuthCode: string | null;
      }
    | { type: 'unauthorized'; authorizerAppId: string }
    | { type: 'unknown'; infoType: string }
  );

/**
 * Other InfoTypes (mini programs, filings, …) are `unknown`: to be stored and acknowledged.
 *
 * @throws {CallbackRefused} `MALFORMED` when a known event lacks an element it cannot do without
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
 * The documentation calls AuthorizationCodeExpiredTime a lifetime in seconds; in the real pushes known (2016, 2017,
 * 2019) it is the instant, CreateTime + 3600. Absent or unreadable counts as that hour.
 */
function codeExpiry(text: string | null, createdAt: Date): Date {
  const seconds = /^\s*[1-9]\d{0,10}\s*$/.test(text ?? '') ? Number(text) : 3600;
  return seconds > 1e9 ? new Date(seconds * 1000) : new Date(createdAt.getTime() + seconds * 1000);
}
