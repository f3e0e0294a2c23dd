import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFormats } from '../../language/formats.ts';

/** Seconds until `at`, counted down. */
export function useSecondsLeft(at: string): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, (Date.parse(at) - now) / 1000);
}

/** Screen readers do not read every second: the label says what it is, `role="timer"` is silent. */
export function Countdown({ label, seconds }: { readonly label: string; readonly seconds: number }) {
  const formats = useFormats();
  return (
    <Text size="sm" c="dimmed">
      {label}{' '}
      <span role="timer" className="tabular">
        {formats.countdown(seconds)}
      </span>
    </Text>
  );
}
