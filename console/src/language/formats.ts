import { useMemo } from 'react';
import { type Language, useLanguage } from './language.tsx';

/** British English, because its dates cannot be misread. */
const localeOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-GB');

/** How numbers and times are written in the language of the page, in the person's own time zone. */
export interface Formats {
  /** `12,345` */
  number(value: number): string;
  /** A share from 0 to 1 as `75%`. */
  percent(value: number): string;
  /** `30 Nov 2026, 18:32` */
  time(iso: string): string;
  day(iso: string): string;
  /** `3 minutes ago`, `in 2 days` */
  relative(iso: string, now?: number): string;
  /** `4:05`; for what is left of a time */
  countdown(seconds: number): string;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

function formatsOf(language: Language): Formats {
  const locale = localeOf(language);
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value) => number.format(value),
    percent: (value) => percent.format(value),
    time: (iso) => time.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    relative(iso, now = Date.now()) {
      const seconds = (Date.parse(iso) - now) / 1000;
      const [unit, size] =
        UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
      return relative.format(Math.trunc(seconds / size), unit);
    },
    countdown(seconds) {
      const whole = Math.max(0, Math.floor(seconds));
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
    },
  };
}

export function useFormats(): Formats {
  const { language } = useLanguage();
  return useMemo(() => formatsOf(language), [language]);
}
