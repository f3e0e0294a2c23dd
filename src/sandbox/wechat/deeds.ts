import { z } from 'zod';

/** Messages that a follower writes. */
export const MESSAGES = ['text', 'image', 'voice', 'video', 'shortvideo', 'location', 'link'] as const;
/** Events that a follower causes. */
const EVENTS = [
  'subscribe',
  'unsubscribe',
  'SCAN',
  'CLICK',
  'VIEW',
  'LOCATION',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
  'view_miniprogram',
] as const;
/** Events that WeChat causes. They are about somebody, or about nobody, and change nothing but what they say. */
const NOTICES = [
  'TEMPLATESENDJOBFINISH',
  'MASSSENDJOBFINISH',
  'user_info_modified',
  'user_authorization_revoke',
  'user_authorization_cancellation',
] as const;

export const deedTypeSchema = z.union([
  z.enum([...MESSAGES, ...EVENTS, ...NOTICES]),
  z.templateLiteral(['unknown', z.string()]),
]);
export type DeedType = z.infer<typeof deedTypeSchema>;

/** What somebody does, or what WeChat tells of them. */
export interface FollowerDeed {
  type: DeedType;
  openId: string;
  unionId?: string | undefined;
  eventKey?: string | undefined;
  /** Of a text; of other types the text in it: what was scanned, the name of a place, a title, a status. */
  content?: string | undefined;
  /** Seconds; default: now. */
  createTime?: number | undefined;
  /** Elements that the push has instead of, or besides, the usual ones; null: without it. */
  fields?: Readonly<Record<string, string | number | null>> | undefined;
  /** Of the QR code that was scanned. */
  ticket?: string | undefined;
  /** Whether the scene of the QR code is a text; absent: not known. */
  sceneIsText?: boolean | undefined;
  /** Nothing is pushed. */
  silent?: boolean | undefined;
}

export const isMessage = (type: DeedType): boolean => (MESSAGES as readonly string[]).includes(type);
export const isNotice = (type: DeedType): boolean =>
  (NOTICES as readonly string[]).includes(type) || type.startsWith('unknown');
/** Whether the person follows no longer afterwards. */
export const isEnd = (type: DeedType): boolean =>
  type === 'unsubscribe' || type === 'user_authorization_cancellation';
