import type { Sandbox } from './context.ts';
import type { Account, Authorization, ServiceType } from './state.ts';

const SERVICE_TYPE_ID: Record<ServiceType, number> = {
  SUBSCRIPTION: 0,
  SUBSCRIPTION_UPGRADED: 1,
  SERVICE: 2,
  MINI_PROGRAM: 0,
  VIDEO: 0,
};

/** `func_info`: the granted sets, whatever the account's type may really call. */
export function funcInfo(account: Account, authorization: Authorization): unknown[] {
  return authorization.permissions.map((id) => {
    const confirm = account.confirmInfo[id];
    if (confirm === undefined) return { funcscope_category: { id } };
    const { needConfirm, alreadyConfirm, canConfirm } = confirm;
    const info = { need_confirm: needConfirm, already_confirm: alreadyConfirm, can_confirm: canConfirm };
    return { funcscope_category: { id }, confirm_info: info };
  });
}

/** `authorizer_info` of `api_get_authorizer_info`; a video account's lacks what only official accounts have. */
export function authorizerInfo(sandbox: Sandbox, account: Account): Record<string, unknown> {
  const common = {
    nick_name: account.nickName,
    head_img: `http://wx.qlogo.cn/mmopen/${account.appId}/0`,
    user_name: account.originalId,
    principal_name: account.principalName,
    signature: '',
    account_status: account.accountStatus,
  };
  if (account.serviceType === 'VIDEO') return { ...common, channels_info: {} };
  return {
    ...common,
    service_type_info: { id: SERVICE_TYPE_ID[account.serviceType] },
    verify_type_info: { id: account.verifyType },
    alias: account.alias,
    business_info: { open_store: 0, open_scan: 0, open_pay: 1, open_card: 0, open_shake: 0 },
    qrcode_url: `http://mmbiz.qpic.cn/mmbiz_jpg/${account.appId}/0`,
    idc: 1,
    register_type: 0,
    basic_config: { is_phone_configured: true, is_email_configured: true },
    ...(account.serviceType === 'MINI_PROGRAM'
      ? { [sandbox.settings.miniProgramInfoName]: miniProgramInfo() }
      : {}),
  };
}

function miniProgramInfo(): Record<string, unknown> {
  return {
    network: {
      RequestDomain: ['https://www.qq.com'],
      WsRequestDomain: ['wss://www.qq.com'],
      UploadDomain: ['https://www.qq.com'],
      DownloadDomain: ['https://www.qq.com'],
      BizDomain: [],
      UDPDomain: [],
    },
    categories: [{ first: '工具', second: '备忘录' }],
    visit_status: 0,
  };
}
