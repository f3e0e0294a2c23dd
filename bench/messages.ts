import { benchOf } from './events.ts';

/** What followers write. */
export const bench = benchOf('messages', '/wechat/messages/wx0123456789abcdef');
