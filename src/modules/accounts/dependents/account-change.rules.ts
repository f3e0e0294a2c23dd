/** A change after which nothing that relies on an account can go on as before. No other change breaks anything. */
export type AccountChange = 'REMOVE' | 'REPLACE_WECHAT_ACCOUNT' | 'CHANGE_OPEN_ID_FIELD';
