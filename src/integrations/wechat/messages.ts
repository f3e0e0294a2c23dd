import type { OpenedCallback } from './callback.ts';
import { optionalText, optionalTime, writeXml, type XmlElement } from './xml.ts';

/** The common fields of every push to an account. WeChat's names are in brackets. */
interface MessageHead {
  /** The account's original id, `gh_…` (ToUserName). It is signed, unlike the app id in the URL. */
  originalId: string;
  /** The follower (FromUserName); null in an event that no follower caused. */
  openId: string | null;
  /** WeChat's time, in whole seconds (CreateTime). Pushes may arrive in another order. */
  createdAt: Date;
}

/** MsgId is a 64-bit integer, so it is kept as text. It is unique within one account only. */
interface Written {
  msgId: string | null;
}

/** A scanned scene (EventKey) with the ticket of its QR code. */
interface Scanned {
  scene: string | null;
  ticket: string | null;
}

type MessageBody =
  | ({ type: 'text'; content: string } & Written)
  | ({ type: 'image'; mediaId: string | null; pictureUrl: string | null } & Written)
  | ({ type: 'voice'; mediaId: string | null; format: string | null; recognition: string | null } & Written)
  | ({ type: 'video'; short: boolean; mediaId: string | null; thumbMediaId: string | null } & Written)
  | ({
      type: 'location';
      latitude: number | null;
      longitude: number | null;
      scale: number | null;
      label: string | null;
    } & Written)
  | ({ type: 'link'; title: string | null; description: string | null; url: string | null } & Written);

/** Entries of the menu that scan a code, send pictures or a place. What was scanned or sent is not read. */
type MenuAction =
  | 'scancode_push'
  | 'scancode_waitmsg'
  | 'pic_sysphoto'
  | 'pic_photo_or_album'
  | 'pic_weixin'
  | 'location_select';

/** Events, in WeChat's spelling: `location` is a message from a person, `LOCATION` a report of the phone. */
type EventBody =
  | ({ type: 'subscribe' } & Scanned)
  | { type: 'unsubscribe' }
  | ({ type: 'SCAN' } & Scanned)
  | { type: 'LOCATION'; latitude: number | null; longitude: number | null; precision: number | null }
  | { type: 'CLICK' | MenuAction; key: string | null }
  | { type: 'VIEW'; url: string | null; menuId: string | null }
  /** A mini program of the menu; `path` is its page. */
  | { type: 'view_miniprogram'; path: string | null; menuId: string | null }
  | { type: 'TEMPLATESENDJOBFINISH'; msgId: string | null; status: string | null }
  | {
      type: 'MASSSENDJOBFINISH';
      msgId: string | null;
      status: string | null;
      totalCount: number | null;
      filterCount: number | null;
      sentCount: number | null;
      errorCount: number | null;
    }
  | {
      type: 'user_info_modified' | 'user_authorization_revoke' | 'user_authorization_cancellation';
      /** The person whose data must be refreshed or deleted. */
      subjectOpenId: string | null;
      subjectUnionId: string | null;
      revokeInfo: string | null;
    };

/** A type or event that Qiao does not know: store and acknowledge it. */
type UnknownBody = { type: 'unknown'; msgType: string; event: string | null; msgId: string | null };

export type AccountMessage = MessageHead & (MessageBody | EventBody | UnknownBody);

/**
 * Reads a message or event of an account. Any element may be missing or empty, which gives null. Event names are compared
 * case-insensitively.
 *
 * @returns null if it does not even say for which account it is
 */
export function readAccountMessage({
  xml,
  sentAt,
}: Pick<OpenedCallback, 'xml' | 'sentAt'>): AccountMessage | null {
  const originalId = xml && optionalText(xml, 'ToUserName')?.trim();
  if (!originalId) return null;
  const msgType = optionalText(xml, 'MsgType')?.trim() ?? '';
  const head: MessageHead = {
    originalId,
    openId: optionalText(xml, 'FromUserName')?.trim() || null,
    createdAt: optionalTime(xml, 'CreateTime') ?? sentAt,
  };
  const body = isEvent(xml) ? eventBody(xml, head) : messageBody(xml, msgType);
  return { ...head, ...(body ?? unknownBody(xml, msgType)) };
}

/** Whom a message is about; null if it names nobody. */
export const personOf = (message: AccountMessage): string | null =>
  ('subjectOpenId' in message && message.subjectOpenId?.trim()) || message.openId;

