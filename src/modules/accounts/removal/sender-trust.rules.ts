/** A change after which message senders cannot go on trusting an account as they did. */
export type AccountChange = 'REMOVE' | 'REPLACE_WECHAT_ACCOUNT' | 'CHANGE_OPEN_ID_FIELD';
