import { Text, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFormats } from '../language/formats.ts';

/** How often "3 minutes ago" is written anew. */
const TICK_MS = 30_000;

interface Props {
  /** An ISO time. */
  readonly at: string;
  /** Says how long ago it was; the time itself is in a tooltip. */
  readonly relative?: boolean;
}

/** A time in the person's own time zone. */
export function Time({ at, relative = false }: Props) {
  const formats = useFormats();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!relative) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [relative]);
  const whole = formats.time(at);
  if (!relative) return <time dateTime={at}>{whole}</time>;
  return (
    <Tooltip label={whole} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} inherit tabIndex={0}>
        {formats.relative(at, now)}
      </Text>
    </Tooltip>
  );
}
