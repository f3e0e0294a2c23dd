import type { OpenedCallback } from './callback.ts';
import { optionalText, optionalTime } from './xml.ts';

interface EventHead {
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
    /** It lacks the element of that name; null: it is not even XML. */
    | { type: 'unreadable'; lacks: string | null }
  );

/** Other InfoTypes (mini programs, filings, …) are `unknown`: store and acknowledge them, like those that are unreadable. */
export function readComponentEvent({ xml, sentAt }: Pick<OpenedCallback, 'xml' | 'sentAt'>): ComponentEvent {
  if (!xml) return { createdAt: sentAt, type: 'unreadable', lacks: null };
  const head: EventHead = { createdAt: optionalTime(xml, 'CreateTime') ?? sentAt };
  const text = (name: string) => optionalText(xml, name)?.trim() ?? '';
  const needed = <Event extends ComponentEvent>(
    names: readonly string[],
    event: () => Event,
  ): ComponentEvent => {
    const lacks = names.find((name) => text(name) === '');
    return lacks === undefined ? event() : { ...head, type: 'unreadable', lacks };
  };
  const infoType = text('InfoType');
  const type = infoType.toLowerCase();
  switch (type) {
    case '':
      return { ...head, type: 'unreadable', lacks: 'InfoType' };
    case 'component_verify_ticket':
      return needed(['ComponentVerifyTicket'], () => ({
        ...head,
        type,
        ticket: text('ComponentVerifyTicket'),
      }));
    case 'authorized':
    case 'updateauthorized':
      return needed(['AuthorizerAppid', 'AuthorizationCode'], () => ({
        ...head,
        type,
        authorizerAppId: text('AuthorizerAppid'),
        authorizationCode: text('AuthorizationCode'),
        codeExpiresAt: codeExpiry(text('AuthorizationCodeExpiredTime'), head.createdAt),
        preAuthCode: text('PreAuthCode') || null,
      }));
    case 'unauthorized':
      return needed(['AuthorizerAppid'], () => ({ ...head, type, authorizerAppId: text('AuthorizerAppid') }));
    default:
      return { ...head, type: 'unknown', infoType };
  }
}

/**
 * The documentation calls AuthorizationCodeExpiredTime a lifetime in seconds. In all known real pushes (2016, 2017,
 * 2019) it is a point in time, CreateTime + 3600. A missing or invalid value counts as one hour.
 */
function codeExpiry(text: string, createdAt: Date): Date {
  const seconds = /^[1-9]\d{0,10}$/.test(text) ? Number(text) : 3600;
  return seconds > 1e9 ? new Date(seconds * 1000) : new Date(createdAt.getTime() + seconds * 1000);
}
