import { createTheme } from '@mantine/core';

/** Fonts of the person's own system, also for Chinese: no font is loaded. */
const FONTS =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

export const theme = createTheme({
  fontFamily: FONTS,
  headings: { fontFamily: FONTS, fontWeight: '600' },
  primaryColor: 'teal',
  // Text on filled buttons has a contrast of 4.5 or more.
  primaryShade: { light: 9, dark: 9 },
  autoContrast: true,
  defaultRadius: 'md',
  respectReducedMotion: true,
  components: {
    // Not centered: what loads into a dialog does not move its heading.
    Modal: {
      styles: { title: { fontWeight: 600, lineHeight: 1.35, overflowWrap: 'anywhere' } },
    },
  },
});
