/** A change of an account that breaks what relies on it. No other change does. */
export type AccountChange = 'REMOVE' | 'REPLACE_WECHAT_ACCOUNT' | 'CHANGE_OPEN_ID_FIELD';
