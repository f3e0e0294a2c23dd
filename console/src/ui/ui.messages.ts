import { defineMessages } from '../language/language.tsx';

/** Words that every part of the console uses. */
export const uiMessages = defineMessages(
  {
    retry: 'Try again',
    cancel: 'Cancel',
    save: 'Save',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    more: 'Show more',
    loading: 'Loading',
    none: 'None',
    nothingFound: 'Nothing found',
    search: 'Search',
    offline: 'Qiao cannot be reached. Check your network connection, then try again.',
    unavailable: 'Qiao is not available for a moment. Try again.',
    forbidden: 'Your role does not allow this. Ask an administrator of your site.',
    throttled: 'Too many requests. Wait a moment, then try again.',
    fault: (requestId: string) =>
      `Something went wrong in Qiao. Try again; if it happens again, give your operator this ID: ${requestId}`,
    installationUnavailable:
      'Qiao must be configured again in the marketing platform before it works. An administrator opens its configuration in the app catalogue.',
    notFound: 'This does not exist, or you may not see it.',
  },
  {
    retry: '重试',
    cancel: '取消',
    save: '保存',
    close: '关闭',
    copy: '复制',
    copied: '已复制',
    more: '显示更多',
    loading: '正在载入',
    none: '无',
    nothingFound: '没有找到结果',
    search: '搜索',
    offline: '无法连接 Qiao。请检查网络连接后重试。',
    unavailable: 'Qiao 暂时不可用，请重试。',
    forbidden: '您的角色无权执行此操作。请联系贵站点的管理员。',
    throttled: '请求过多，请稍候再试。',
    fault: (requestId) => `Qiao 出现问题，请重试。如再次出现，请将此编号告知运维人员：${requestId}`,
    installationUnavailable: '需要先在营销平台中重新配置 Qiao。请管理员在应用目录中打开其配置。',
    notFound: '对象不存在，或您无权查看。',
  },
);
