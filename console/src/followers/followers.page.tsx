import { Page } from '../ui/page.tsx';

export function FollowersPage() {
  return <Page title="FollowersPage">…</Page>;
}
