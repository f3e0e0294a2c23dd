import { PAGE_SCRIPT } from '../shared/page-script.ts';

/** The live page's own code: plain DOM, no framework; every text goes in as text, never as HTML. */
export const LIVE_SCRIPT = `'use strict';
const place = (id) => document.getElementById(id);
const chooser = place('site'), search = place('search');
let drawn = {}, timer;
// A page beside other pages shows what changes, and no more.
if (new URLSearchParams(location.search).get('show') === 'contacts') document.body.classList.add('contacts');

${PAGE_SCRIPT}
const site = () => chooser.value || 'acme';
async function call(method, path, body) {
  const query = (path.includes('?') ? '&' : '?') + 'site=' + encodeURIComponent(site());
  const response = await fetch('/_sandbox' + path + query, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.message);
  return answer;
}
const button = (label, work, kind) => h('button', { type: 'button', class: kind, onclick: async (event) => {
  event.target.disabled = true;
  try { const said = await work(); if (said) say(said); } catch (error) { say(error.message); }
  event.target.disabled = false;
  refresh();
} }, label);
const tag = (text, kind) => h('span', { class: 'tag ' + (kind || '') }, text);
const when = (seconds) => new Date(seconds * 1000).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const day = (seconds) => new Date(seconds * 1000).toLocaleDateString(undefined, { dateStyle: 'medium' });
const empty = (text) => h('p', { class: 'empty' }, text);
async function visit(path) {
  const tab = window.open('about:blank');
  try { const { url } = await call('POST', path, {}); tab.location.href = url; } catch (error) { tab.close(); throw error; }
}

const INSTALL = { READY: 'good', PENDING: 'warn', FAILED: 'bad' };
function appRow(app, installs) {
  const own = installs.find((one) => one.appId === app.appId && one.site === site());
  const install = (label, kind) => button(label, async () => {
    const outcome = await call('POST', '/installs', { appId: app.appId });
    return 'Install: ' + outcome.status + ' (' + outcome.steps.map((step) => step.status === null ? 'no answer' : step.status).join(', ') + ')';
  }, kind);
  return h('div', { class: 'row' },
    h('div', { class: 'head' }, h('b', {}, app.name), app.status === 'Up' ? null : tag('app is ' + app.status, 'bad'), own ? tag(own.status, INSTALL[own.status]) : tag('not installed')),
    own ? h('p', { class: 'soft' }, 'Install ' + own.installId) : null,
    h('div', { class: 'actions' },
      own ? [
        install('Reinstall'),
        button('Configure', () => visit('/installs/' + own.installId + '/configure')),
        button('Check connection', async () => { const { working, httpStatus } = await call('POST', '/installs/' + own.installId + '/status', {}); return working ? 'The app answers.' : 'Unable to connect: ' + (httpStatus || 'no answer'); }),
        button('Uninstall', async () => { await call('POST', '/installs/' + own.installId + '/uninstall', {}); return 'Uninstalled.'; }, 'danger'),
      ] : install('Install', 'main'),
      app.status === 'Up' ? null : button('Start app', () => call('POST', '/apps/' + app.appId + '/start', {}).then(() => 'Started.'))));
}

const STATUS = { Active: 'good', Scheduled: 'warn', Draft: '', Completed: '' };
function campaignRow(campaign, instances) {
  const { id, name, currentStatus, endAt, url } = campaign;
  const now = Math.floor(Date.now() / 1000);
  const ends = endAt === null ? 'no end' : (endAt <= now ? 'ended ' : 'ends ') + day(endAt);
  return h('div', { class: 'row' },
    h('div', { class: 'head' }, h('b', {}, name), tag(currentStatus, STATUS[currentStatus]), endAt !== null && endAt > now && endAt - now < 60 * 86400 ? tag('ending soon', 'warn') : null),
    h('p', { class: 'soft' }, 'id ' + id + ' · ' + ends),
    instances.filter((one) => one.campaign && one.campaign.id === id).map(stepBox),
    h('div', { class: 'actions' },
      button('Drop a sender', async () => { await call('POST', '/message-senders', { campaignId: id }); return 'The app’s step is on the canvas.'; }),
      currentStatus === 'Active'
        ? button('Deactivate', () => call('PATCH', '/campaigns/' + id, { currentStatus: 'Draft' }).then(() => 'Back to draft.'))
        : button('Activate', () => call('POST', '/campaigns/' + id + '/activate', {}).then(() => 'Activated.')),
      currentStatus === 'Active' ? button('End now', () => call('PATCH', '/campaigns/' + id, { endAt: now }).then(() => 'Ended.'), 'danger') : null,
      button('Copy URL', async () => { await navigator.clipboard.writeText(url); return url; })));
}
function stepBox(instance) {
  const { instanceId, requiresConfiguration, members, recordDefinition } = instance;
  const path = '/message-senders/' + instanceId;
  return h('div', { class: 'step' },
    h('div', { class: 'head' }, h('b', {}, 'Sender step'), requiresConfiguration ? tag('requires configuration', 'bad') : tag('configured', 'good')),
    h('p', { class: 'soft' }, instanceId),
    h('p', { class: 'soft' }, members.pending + ' pending · ' + members.complete + ' complete · ' + members.errored + ' errored · sends ' + (Object.keys(recordDefinition).join(', ') || 'nothing')),
    h('div', { class: 'actions' },
      button('Configure', () => visit(path + '/configure')),
      button('Send 3 contacts in', async () => { const { executionId, statuses } = await call('POST', path + '/notify', { contactIds: ['504', '508', '512'] }); return 'Execution ' + executionId + ': the app answered ' + statuses.map((one) => one === null ? 'nothing' : one).join(', '); }),
      button('Remove', () => call('POST', path + '/delete', {}).then(() => 'Removed.'), 'danger')));
}

const campaignOf = (activity) => activity.campaignName || 'campaign ' + activity.campaignId;
function activityRow(activity) {
  return h('div', { class: 'row' },
    h('div', { class: 'head' }, h('b', {}, activity.activityType), tag(activity.assetType)),
    h('p', {}, activity.assetName + ' · ' + (activity.emailAddress || 'contact ' + activity.contactId)),
    h('p', { class: 'soft' }, when(activity.activityDate) + ' · ' + campaignOf(activity)));
}
const FRESH_SECONDS = 60, SHOWN_ACTIVITIES = 5;
const valueText = (field, value) => field.dataType === 'date' && value !== '' ? when(Number(value)) : value;
function valueOf(field, value, before, fresh) {
  const isWeChat = /wechat/i.test(field.name + field.internalName);
  const changed = before !== undefined && before !== value;
  return h('span', { class: changed && fresh && isWeChat ? 'changed' : '' }, h('span', { class: 'soft' }, field.name + ' '),
    changed ? [h('del', {}, valueText(field, before) || 'empty'), ' → '] : null,
    changed ? h('ins', {}, valueText(field, value) || 'empty') : valueText(field, value));
}
function contactRow({ contact, activities, fresh }, named) {
  const { emailAddress, id, fields, changed } = contact;
  const names = [...new Set([...Object.keys(fields), ...Object.keys(changed)])].filter((name) => name !== 'C_EmailAddress');
  return h('div', { class: fresh ? 'row fresh' : 'row' },
    h('div', { class: 'head' }, h('b', {}, emailAddress || 'no address'), fresh ? tag('changed', 'good') : null, h('span', { class: 'soft' }, 'id ' + id)),
    h('div', { class: 'values' }, names.map((name) => valueOf(named.get(name) || { name, internalName: name }, fields[name] || '', changed[name], fresh))),
    activities.length ? h('ul', { class: 'done' }, activities.map((one) => h('li', {}, h('b', {}, one.activityType), ' · ' + one.assetName + ' · ' + campaignOf(one) + ' · ' + when(one.activityDate)))) : null);
}
function contactData(contacts, activities) {
  const now = Math.floor(Date.now() / 1000);
  return contacts.map((contact) => ({
    contact,
    activities: activities.filter((one) => one.contactId === contact.id).slice(-SHOWN_ACTIVITIES).reverse(),
    fresh: Object.keys(contact.changed).length > 0 && now - contact.updatedAt < FRESH_SECONDS,
  }));
}

function draw(id, data, make) {
  const now = JSON.stringify(data);
  if (drawn[id] === now) return;
  drawn[id] = now;
  place(id).replaceChildren(...[make(data)].flat());
}
async function refresh() {
  clearTimeout(timer);
  try {
    const overview = await call('GET', '');
    draw('site', overview.sites.map(({ id, name }) => [id, name]), (sites) => sites.map(([id, name]) => h('option', { value: name, selected: name === site() }, name + ' (' + id + ')')));
    const [{ installs }, { campaigns }, { instances }, { activities }, { contacts, total }, { fields }] = await Promise.all(
      ['/installs', '/campaigns', '/instances', '/activities', '/contacts?recent=60&search=' + encodeURIComponent(search.value.trim()), '/fields'].map((path) => call('GET', path)));
    const base = overview.sites.find(({ name }) => name === site());
    place('base').textContent = base ? base.baseUrl : '';
    const named = new Map(fields.map((field) => [field.internalName, field]));
    place('contact-count').textContent = String(total);
    place('activity-count').textContent = String(activities.length);
    place('campaign-count').textContent = String(campaigns.length);
    draw('apps', [overview.apps, installs, site()], () => overview.apps.length ? overview.apps.map((app) => appRow(app, installs)) : empty('No app is registered. POST it to /_sandbox/apps.'));
    draw('campaigns', [campaigns, instances], () => campaigns.map((campaign) => campaignRow(campaign, instances)));
    draw('activities', activities, () => activities.length ? activities.slice(-100).reverse().map(activityRow) : empty('Nothing yet. Activities of contacts show here as they are booked.'));
    const shown = contactData(contacts, activities);
    draw('contacts', [shown, fields], () => shown.length ? shown.map((one) => contactRow(one, named)) : empty('No contact matches.'));
  } catch (error) { say('The sandbox does not answer: ' + error.message); }
  clearTimeout(timer);
  timer = setTimeout(refresh, 1500);
}
chooser.addEventListener('change', () => { drawn = { site: drawn.site }; refresh(); });
search.addEventListener('input', refresh);
refresh();`;
