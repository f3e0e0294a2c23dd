import type { AccountMessage } from '../../../integrations/wechat/messages.ts';
import { lengthOf } from '../../../kernel/text.rules.ts';
import type { ActivityDetail, ActivityKind } from '../../activities/activity.rules.ts';

/** What is booked of a message. */
export interface Booking {
  readonly kind: ActivityKind;
  readonly detail: ActivityDetail;
  /** Whether the follower did it. */
  readonly isOwn: boolean;
}

const own = (kind: ActivityKind, detail: ActivityDetail = {}): Booking => ({ kind, detail, isOwn: true });
const result = (kind: ActivityKind, detail: ActivityDetail): Booking => ({ kind, detail, isOwn: false });

/** Null for what Qiao has no use for, and for places if the account does not keep them. */
export function bookingOf(message: AccountMessage, keeps: { readonly location: boolean }): Booking | null {
  switch (message.type) {
    case 'subscribe':
      return own('FOLLOW', { sceneKey: message.scene });
    case 'unsubscribe':
      return own('UNFOLLOW');
    case 'user_authorization_revoke':
    case 'user_authorization_cancellation':
      return own('UNFOLLOW', { event: message.type });
    case 'SCAN':
      return own('SCAN', { sceneKey: message.scene });
    case 'CLICK':
    case 'scancode_push':
    case 'scancode_waitmsg':
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
    case 'location_select':
      return own('MENU_CLICK', { key: message.key });
    case 'VIEW':
      return own('MENU_VIEW', { url: message.url, menuId: message.menuId });
    case 'view_miniprogram':
      return own('MENU_VIEW', { url: message.path, menuId: message.menuId });
    case 'text':
      return own('MESSAGE', { type: 'text', length: lengthOf(message.content) });
    case 'image':
    case 'voice':
    case 'video':
    case 'location':
    case 'link':
      return own('MESSAGE', { type: message.type, length: null });
    case 'LOCATION': {
      const { latitude, longitude, precision } = message;
      return keeps.location ? own('LOCATION', { latitude, longitude, precision }) : null;
    }
    case 'TEMPLATESENDJOBFINISH':
      return result('TEMPLATE_RESULT', { messageId: message.msgId, status: message.status });
    case 'MASSSENDJOBFINISH': {
      const { msgId: messageId, status, totalCount, filterCount, sentCount, errorCount } = message;
      return result('MASS_RESULT', { messageId, status, totalCount, filterCount, sentCount, errorCount });
    }
    default:
      return null;
  }
}
