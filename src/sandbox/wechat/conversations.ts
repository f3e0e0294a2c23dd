import { Recent } from '../shared/journal.ts';

/** What a follower sees in the chat with an account. */
export interface ChatLine {
  appId: string;
  openId: string;
  from: 'FOLLOWER' | 'ACCOUNT';
  via: 'EVENT' | 'MESSAGE' | 'PASSIVE_REPLY' | 'CUSTOMER_SERVICE' | 'FAILURE';
  /** msgtype, Event or MsgType. */
  type: string;
  text: string;
  /** ISO 8601. */
  time: string;
}

/** The last 10,000 lines of all chats; kept in memory only. */
export class Conversations extends Recent<ChatLine> {
  say(line: Omit<ChatLine, 'time'>): void {
    this.add({ ...line, time: new Date().toISOString() });
  }
}
