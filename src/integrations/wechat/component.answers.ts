import { z } from 'zod';

/**
 * The answers of the component APIs, as far as Qiao reads them. Unknown keys are dropped; missing or empty values are
 * null. In particular, an empty token is null: accounts without API ability get no tokens, and lists return an empty
 * refresh token until a code of that authorization has been exchanged.
 */
const seconds = z.coerce.number().int().positive();
const text = z.string().min(1);
const textOrNull = z
  .string()
  .nullish()
  .transform((value) => value || null);
const id = z.object({ id: z.coerce.number().int() });

const permissionSets = z
  .array(z.object({ funcscope_category: id }))
  .nullish()
  .transform((granted) => (granted ?? []).map(({ funcscope_category }) => funcscope_category.id));

export const done = z.object({}).transform(() => undefined);

export const componentToken = z.object({ component_access_token: text, expires_in: seconds });

export const preAuthCode = z.object({ pre_auth_code: text, expires_in: seconds });

export const queryAuth = z.object({
  authorization_info: z.object({
    authorizer_appid: text,
    authorizer_access_token: textOrNull,
    expires_in: z.coerce.number().int().nullish(),
    authorizer_refresh_token: textOrNull,
    func_info: permissionSets,
  }),
});

export const authorizerToken = z.object({
  authorizer_access_token: text,
  expires_in: seconds,
  authorizer_refresh_token: textOrNull,
});

export const authorizerInfo = z.object({
  authorizer_info: z.object({
    nick_name: z.string().default(''),
    head_img: textOrNull,
    user_name: text,
    principal_name: textOrNull,
    alias: textOrNull,
    service_type_info: id,
    verify_type_info: id,
    account_status: z.coerce.number().int().nullish(),
    MiniProgramInfo: z.unknown().optional(),
  }),
  authorization_info: z.object({ authorizer_refresh_token: textOrNull, func_info: permissionSets }),
});

export const authorizerList = z.object({
  total_count: z.coerce.number().int(),
  list: z
    .array(z.object({ authorizer_appid: text, refresh_token: textOrNull, auth_time: seconds }))
    .nullish()
    .transform((list) => list ?? []),
});

export const openPlatform = z.object({ open_appid: textOrNull });
