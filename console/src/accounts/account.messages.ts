import { defineMessages } from '../language/language.tsx';

export const accountMessages = defineMessages(
  {
    back: 'Official accounts',
    tabs: 'Parts of the account',
    overview: 'Overview',
    followers: 'Followers',
    activity: 'Activity',
    binding: 'Binding',
    deliveries: 'Deliveries',
    settings: 'Settings',
    goneTitle: 'Official account not found',
    gone: 'It does not exist, or you have no access to it. An administrator decides who may use an account.',
    toList: 'Go to official accounts',
  },
  {
    back: '公众号',
    tabs: '公众号页面',
    overview: '概览',
    followers: '关注者',
    activity: '动态',
    binding: '绑定',
    deliveries: '送达记录',
    settings: '设置',
    goneTitle: '找不到此公众号',
    gone: '它不存在，或您无权访问。公众号的使用权限由管理员决定。',
    toList: '前往公众号列表',
  },
);
