/** The version of the terms that is in force; older ones stay accepted, with an advice to accept again. */
export const CURRENT_TERMS = {
  version: '2026-11',
  text: [
    'By accepting, you state that the official account is registered in mainland China, which WeChat offers no way to read; that you may connect it on behalf of its owner; and that its followers have been told that what they do with the account is passed to your marketing platform.',
    'When a follower unfollows, Qiao forgets what it holds of them, as WeChat demands, unless you record a reason to keep it.',
  ].join('\n\n'),
} as const;

/** Every version that can be accepted. */
export const TERMS_VERSIONS: readonly string[] = [CURRENT_TERMS.version];
