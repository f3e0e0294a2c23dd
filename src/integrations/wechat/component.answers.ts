import { z } from 'zod';
import {
  id,
  idTextOrNull,
  seconds,
  secondsOrNull,
  text,
  textOrNull,
  whole,
  wholeOrNull,
} from './answer-fields.ts';

/**
 * The answers of the component APIs, as far as Qiao reads them. Required is only what decides: without it the answer is
 * unreadable. Everything else may be missing, null or odd: then it is null, which means unknown. In particular, an empty
 * token is null: accounts without API ability get no tokens, and lists return an empty refresh token until a code of that
 * authorization has been exchanged.
 */

/** WeChat's limit is 30 characters. */
const LONGEST_NAME = 500;
const nameOrNull = z
  .string()
  .nullish()
  .transform((value) => (value && /\S/.test(value) ? [...value].slice(0, LONGEST_NAME).join('') : null));
const webAddressOrNull = z
  .string()
  .nullish()
  .transform((value) => (value && isWebAddress(value) ? value : null));
const isWebAddress = (text: string): boolean =>
  text.length <= 2_000 && /^https?:$/.test(URL.parse(text)?.protocol ?? '');

/** `{"id": 2}`; `{"id": "2"}` and `2` count as well. */
const idOrNull = z
  .union([whole, z.object({ id: wholeOrNull }).transform(({ id }) => id)])
  .nullish()
  .transform((value) => value ?? null);

const permissionSet = z.object({ funcscope_category: z.object({ id: whole }) });
const confirmable = permissionSet.extend({
  confirm_info: z
    .object({ need_confirm: wholeOrNull, already_confirm: wholeOrNull, can_confirm: wholeOrNull })
    .nullish(),
});

export interface PermissionSet {
  readonly id: number;
  /** Whether it cannot be used before it is confirmed. */
  readonly unconfirmed: boolean;
  /** Whether the component can confirm it. */
  readonly canConfirm: boolean;
}

/** An empty list is real. One of which no item can be read is odd as a whole: it says nothing. */
const permissionSets = z
  .preprocess((list, context) => {
    const isOdd =
      Array.isArray(list) && list.length > 0 && !list.some((item) => permissionSet.safeParse(item).success);
    if (isOdd) context.addIssue({ code: 'custom', message: 'no item can be read' });
    return list;
  }, z.array(confirmable).nullish())
  .transform((list) => list?.map(toPermissionSet) ?? null);

function toPermissionSet({
  funcscope_category: { id },
  confirm_info,
}: z.infer<typeof confirmable>): PermissionSet {
  const unconfirmed = confirm_info?.need_confirm === 1 && confirm_info.already_confirm !== 1;
  return { id, unconfirmed, canConfirm: unconfirmed && confirm_info.can_confirm === 1 };
}

export const done = z.object({}).transform(() => undefined);

export const componentToken = z.object({ component_access_token: text, expires_in: secondsOrNull });

export const preAuthCode = z.object({ pre_auth_code: text, expires_in: secondsOrNull });

export const queryAuth = z.object({
  authorization_info: z.object({
    authorizer_appid: id,
    authorizer_access_token: textOrNull,
    expires_in: secondsOrNull,
    authorizer_refresh_token: textOrNull,
    func_info: permissionSets,
  }),
});

export const authorizerToken = z.object({
  authorizer_access_token: text,
  expires_in: secondsOrNull,
  authorizer_refresh_token: textOrNull,
});

export const authorizerInfo = z.object({
  authorizer_info: z
    .object({
      nick_name: nameOrNull,
      head_img: webAddressOrNull,
      user_name: idTextOrNull,
      principal_name: nameOrNull,
      alias: textOrNull,
      service_type_info: idOrNull,
      verify_type_info: idOrNull,
      account_status: wholeOrNull,
      MiniProgramInfo: z.unknown().optional(),
      miniProgramInfo: z.unknown().optional(),
      channels_info: z.unknown().optional(),
    })
    .nullish()
    .transform((info) => info ?? null),
  authorization_info: z
    .object({ authorizer_refresh_token: textOrNull, func_info: permissionSets })
    .nullish()
    .transform((info) => info ?? null),
});

export const authorizerList = z.object({
  total_count: wholeOrNull,
  list: z
    .array(z.object({ authorizer_appid: id, refresh_token: textOrNull, auth_time: seconds }))
    .nullish()
    .transform((list) => list ?? []),
});

export const openPlatform = z.object({ open_appid: idTextOrNull });
