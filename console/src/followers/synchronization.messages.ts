import { defineMessages } from '../language/language.tsx';
import type { SynchronizationReason, SynchronizationStatus } from './generated/operations.ts';

export const synchronizationMessages = defineMessages(
  {
    title: "Synchronize with WeChat's list",
    hint: "Compares the followers with WeChat's list of them. Adds those who followed before the account was connected.",
    start: 'Synchronize now',
    never: 'Not synchronized yet.',
    status: {
      RUNNING: 'Running',
      WAITING: 'Waiting',
      COMPLETED: 'Completed',
      FAILED: 'Failed',
    } satisfies Record<SynchronizationStatus, string>,
    progress: 'Progress of the synchronization',
    done: (done: string, total: string) => `${done} of ${total} followers read`,
    doneUnknown: (done: string) => `${done} followers read`,
    perSecond: (count: string) => `${count} a second`,
    left: (time: string) => `${time} left`,
    goesOn: 'Continues',
    startedAt: 'Started',
    endedAt: 'Ended',
    reasons: {
      LIST_INCOMPLETE: "WeChat's list is not complete. It is read again, three times at most.",
      NOT_ALLOWED:
        'WeChat does not let the account list its followers. The account must be verified, and must grant this permission.',
      NOT_AUTHORIZED: 'The account is not authorized any more. Authorize it again, then start again.',
      QUOTA_USED_UP: "Today's calls are used up. The count starts again at midnight in Beijing.",
      REFUSED: 'WeChat refuses the list. Start again later.',
      TOO_MANY_CALLS: 'The account has made too many calls within a minute.',
      WECHAT_UNAVAILABLE: 'WeChat does not answer.',
    } satisfies Record<SynchronizationReason, string>,
    /** Where a synchronization that has failed needs other words than one that waits. */
    failures: {
      LIST_INCOMPLETE: "WeChat's list was not complete, although it was read three times. Start again later.",
    } satisfies Partial<Record<SynchronizationReason, string>>,
    counts: {
      added: (count: string) => `New: ${count}`,
      confirmed: (count: string) => `Known: ${count}`,
      updated: (count: string) => `Follow again: ${count}`,
      leftSilently: (count: string) => `Left unnoticed: ${count}`,
      unclear: (count: string) => `Unclear, kept: ${count}`,
    },
    refusals: { CAPABILITY_MISSING: '', CONFLICT: '', INVALID: '' },
  },
  {
    title: '与微信的关注者列表同步',
    hint: '将关注者与微信的列表比对，并补上接入之前已关注的人。',
    start: '立即同步',
    never: '尚未同步过。',
    status: { RUNNING: '进行中', WAITING: '等待中', COMPLETED: '已完成', FAILED: '失败' },
    progress: '同步进度',
    done: (done, total) => `已读取 ${done} / ${total} 名关注者`,
    doneUnknown: (done) => `已读取 ${done} 名关注者`,
    perSecond: (count) => `每秒 ${count} 名`,
    left: (time) => `剩余 ${time}`,
    goesOn: '继续时间',
    startedAt: '开始',
    endedAt: '结束',
    reasons: {
      LIST_INCOMPLETE: '微信返回的列表不完整，将重新读取，最多三次。',
      NOT_ALLOWED: '微信不允许该公众号列出关注者。公众号须已认证并授予此权限。',
      NOT_AUTHORIZED: '公众号的授权已失效。请重新授权后再开始。',
      QUOTA_USED_UP: '今日调用次数已用完，北京时间零点重新计算。',
      REFUSED: '微信拒绝提供列表。请稍后再开始。',
      TOO_MANY_CALLS: '公众号一分钟内调用过多。',
      WECHAT_UNAVAILABLE: '微信没有响应。',
    },
    failures: { LIST_INCOMPLETE: '读取了三次，微信返回的列表仍不完整。请稍后再开始。' },
    counts: {
      added: (count) => `新增：${count}`,
      confirmed: (count) => `已知：${count}`,
      updated: (count) => `重新关注：${count}`,
      leftSilently: (count) => `补记取消关注：${count}`,
      unclear: (count) => `不确定（保留）：${count}`,
    },
    refusals: {
      CAPABILITY_MISSING: '微信不允许该公众号列出关注者。公众号须已认证并授予此权限。',
      CONFLICT: '同步正在进行。',
      INVALID: '目前无法同步。请检查公众号的状态。',
    },
  },
);
