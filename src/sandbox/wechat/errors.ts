import { newRequestId } from './ids.ts';

const TEXTS: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40004: 'invalid media type',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40030: 'invalid refresh_token',
  40032: 'invalid openid list size',
  40033: 'invalid charset. please check your request, if include \\uxxxx will create fail!',
  40052: 'invalid action name',
  40053: 'invalid action info',
  40066: 'invalid url',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40170: 'args count exceed count limit',
  41001: 'access_token missing',
  41003: 'refresh_token missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  41008: 'missing code',
  42001: 'access_token expired',
  42002: 'refresh_token expired',
  42003: 'code expired',
  43002: 'require POST method',
  43004: 'require subscribe',
  44002: 'empty post data',
  44003: 'empty news data',
  44004: 'empty content',
  45002: 'content size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit  must slower  retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45029: 'qrcode count out of limit',
  45047: 'out of response count limit',
  47001: 'data format error',
  48001: 'api unauthorized',
  48004: 'api forbidden',
  48006: 'forbid to clear quota because of reaching the limit',
  50002: 'user limited',
  61003: 'component is not authorized by this account',
  61004: 'access clientip is not registered',
  61005: 'component ticket is expired',
  61006: 'component ticket is invalid',
  61007: 'api is unauthorized to component',
  61009: 'code is invalid',
  61010: 'code is expired',
  61011: 'invalid component',
  61012: 'invalid option name',
  61013: 'invalid option value',
  61014: 'must use component token for component api',
  61015: 'must not use component token for this api',
  61016: 'function category of API need be confirmed by component',
  61017: 'function category of API is not authorized',
  61018: 'function category already confirmed',
  61019: 'function category does not need to be confirmed',
  61020: 'err parameter',
  61021: 'function category can not be confirmed',
  61023: 'refresh_token is invalid',
  76021: 'cgi_path not found, please check',
  76022: 'could not use this cgi_path, no permission',
  89002: 'open not exists',
};

/** A refusal of WeChat's API: HTTP 200 with `errcode` and `errmsg`. */
export class WeChatError extends Error {
  constructor(
    readonly errcode: number,
    text?: string,
  ) {
    super(text ?? TEXTS[errcode] ?? 'error');
  }
}

/** The JSON of a refusal; every one carries a fresh ` rid: …`. */
export function errorBody(error: WeChatError): { errcode: number; errmsg: string } {
  return { errcode: error.errcode, errmsg: `${error.message} rid: ${newRequestId()}` };
}
