import { Page } from '../ui/page.tsx';

export function SenderPage() {
  return <Page title="SenderPage">…</Page>;
}
