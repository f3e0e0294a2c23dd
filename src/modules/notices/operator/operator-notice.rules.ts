/** What needs the operator of Qiao. */
export const OPERATOR_NOTICES = ['WECHAT_REFUSES', 'NO_TICKET', 'PLATFORM_REFUSES'] as const;
export type OperatorNoticeKind = (typeof OPERATOR_NOTICES)[number];
