import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { readSetting, writeSetting } from './stored-setting.ts';

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a message may be: text, or a function that puts values into text. */
type Message = string | ((...values: never[]) => string);
type Catalog = Readonly<Record<string, Message | Readonly<Record<string, Message>>>>;
/** The same keys, and functions of the same values, with other words. */
type Translation<C> = {
  readonly [K in keyof C]: C[K] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : C[K] extends string
      ? string
      : Translation<C[K]>;
};
export type Messages<C> = Readonly<Record<Language, Translation<C>>>;

/** The texts of a part of the console. A text without its translation does not compile. */
export const defineMessages = <const C extends Catalog>(en: C, zh: Translation<C>): Messages<C> => ({
  en: en as unknown as Translation<C>,
  zh,
});

interface Choice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const Context = createContext<Choice>({ language: 'en', choose: () => {} });
const SETTING = 'language';

/** The one that was chosen before, else what the browser prefers. */
function firstLanguage(): Language {
  const stored = readSetting(SETTING);
  if (stored === 'en' || stored === 'zh') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const choice = useMemo(() => {
    const choose = (next: Language) => {
      writeSetting(SETTING, next);
      setLanguage(next);
    };
    return { language, choose };
  }, [language]);
  return <Context value={choice}>{children}</Context>;
}

export const useLanguage = (): Choice => useContext(Context);

/** The texts in the language of the page. */
export function useMessages<C>(messages: Messages<C>): Translation<C> {
  return messages[useLanguage().language];
}
