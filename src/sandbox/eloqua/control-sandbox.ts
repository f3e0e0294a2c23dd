import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { checked, controlBody, paramOf, queryOf } from '../shared/requests.ts';
import { type App, type AppRegistration, appRegistrationSchema, showApp } from './apps.ts';
import { baseUrl, type Sandbox } from './context.ts';
import { siteNamed } from './control-input.ts';
import { faultSchema } from './faults.ts';
import { pathNames } from './interference.ts';
import { seedSite } from './seed.ts';
import { settingsSchema } from './settings.ts';
import type { Site } from './site.ts';

const PODS = ['p01', 'p02', 'p03', 'p04', 'p06', 'p07', 'p08'];

const siteSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9]{1,50}$/, 'must be letters and digits'),
});
const moveSchema = z.strictObject({
  /** Default: the next one. */
  pod: z
    .string()
    .regex(/^p\d\d$/, 'must be p and two digits')
    .optional(),
});

/** The sandbox itself: apps, sites, settings, faults, and what was received and sent. */
export function serveSandboxControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/_sandbox', async () => ({
    url: sandbox.url,
    apps: Object.values(sandbox.state.apps).map(showApp),
    sites: Object.values(sandbox.state.sites).map((site) => showSite(sandbox, site)),
  }));
  serveApps(app, sandbox);
  serveSites(app, sandbox);
  serveFaults(app, sandbox);
  serveJournals(app, sandbox);
  app.get('/_sandbox/settings', async () => sandbox.settings);
  app.post('/_sandbox/settings', async (request) => {
    const patch = controlBody(request, z.record(z.string(), z.unknown()));
    sandbox.state.settings = checked(settingsSchema, { ...sandbox.settings, ...patch });
    sandbox.store.changed();
    return sandbox.settings;
  });
}

/** Registers an app or replaces it; its installs and tokens stay. */
export function registerApp(sandbox: Sandbox, registration: AppRegistration): App {
  const app: App = { ...registration, status: 'Up' };
  sandbox.state.apps[app.appId] = app;
  sandbox.store.changed();
  return app;
}

function serveApps(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/_sandbox/apps', async () => ({ apps: Object.values(sandbox.state.apps).map(showApp) }));
  app.post('/_sandbox/apps', async (request, reply) => {
    const registration = controlBody(request, appRegistrationSchema);
    const known = sandbox.state.apps[registration.appId] !== undefined;
    return reply.code(known ? 200 : 201).send(showApp(registerApp(sandbox, registration)));
  });
  app.post('/_sandbox/apps/:appId/start', async (request) => {
    const started = sandbox.state.apps[paramOf(request, 'appId')];
    if (started === undefined) throw new ControlError(404, 'NOT_FOUND', 'there is no such app', ['appId']);
    started.status = 'Up';
    sandbox.store.changed();
    return showApp(started);
  });
}

function serveSites(app: FastifyInstance, sandbox: Sandbox): void {
  const { state } = sandbox;
  app.get('/_sandbox/sites', async () => ({
    sites: Object.values(state.sites).map((site) => showSite(sandbox, site)),
  }));
  app.post('/_sandbox/sites', async (request, reply) => {
    const { name } = controlBody(request, siteSchema);
    if (state.sites[name] !== undefined)
      throw new ControlError(409, 'NAME_TAKEN', 'that site exists', ['name']);
    state.lastSiteId += 1;
    const site = seedSite(state.lastSiteId, name);
    state.sites[name] = site;
    sandbox.store.changed();
    return reply.code(201).send(showSite(sandbox, site));
  });
  app.post('/_sandbox/sites/:site/move', async (request) => {
    const site = siteNamed(sandbox, paramOf(request, 'site'));
    const { pod } = controlBody(request, moveSchema);
    site.pod = pod ?? PODS[(PODS.indexOf(site.pod) + 1) % PODS.length] ?? 'p01';
    sandbox.store.changed();
    return showSite(sandbox, site);
  });
  app.delete('/_sandbox/sites/:site', async (request) => {
    const site = siteNamed(sandbox, paramOf(request, 'site'));
    delete state.sites[site.name];
    for (const install of Object.values(state.installs)) {
      if (install.site === site.name) delete state.installs[install.id];
    }
    sandbox.store.changed();
    return showSite(sandbox, site);
  });
}

function showSite(sandbox: Sandbox, site: Site): Record<string, unknown> {
  const { id, name, pod } = site;
  return { id, name, pod, baseUrl: baseUrl(sandbox, site) };
}

function serveFaults(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/_sandbox/faults', async () => ({ faults: sandbox.faults.list() }));
  app.post('/_sandbox/faults', async (request, reply) => {
    const fault = controlBody(request, faultSchema);
    sandbox.faults.add({ ...fault, path: fault.path.toLowerCase() });
    return reply.code(201).send(fault);
  });
  app.delete('/_sandbox/faults', async () => {
    sandbox.faults.clear();
    return { faults: [] };
  });
}

function serveJournals(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/_sandbox/requests', async (request) => {
    const wanted = queryOf(request).path?.toLowerCase();
    return { requests: sandbox.journal.list(({ path }) => wanted === undefined || isPath(wanted, path)) };
  });
  app.delete('/_sandbox/requests', async () => {
    sandbox.journal.clear();
    return { requests: [] };
  });
  app.get('/_sandbox/calls', async (request) => {
    const { kind } = queryOf(request);
    return { calls: sandbox.calls.records.list((call) => kind === undefined || call.kind === kind) };
  });
  app.delete('/_sandbox/calls', async () => {
    sandbox.calls.records.clear();
    return { calls: [] };
  });
}

const isPath = (wanted: string, path: string): boolean =>
  pathNames(path).some((name) =>
    wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted,
  );
