/** Each version of the terms. The server says them in English. */
export const TERMS_IN_CHINESE: Readonly<Record<string, string>> = {
  '2026-11': [
    '接受条款即表示您声明：该公众号在中国大陆注册（微信不提供查询此信息的方式）；您有权代表公众号的所有者接入它；并且已告知其关注者，他们在公众号中的行为会传送到您的营销平台。',
    '关注者取消关注后，Qiao 会按微信的要求删除所保存的该关注者的数据，除非您记录了保留的理由。',
  ].join('\n\n'),
};
