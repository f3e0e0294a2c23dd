import { useEffect, useState } from 'react';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { synchronizationMessages } from './synchronization.messages.ts';

/** Counts down between two reports. Give it another `key` with each report. */
export function TimeLeft({ seconds }: { readonly seconds: number }) {
  const words = useMessages(synchronizationMessages);
  const formats = useFormats();
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setPassed((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return words.left(formats.countdown(Math.max(0, seconds - passed)));
}
