import { EventType } from '../../kernel/events.ts';

/** Qiao is installed again: every secret of the installation must be deleted, the settings stay. */
export const installationReinstalled = new EventType<Record<string, never>>('installationReinstalled', {
  inside: true,
});

/** Qiao was uninstalled: all work for the installation must stop, and every secret must be deleted. */
export const installationUninstalled = new EventType<Record<string, never>>('installationUninstalled', {
  inside: true,
});

/** The status or the connection of the installation has changed. */
export const installationChanged = new EventType<Record<string, never>>('installationChanged');
