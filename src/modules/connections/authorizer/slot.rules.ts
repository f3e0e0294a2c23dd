import type { OpenPlatformBinding } from '../facts/wechat-account.rules.ts';

/** Which slots an account may take: those of its open platform, or of its installation if that is unknown; or needs none. */
export function slotGroupOf(
  installationId: string,
  binding: OpenPlatformBinding,
  openAppId: string | null,
): string | null {
  if (binding === 'BOUND') return openAppId;
  return binding === 'UNKNOWN' ? `installation:${installationId}` : null;
}
