import { ActionIcon, SegmentedControl, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { type Language, useLanguage, useMessages } from '../language/language.tsx';
import { IconMoon, IconSun } from '../ui/icons.tsx';
import { appMessages } from './app.messages.ts';

const NAMES = [
  { value: 'en', label: 'English' },
  { value: 'zh', label: '中文' },
];

/** Language and colors. */
export function Preferences() {
  const words = useMessages(appMessages);
  const { language, choose } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme();
  const isDark = scheme === 'dark';
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={words.language}
        data={NAMES}
        value={language}
        onChange={(value) => choose(value as Language)}
      />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={isDark ? words.light : words.dark}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </>
  );
}
