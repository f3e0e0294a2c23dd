import { PHONE_SCRIPT } from './phone-script.ts';
import { PHONE_STYLE } from './phone-style.ts';

const icon = (path: string): string =>
  '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8" ' +
  `stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><path d="${path}"/></svg>`;
const SCAN = icon('M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M7 12h10');
const ACCOUNTS = icon('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 20c.6-3.6 3.8-5 8-5s7.4 1.4 8 5');
const CHAT = icon('M4 5h16v11H11l-4 4v-4H4Z');

/** A phone in a browser: WeChat as an administrator and as a follower sees it. Self-contained; talks to the control API. */
export function phonePage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light">
<link rel="icon" href="data:,">
<title>Phone – WeChat sandbox</title>
<style>${PHONE_STYLE}</style>
</head>
<body>
<aside>
<h1>WeChat sandbox</h1>
<p>This phone belongs to one person, who is the administrator of every account here.</p>
<ul>
<li><b>Scan</b> shows the authorization pages that are open in some browser, and the QR codes of accounts.</li>
<li><b>Accounts</b> are those you administer. Create one, and take back its authorization.</li>
<li><b>Chat</b> follows an account, writes to it, taps its menu, opens links as WeChat does, and unfollows it.</li>
</ul>
<p class="soft">It is not WeChat: no real account or follower is involved.</p>
</aside>
<div class="phone">
<header><h2 id="title">Scan</h2></header>
<main id="screen" aria-live="polite"></main>
<p id="toast" role="status"></p>
<nav aria-label="Phone">
<button type="button" data-tab="scan">${SCAN}Scan</button>
<button type="button" data-tab="accounts">${ACCOUNTS}Accounts</button>
<button type="button" data-tab="chat">${CHAT}Chat</button>
</nav>
</div>
<script>
${PHONE_SCRIPT}
</script>
</body>
</html>`;
}
