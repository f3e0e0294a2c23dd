import { Page } from '../ui/page.tsx';

export function FollowerPage() {
  return <Page title="FollowerPage">…</Page>;
}
