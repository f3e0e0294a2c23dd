import { Page } from '../ui/page.tsx';

export function ConnectionPage() {
  return <Page title="ConnectionPage">…</Page>;
}
