import { type Sandbox, unixNow } from './context.ts';
import { ValidationError } from './errors.ts';
import type { Campaign, ServiceInstance, Site } from './site.ts';

const TYPE = 'Campaign';

/** Does what only time does: a scheduled campaign becomes active, an active one ends. */
export function settle(sandbox: Sandbox, campaign: Campaign): Campaign {
  const now = unixNow(sandbox);
  const { scheduledFor, endAt } = campaign;
  if (campaign.currentStatus === 'Scheduled' && scheduledFor !== null && scheduledFor <= now) {
    Object.assign(campaign, {
      currentStatus: 'Active',
      firstActivation: campaign.firstActivation ?? scheduledFor,
    });
  }
  if (campaign.currentStatus === 'Active' && endAt !== null && endAt <= now)
    campaign.currentStatus = 'Completed';
  return campaign;
}

export const settledCampaigns = (sandbox: Sandbox, site: Site): Campaign[] =>
  Object.values(site.campaigns).map((campaign) => settle(sandbox, campaign));

/** Steps of apps on its canvas. */
export const instancesOn = (site: Site, campaign: Campaign): ServiceInstance[] =>
  Object.values(site.instances).filter(({ campaignId }) => campaignId === campaign.id);

/** Activates now or later. Refused while a step requires configuration, without an end, or with one that has passed. */
export function activate(
  sandbox: Sandbox,
  site: Site,
  campaign: Campaign,
  when: { scheduledFor: number | null; runAsUserId: string | null },
): void {
  const now = unixNow(sandbox);
  settle(sandbox, campaign);
  const unconfigured = instancesOn(site, campaign).filter((instance) => instance.requiresConfiguration);
  if (unconfigured.length > 0) {
    const ids = unconfigured.map(({ id }) => id).join(', ');
    throw new ValidationError(TYPE, 'elements', { type: 'ConfigurationRequirement' }, ids);
  }
  if (campaign.endAt !== null && campaign.endAt <= now) {
    throw new ValidationError(TYPE, 'endAt', { type: 'DateRequirement' }, String(campaign.endAt));
  }
  if (campaign.currentStatus === 'Active') return;
  const later = when.scheduledFor !== null && when.scheduledFor > now;
  Object.assign(campaign, {
    currentStatus: later ? 'Scheduled' : 'Active',
    scheduledFor: when.scheduledFor,
    startAt: campaign.startAt ?? when.scheduledFor ?? now,
    firstActivation: later ? campaign.firstActivation : (campaign.firstActivation ?? now),
    runAsUserId: when.runAsUserId ?? campaign.runAsUserId,
    updatedAt: now,
  });
  sandbox.store.changed();
}

/** Takes a campaign back to its draft. */
export function deactivate(sandbox: Sandbox, campaign: Campaign): void {
  Object.assign(campaign, { currentStatus: 'Draft', scheduledFor: null, updatedAt: unixNow(sandbox) });
  sandbox.store.changed();
}

/** Takes a campaign away, and the steps on it; apps are not told. */
export function removeCampaign(site: Site, campaign: Campaign): void {
  delete site.campaigns[campaign.id];
  for (const { id } of instancesOn(site, campaign)) delete site.instances[id];
}