/** Whether it is an event, and not something that a person wrote. */
export const isEvent = (xml: XmlElement): boolean =>
  optionalText(xml, 'MsgType')?.trim().toLowerCase() === 'event';

/** The passive text reply to a message; `sealReply` encrypts it. */
export function textReply(to: { originalId: string; openId: string }, content: string, at: Date): string {
  return writeXml({
    ToUserName: to.openId,
    FromUserName: to.originalId,
    CreateTime: Math.floor(at.getTime() / 1000),
    MsgType: 'text',
    Content: content,
  });
}

function messageBody(xml: XmlElement, msgType: string): MessageBody | null {
  const text = (name: string) => optionalText(xml, name);
  const msgId = text('MsgId');
  const mediaId = text('MediaId');
  switch (msgType) {
    case 'text':
      return { type: 'text', msgId, content: text('Content') ?? '' };
    case 'image':
      return { type: 'image', msgId, mediaId, pictureUrl: text('PicUrl') };
    case 'voice':
      return { type: 'voice', msgId, mediaId, format: text('Format'), recognition: text('Recognition') };
    case 'video':
    case 'shortvideo':
      return {
        type: 'video',
        msgId,
        short: msgType !== 'video',
        mediaId,
        thumbMediaId: text('ThumbMediaId'),
      };
    case 'location':
      return {
        type: 'location',
        msgId,
        latitude: number(xml, 'Location_X'),
        longitude: number(xml, 'Location_Y'),
        scale: number(xml, 'Scale'),
        label: text('Label'),
      };
    case 'link':
      return {
        type: 'link',
        msgId,
        title: text('Title'),
        description: text('Description'),
        url: text('Url'),
      };
    default:
      return null;
  }
}

function eventBody(xml: XmlElement, head: MessageHead): EventBody | null {
  const text = (name: string) => optionalText(xml, name);
  const event = text('Event')?.trim().toLowerCase();
  const key = text('EventKey');
  switch (event) {
    case 'subscribe':
      return { type: 'subscribe', scene: sceneIn(key), ticket: text('Ticket') };
    case 'unsubscribe':
      return { type: 'unsubscribe' };
    case 'scan':
      return { type: 'SCAN', scene: key, ticket: text('Ticket') };
    case 'location':
      return {
        type: 'LOCATION',
        latitude: number(xml, 'Latitude'),
        longitude: number(xml, 'Longitude'),
        precision: number(xml, 'Precision'),
      };
    case 'click':
      return { type: 'CLICK', key };
    case 'scancode_push':
    case 'scancode_waitmsg':
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
    case 'location_select':
      return { type: event, key };
    case 'view':
      return { type: 'VIEW', url: key, menuId: text('MenuId') };
    case 'view_miniprogram':
      return { type: 'view_miniprogram', path: key, menuId: text('MenuId') };
    case 'templatesendjobfinish':
      return { type: 'TEMPLATESENDJOBFINISH', msgId: text('MsgID'), status: text('Status') };
    case 'masssendjobfinish':
      return {
        type: 'MASSSENDJOBFINISH',
        msgId: text('MsgID'),
        status: text('Status'),
        totalCount: number(xml, 'TotalCount'),
        filterCount: number(xml, 'FilterCount'),
        sentCount: number(xml, 'SentCount'),
        errorCount: number(xml, 'ErrorCount'),
      };
    case 'user_info_modified':
    case 'user_authorization_revoke':
    case 'user_authorization_cancellation':
      return {
        type: event,
        subjectOpenId: text('OpenID') ?? head.openId,
        subjectUnionId: text('UnionID'),
        revokeInfo: text('RevokeInfo'),
      };
    default:
      return null;
  }
}

/** Of the QR code by which somebody follows. The key may also be something else, a payment for example. */
const sceneIn = (key: string | null): string | null => /^qrscene_(.+)$/s.exec(key ?? '')?.[1] ?? null;

function unknownBody(xml: XmlElement, msgType: string): UnknownBody {
  return { type: 'unknown', msgType, event: optionalText(xml, 'Event'), msgId: optionalText(xml, 'MsgId') };
}

function number(xml: XmlElement, name: string): number | null {
  const text = optionalText(xml, name)?.trim();
  const value = Number(text || Number.NaN);
  return Number.isFinite(value) ? value : null;
}
