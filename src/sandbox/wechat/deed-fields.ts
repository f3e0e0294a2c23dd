import type { FollowerDeed } from './deeds.ts';
import { newMediaId, randomText } from './ids.ts';
import type { Account } from './state.ts';
import type { XmlField } from './xml.ts';

type Fields = (deed: FollowerDeed, account: Account, unionId: string | undefined) => XmlField[];

const MENU_ID: XmlField = ['MenuId', '419119257'];
const key: Fields = ({ eventKey = '' }) => [['EventKey', eventKey]];
const ticketOf = ({ ticket = `gQ${randomText(94)}==` }: FollowerDeed): XmlField => ['Ticket', ticket];

const scanned: Fields = (deed, ...rest) => [
  ...key(deed, ...rest),
  [
    'ScanCodeInfo',
    [
      ['ScanType', 'qrcode'],
      ['ScanResult', deed.content ?? '1'],
    ],
  ],
];
const pictures: Fields = (deed, ...rest) => [
  ...key(deed, ...rest),
  [
    'SendPicsInfo',
    [
      ['Count', 1],
      ['PicList', [['item', [['PicMd5Sum', '1b5f7c23b5bf75682a53e7b6d163e185']]]]],
    ],
  ],
];
const person: Fields = ({ openId }, { appId }, unionId) => [
  ['OpenID', openId],
  ...(unionId === undefined ? [] : [['UnionID', unionId] as const]),
  ['AppID', appId],
];
const withoutConsent: Fields = (...deed) => [...person(...deed), ['RevokeInfo', '201']];

/** What a push of each type has besides the head, the type and the MsgId. */
const FIELDS: Readonly<Record<string, Fields>> = {
  text: ({ content = '' }) => [['Content', content]],
  image: () => [
    ['PicUrl', 'http://mmbiz.qpic.cn/mmbiz_jpg/0'],
    ['MediaId', newMediaId()],
  ],
  voice: () => [
    ['MediaId', newMediaId()],
    ['Format', 'amr'],
  ],
  video: () => [
    ['MediaId', newMediaId()],
    ['ThumbMediaId', newMediaId()],
  ],
  shortvideo: () => [
    ['MediaId', newMediaId()],
    ['ThumbMediaId', newMediaId()],
  ],
  location: ({ content = '' }) => [
    ['Location_X', '23.134521'],
    ['Location_Y', '113.358803'],
    ['Scale', '20'],
    ['Label', content],
  ],
  link: ({ content = '' }) => [
    ['Title', content],
    ['Description', ''],
    ['Url', 'https://example.com/'],
  ],
  subscribe: (deed) => {
    const { eventKey = '' } = deed;
    if (eventKey === '') return [['EventKey', '']];
    return [['EventKey', eventKey.startsWith('qrscene_') ? eventKey : `qrscene_${eventKey}`], ticketOf(deed)];
  },
  SCAN: (deed, ...rest) => [...key(deed, ...rest), ticketOf(deed)],
  VIEW: (...deed) => [...key(...deed), MENU_ID],
  view_miniprogram: (...deed) => [...key(...deed), MENU_ID],
  LOCATION: () => [
    ['Latitude', '23.137466'],
    ['Longitude', '113.352425'],
    ['Precision', '119.385040'],
  ],
  scancode_push: scanned,
  scancode_waitmsg: scanned,
  pic_sysphoto: pictures,
  pic_photo_or_album: pictures,
  pic_weixin: pictures,
  location_select: (deed, ...rest) => [
    ...key(deed, ...rest),
    [
      'SendLocationInfo',
      [
        ['Location_X', '23.134521'],
        ['Location_Y', '113.358803'],
        ['Scale', '15'],
        ['Label', deed.content ?? ''],
        ['Poiname', ''],
      ],
    ],
  ],
  TEMPLATESENDJOBFINISH: ({ content = 'success' }) => [
    ['MsgID', 200163836],
    ['Status', content],
  ],
  MASSSENDJOBFINISH: ({ content = 'send success' }) => [
    ['MsgID', 1000000003],
    ['Status', content],
    ['TotalCount', 4],
    ['FilterCount', 4],
    ['SentCount', 4],
    ['ErrorCount', 0],
    [
      'CopyrightCheckResult',
      [
        ['Count', 0],
        ['ResultList', []],
        ['CheckState', 0],
      ],
    ],
    [
      'ArticleUrlResult',
      [
        ['Count', 0],
        ['ResultList', []],
      ],
    ],
  ],
  user_info_modified: person,
  user_authorization_revoke: withoutConsent,
  user_authorization_cancellation: withoutConsent,
};

/** The elements of a push that depend on its type, changed as the deed's `fields` say. */
export function fieldsOf(deed: FollowerDeed, account: Account, unionId: string | undefined): XmlField[] {
  const { type, fields: changes = {} } = deed;
  const usual = (FIELDS[type] ?? key)(deed, account, unionId);
  const changed = new Map<string, XmlField | null>(usual.map((field) => [field[0], field]));
  for (const [name, value] of Object.entries(changes))
    changed.set(name, value === null ? null : [name, value]);
  return [...changed.values()].filter((field) => field !== null);
}
