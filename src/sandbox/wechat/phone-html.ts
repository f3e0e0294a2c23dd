import { PHONE_SCRIPT } from './phone-script.ts';
import { PHONE_STYLE } from './phone-style.ts';
import { PHONE_WORDS, type PhoneLanguage } from './phone-words.ts';

const icon = (path: string): string =>
  '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8" ' +
  `stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><path d="${path}"/></svg>`;
const SCAN = icon('M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M7 12h10');
const ACCOUNTS = icon('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 20c.6-3.6 3.8-5 8-5s7.4 1.4 8 5');
const CHAT = icon('M4 5h16v11H11l-4 4v-4H4Z');

const LOCALES: Readonly<Record<PhoneLanguage, string>> = { en: 'en-GB', zh: 'zh-CN' };

/** A phone in a browser: WeChat as an administrator and as a follower sees it. Self-contained; talks to the control API. */
export function phonePage(language: PhoneLanguage): string {
  const words = PHONE_WORDS[language];
  return `<!doctype html>
<html lang="${LOCALES[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light">
<link rel="icon" href="data:,">
<title>${words.pageTitle}</title>
<style>${PHONE_STYLE}</style>
</head>
<body>
<aside>
<h1>${words.product}</h1>
<p>${words.whose}</p>
<ul>
<li>${words.aboutScan}</li>
<li>${words.aboutAccounts}</li>
<li>${words.aboutChat}</li>
</ul>
<p class="soft">${words.notReal}</p>
</aside>
<div class="phone">
<header><h2 id="title">${words.scan}</h2></header>
<main id="screen" aria-live="polite"></main>
<p id="toast" role="status"></p>
<nav aria-label="${words.tabs}">
<button type="button" data-tab="scan">${SCAN}${words.scan}</button>
<button type="button" data-tab="accounts">${ACCOUNTS}${words.accounts}</button>
<button type="button" data-tab="chat">${CHAT}${words.chat}</button>
</nav>
</div>
<script>
'use strict';
const W = ${JSON.stringify(words)}, LOCALE = '${LOCALES[language]}';
${PHONE_SCRIPT}
</script>
</body>
</html>`;
}
