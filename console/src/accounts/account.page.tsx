import { Outlet } from '@tanstack/react-router';

/** One official account: its heading and its tabs. */
export function AccountPage() {
  return <Outlet />;
}
