import type { OpenPlatformBinding } from '../facts/wechat-account.rules.ts';

/** The group whose slots an account may take: its open platform's, or its installation's if that is UNKNOWN; null: it needs none. */
export function slotGroupOf(
  installationId: string,
  binding: OpenPlatformBinding,
  openAppId: string | null,
): string | null {
  if (binding === 'BOUND') return openAppId;
  return binding === 'UNKNOWN' ? `installation:${installationId}` : null;
}
