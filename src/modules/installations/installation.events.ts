import { EventType } from '../../kernel/events.ts';

/** Somebody installs Qiao again: every secret of the installation is to be dropped, what was configured stays. */
export const installationReinstalled = new EventType<Record<string, never>>('installationReinstalled', {
  inside: true,
});

/** Qiao was uninstalled: all its work for the installation is to stop, and every secret to be dropped. */
export const installationUninstalled = new EventType<Record<string, never>>('installationUninstalled', {
  inside: true,
});

/** The installation's status or connection is another. */
export const installationChanged = new EventType<Record<string, never>>('installationChanged');
