import { Button, Group } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import { uiMessages } from '../ui/ui.messages.ts';
import type { Pages } from './use-pages.ts';

/** The end of a list that has more pages. */
export function ShowMore({ pages }: { readonly pages: Pages<unknown> }) {
  const words = useMessages(uiMessages);
  if (!pages.hasMore) return null;
  return (
    <Group justify="center">
      <Button variant="default" onClick={pages.more} loading={pages.isLoadingMore}>
        {words.more}
      </Button>
    </Group>
  );
}
