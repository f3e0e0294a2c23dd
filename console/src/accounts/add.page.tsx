import { Page } from '../ui/page.tsx';

export function AddPage() {
  return <Page title="AddPage">…</Page>;
}
