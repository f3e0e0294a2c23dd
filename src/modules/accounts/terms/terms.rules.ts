interface Terms {
  readonly version: string;
  /** Plain text. */
  readonly text: string;
}

/** Every version that somebody may have accepted, the latest first. Versions are never changed or removed. */
const TERMS: readonly [Terms, ...Terms[]] = [
  {
    version: '2026-11',
    text: [
      'By accepting, you state that the official account is registered in mainland China, which WeChat offers no way to read; that you may connect it on behalf of its owner; and that its followers have been told that what they do with the account is passed to your marketing platform.',
      'When a follower unfollows, Qiao forgets what it holds of them, as WeChat demands, unless you record a reason to keep it.',
    ].join('\n\n'),
  },
];

/** The version in force: the only one that can be accepted now. */
export const [CURRENT_TERMS] = TERMS;
