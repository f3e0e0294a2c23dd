import { LIVE_SCRIPT } from './live-script.ts';
import { LIVE_STYLE } from './live-style.ts';
import { type Page, page } from './page-html.ts';

/**
 * A site at work: apps, campaigns with their steps, activities, contacts. Self-contained; talks to the control API. The
 * apps that are registered may show it in a frame.
 */
export function livePage(framedBy: readonly string[]): Page {
  return page(
    'Eloqua sandbox',
    LIVE_STYLE,
    `<header>
<h1>Eloqua sandbox</h1>
<p>Not Oracle Eloqua. <span id="base"></span></p>
<label>Site <select id="site" aria-label="Site"></select></label>
</header>
<main>
<div>
<section aria-labelledby="apps-title"><h2 id="apps-title">Apps</h2><div id="apps"></div></section>
<section aria-labelledby="campaigns-title"><h2 id="campaigns-title">Campaigns <span class="count" id="campaign-count"></span></h2><div id="campaigns"></div></section>
</div>
<div>
<section aria-labelledby="activities-title"><h2 id="activities-title">Activities <span class="count" id="activity-count"></span></h2><div class="scroll" id="activities"></div></section>
<section aria-labelledby="contacts-title"><h2 id="contacts-title"><span>Contacts <span class="count" id="contact-count"></span></span><input type="search" id="search" placeholder="Search" aria-label="Search contacts"></h2><div class="scroll" id="contacts"></div></section>
</div>
</main>
<p id="toast" role="status"></p>`,
    LIVE_SCRIPT,
    framedBy,
  );
}
