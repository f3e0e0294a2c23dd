/**
 * An account of WeChat's full-network release test (docs/protocols/wechat.md, "Release test"). It belongs to no
 * installation.
 */
interface ReleaseTestAccount {
  readonly appId: string;
  /** `gh_…` */
  readonly originalId: string;
}

/** Official accounts only: WeChat tests a component without permission sets of mini programs only with these. */
const ACCOUNTS: readonly ReleaseTestAccount[] = [
  { appId: 'wx570bc396a51b8ff8', originalId: 'gh_3c884a361561' },
  { appId: 'wx9252c5e0bb1836fc', originalId: 'gh_c0f28a78b318' },
  { appId: 'wx8e1097c5bc82cde9', originalId: 'gh_3f222ed8d140' },
  { appId: 'wx14550af28c71a144', originalId: 'gh_26128078e9ab' },
  { appId: 'wxa35b9c23cfe664eb', originalId: 'gh_2b3713f184a6' },
];

const TEXT = 'TESTCOMPONENT_MSG_TYPE_TEXT';
const CODE = 'QUERY_AUTH_CODE:';

/** Authorized during a test; WeChat may list them long after it. */
export const isReleaseTestAccount = (appId: string): boolean =>
  ACCOUNTS.some((account) => account.appId === appId);

/** The test account with that original id, which is part of the signed message. */
export const releaseTestAccount = (originalId: string): ReleaseTestAccount | undefined =>
  ACCOUNTS.find((account) => account.originalId === originalId);

export type ReleaseTestStep =
  /** To be answered at once with this text. */
  | { readonly kind: 'REPLY'; readonly content: string }
  /** To be answered with an empty body. Then the code is exchanged, and {@link apiText} is sent with the token it gives. */
  | { readonly kind: 'EXCHANGE'; readonly code: string };

/**
 * What a push to a test account asks for; null if the push is not part of the test.
 *
 * @param event as WeChat spells it: the answer repeats it
 */
export function releaseTestStep(push: {
  readonly text: string | null;
  readonly event: string | null;
}): ReleaseTestStep | null {
  if (push.event !== null) return { kind: 'REPLY', content: `${push.event}from_callback` };
  const text = push.text?.trim() ?? '';
  if (text === TEXT) return { kind: 'REPLY', content: `${TEXT}_callback` };
  const code = text.startsWith(CODE) ? text.slice(CODE.length).trim() : '';
  return code === '' ? null : { kind: 'EXCHANGE', code };
}

/** The text for `message/custom/send` after the code has been exchanged. */
export const apiText = (code: string): string => `${code}_from_api`;
