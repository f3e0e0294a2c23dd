import { Button, Group, Text } from '@mantine/core';
import { useMessages } from '../../language/language.tsx';
import { IconCheck } from '../../ui/icons.tsx';
import { uiMessages } from '../../ui/ui.messages.ts';
import { settingsMessages } from './settings.messages.ts';
import type { SectionName } from './settings-values.ts';
import type { Settings } from './use-settings.ts';

/** Saves one section, and says whether it is saved. */
export function SaveBar({
  settings,
  section,
}: {
  readonly settings: Settings;
  readonly section: SectionName;
}) {
  const words = useMessages(settingsMessages);
  const common = useMessages(uiMessages);
  const isDirty = settings.isDirty(section);
  return (
    <Group gap="sm">
      <Button
        type="submit"
        variant={isDirty ? 'filled' : 'default'}
        disabled={!isDirty}
        loading={settings.saving && isDirty}
      >
        {common.save}
      </Button>
      <Group gap={4} role="status">
        {settings.saved.includes(section) && <IconCheck size={16} aria-hidden />}
        <Text size="sm">{settings.saved.includes(section) ? words.saved : isDirty ? words.unsaved : ''}</Text>
      </Group>
    </Group>
  );
}
