import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { activityMessages } from './activity.messages.ts';
import { atNoon, type Day } from './day.ts';

/** The chart in a sentence, for those who do not see it. */
export function useSummary(days: readonly Day[]): string {
  const words = useMessages(activityMessages).chart;
  const { number, day } = useFormats();
  const sum = (name: 'follows' | 'unfollows' | 'bound') =>
    number(days.reduce((total, one) => total + one[name], 0));
  const [best] = [...days].sort((a, b) => b.follows - a.follows);
  const summary = words.summary(number(days.length), sum('follows'), sum('unfollows'), sum('bound'));
  return best && best.follows > 0
    ? `${summary} ${words.most(day(atNoon(best.day)), number(best.follows))}`
    : summary;
}
