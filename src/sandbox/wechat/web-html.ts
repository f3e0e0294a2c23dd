import { escapeHtml, page } from './page-html.ts';
import type { Follower } from './state.ts';

/** Asks who is looking, where no phone said it. */
export function whoPage(query: string, followers: readonly Follower[]): string {
  const links = followers.map(
    ({ openId, person, subscribed }) =>
      `<p><a href="${escapeHtml(`${query}&person=${encodeURIComponent(openId)}`)}">${escapeHtml(person)}</a>` +
      `<br><span class="soft">${escapeHtml(openId)}${subscribed ? '' : ', does not follow'}</span></p>`,
  );
  const hidden = [...new URLSearchParams(query)].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return page(
    '微信',
    `<h1 lang="en">Who are you?</h1>
<p class="soft" lang="en">This page is open outside of the sandbox's phone, which says who is looking.</p>
${links.join('\n')}
<form>${hidden.join('')}
<label>A name, or an OpenID <input name="person" required autocomplete="off"></label>
<button class="main">继续 · Continue</button></form>`,
  );
}

/** Asks for permission, as WeChat does for everything but the OpenID. */
export function allowPage(query: string, person: string, host: string): string {
  const allowed = `${query}&person=${encodeURIComponent(person)}&allow=yes`;
  return page(
    '微信登录',
    `<h1>${escapeHtml(host)}</h1>
<p>申请获取你的昵称、头像</p>
<p class="soft" lang="en">asks for your name and picture, ${escapeHtml(person)}.</p>
<p><a href="${escapeHtml(allowed)}">允许 · Allow</a></p>`,
  );
}
