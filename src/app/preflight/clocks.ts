/** WeChat and Eloqua refuse calls whose time is much further away. */
const TOLERANCE_MS = 60_000;

/** How far a clock is from another, such as `61 s behind`; null if they agree. */
export function differenceOf(aheadMs: number): string | null {
  if (Math.abs(aheadMs) <= TOLERANCE_MS) return null;
  return `${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'}`;
}
