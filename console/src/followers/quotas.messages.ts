import { defineMessages } from '../language/language.tsx';
import type { LimitedApi } from './generated/operations.ts';

export const quotasMessages = defineMessages(
  {
    title: 'Calls that WeChat allows today',
    hint: 'The count starts again at midnight in Beijing.',
    none: 'WeChat does not answer, or the account is not authorized.',
    call: 'Function',
    used: 'Used',
    remaining: 'Left',
    limit: 'Allowed',
    apis: {
      CREATE_QR_CODE: 'Create a QR code',
      LIST_FOLLOWERS: 'List 10,000 followers',
      READ_FOLLOWER: 'Read one follower',
      READ_FOLLOWERS: 'Read 100 followers',
    } satisfies Record<LimitedApi, string>,
  },
  {
    title: '微信今日允许的调用次数',
    hint: '北京时间零点重新计算。',
    none: '微信没有响应，或公众号未授权。',
    call: '功能',
    used: '已用',
    remaining: '剩余',
    limit: '上限',
    apis: {
      CREATE_QR_CODE: '生成二维码',
      LIST_FOLLOWERS: '列出 1 万名关注者',
      READ_FOLLOWER: '读取一名关注者',
      READ_FOLLOWERS: '读取 100 名关注者',
    },
  },
);
