import { type App, fill } from './apps.ts';
import { AUTHORIZE_PATH, decide, readAuthorize } from './authorize.ts';
import { type BrowserStep, browse, withoutQuery } from './browser.ts';
import type { Sandbox } from './context.ts';
import { newGuid } from './ids.ts';
import { installPlaceholders } from './instances.ts';
import type { Site, User } from './site.ts';
import type { Install } from './state.ts';
import { revokeTokens } from './tokens.ts';

/** What the administrator answers when the app asks for Eloqua; WAIT leaves the page open. */
export type ConsentChoice = 'ALLOW' | 'DENY' | 'WAIT';

export interface InstallOutcome {
  installId: string;
  siteId: number;
  status: Install['status'];
  steps: BrowserStep[];
  /** The page on which the browser waits, where it does. */
  waitingAt: string | null;
}

/** A customer's administrator installs the app, or does so again. */
export async function install(
  sandbox: Sandbox,
  { site, app, user, consent }: { site: Site; app: App; user: User; consent: ConsentChoice },
): Promise<InstallOutcome> {
  const record = newInstall(sandbox, site, app, user);
  const callback = `${sandbox.url}/Apps/Cloud/Admin/Install/Callback/${record.id}?guid=${record.callbackGuid}`;
  const url = fill(app.enableUrl, { ...installPlaceholders(site, app, record, user), CallbackUrl: callback });
  const answer = await sandbox.calls.send(app, 'ENABLE', 'POST', url);
  const { httpStatus: status } = answer.record;
  const steps: BrowserStep[] = [{ method: 'POST', url: withoutQuery(url), status }];
  const outcome = (waitingAt: string | null): InstallOutcome => {
    sandbox.store.changed();
    return { installId: record.id, siteId: site.id, status: record.status, steps, waitingAt };
  };
  if (status === 200) {
    record.status = 'READY';
    return outcome(null);
  }
  if (status === null || status < 300 || status >= 400 || answer.location === null) {
    record.status = 'FAILED';
    return outcome(null);
  }
  const visit = await browse(sandbox, new URL(answer.location, url).href, (page) =>
    consent === 'WAIT' ? null : answerConsent(sandbox, page, { site, user }, consent),
  );
  steps.push(...visit.steps);
  // The callback address, if the browser came by it, has set it READY.
  if (isReady(record)) return outcome(null);
  if (consent === 'DENY' || visit.status !== 200) record.status = 'FAILED';
  return outcome(visit.url);
}

const isReady = (record: Install): boolean => record.status === 'READY';

/** Where the browser goes from Eloqua's own authorization page; null where the page is another one. */
function answerConsent(
  sandbox: Sandbox,
  page: string,
  who: { site: Site; user: User },
  decision: 'ALLOW' | 'DENY',
): string | null {
  const url = new URL(page);
  if (url.origin !== new URL(sandbox.url).origin || url.pathname !== AUTHORIZE_PATH) return null;
  const outcome = readAuthorize(sandbox, Object.fromEntries(url.searchParams));
  return outcome.kind === 'ASK' ? decide(sandbox, outcome.consent, who, decision) : null;
}

function newInstall(sandbox: Sandbox, site: Site, app: App, user: User): Install {
  const { installs } = sandbox.state;
  const before = Object.values(installs).find((one) => one.appId === app.appId && one.site === site.name);
  const keepsId = before !== undefined && sandbox.settings.reinstallKeepsInstallId;
  const record: Install = {
    id: keepsId ? before.id : newGuid(),
    appId: app.appId,
    site: site.name,
    userId: user.id,
    status: 'PENDING',
    callbackGuid: newGuid(),
    createdAt: new Date().toISOString(),
  };
  if (before !== undefined) delete installs[before.id];
  installs[record.id] = record;
  for (const instance of Object.values(site.instances)) {
    if (instance.appId === app.appId) instance.installId = record.id;
  }
  sandbox.store.changed();
  return record;
}

/** Ends an install: its tokens die and, if the settings say so, its steps are gone. The app is told by `uninstall`. */
export function endInstall(sandbox: Sandbox, record: Install): void {
  delete sandbox.state.installs[record.id];
  revokeTokens(sandbox, record.appId, record.site);
  const site = sandbox.state.sites[record.site];
  if (site === undefined || !sandbox.settings.uninstallDeletesInstances) return;
  for (const [id, { installId }] of Object.entries(site.instances)) {
    if (installId === record.id) delete site.instances[id];
  }
}
