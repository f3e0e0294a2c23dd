import { z } from 'zod';
import { id, idTextOrNull, secondsOrNull, text, textOrNull, whole, wholeOrNull } from './answer-fields.ts';

/** The answers of the calls on behalf of an account, as far as Qiao reads them. Required is only what decides. */

/** A page that says it has followers and shows none is unreadable: it must not look like the end of the list. */
export const followers = z
  .object({
    total: wholeOrNull,
    count: wholeOrNull,
    data: z.object({ openid: z.array(id) }).nullish(),
    next_openid: textOrNull,
  })
  .refine(({ count, data }) => !count || data?.openid.length, { path: ['data'] });

export const userInfos = z.object({
  user_info_list: z
    .array(
      z.object({
        openid: id,
        subscribe: wholeOrNull,
        unionid: idTextOrNull,
        subscribe_time: secondsOrNull,
        subscribe_scene: textOrNull,
        qr_scene: wholeOrNull,
        qr_scene_str: textOrNull,
      }),
    )
    .nullish()
    .transform((list) => list ?? []),
});

export const qrCode = z.object({ ticket: text, url: text, expire_seconds: secondsOrNull });

export const webAuthorization = z.object({ openid: id, unionid: idTextOrNull });

export const quota = z.object({
  quota: z.object({ daily_limit: whole, used: whole, remain: wholeOrNull }),
});
