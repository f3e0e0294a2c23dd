import type { Language } from '../language/language.tsx';
import type { ApiKeyScope } from './generated/operations.ts';

export const SCOPES: readonly ApiKeyScope[] = [
  'ACCOUNTS_READ',
  'ACCOUNTS_WRITE',
  'SENDERS_WRITE',
  'AUDIT_READ',
];

interface ScopeWords {
  readonly name: string;
  readonly hint: string;
}

/** What an API key may do. */
export const SCOPE_WORDS: Readonly<Record<Language, Record<ApiKeyScope, ScopeWords>>> = {
  en: {
    ACCOUNTS_READ: {
      name: 'Read accounts',
      hint: 'Reads all official accounts, their followers and their changes.',
    },
    ACCOUNTS_WRITE: {
      name: 'Manage accounts',
      hint: 'Adds, configures, authorizes and removes official accounts.',
    },
    SENDERS_WRITE: { name: 'Configure senders', hint: 'Chooses the account that a message sender uses.' },
    AUDIT_READ: { name: 'Read the audit trail', hint: 'Reads who changed what, and when.' },
  },
  zh: {
    ACCOUNTS_READ: { name: '读取公众号', hint: '读取所有公众号、关注者及其变化。' },
    ACCOUNTS_WRITE: { name: '管理公众号', hint: '添加、配置、授权和移除公众号。' },
    SENDERS_WRITE: { name: '配置发送步骤', hint: '选择消息发送步骤使用的公众号。' },
    AUDIT_READ: { name: '读取审计记录', hint: '读取何人在何时更改了什么。' },
  },
};
