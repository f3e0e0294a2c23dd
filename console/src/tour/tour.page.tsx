import { Page } from '../ui/page.tsx';

export function TourPage() {
  return <Page title="TourPage">…</Page>;
}
