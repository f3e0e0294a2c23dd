import { Page } from '../ui/page.tsx';

export function BindingPage() {
  return <Page title="BindingPage">…</Page>;
}
