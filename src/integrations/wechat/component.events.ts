import type { OpenedCallback } from './callback.ts';
import { isId } from './ids.ts';
import { isMessage } from './push.ts';
import { optionalText, optionalTime, type XmlElement } from './xml.ts';

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
  const head: EventHead = { createdAt: createdAtOf(xml, sentAt) };
  const text = (name: string) => optionalText(xml, name)?.replaceAll('\0', '').trim() ?? '';
  const needed = <Event extends ComponentEvent>(
    names: readonly string[],
    event: () => Event,
  ): ComponentEvent => {
    const lacks = names.find(
      (name) => text(name) === '' || (name === 'AuthorizerAppid' && !isId(text(name))),
    );
    return lacks === undefined ? event() : { ...head, type: 'unreadable', lacks };
  };
  const infoType = isMessage(xml) ? '' : text('InfoType');
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

const CLOCK_SKEW_MS = 10 * 60_000;

/** What is created after it was sent would count as the newest for years. */
function createdAtOf(xml: XmlElement, sentAt: Date): Date {
  const told = optionalTime(xml, 'CreateTime');
  return told && told.getTime() <= sentAt.getTime() + CLOCK_SKEW_MS ? told : sentAt;
}

/**
 * The documentation calls AuthorizationCodeExpiredTime a lifetime in seconds. In all known real pushes (2016, 2017,
 * 2019) it is a point in time, CreateTime + 3600. A missing or invalid value counts as one hour.
 */
function codeExpiry(text: string, createdAt: Date): Date {
  const seconds = /^[1-9]\d{0,10}$/.test(text) ? Number(text) : 3600;
  return seconds > 1e9 ? new Date(seconds * 1000) : new Date(createdAt.getTime() + seconds * 1000);
}
