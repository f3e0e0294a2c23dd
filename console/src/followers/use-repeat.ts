import { useEffect, useRef } from 'react';

/** Calls `read` again and again while `active`, and not while the page is hidden. */
export function useRepeat(read: () => void, everyMs: number, active: boolean): void {
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') latest.current();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, active]);
}
